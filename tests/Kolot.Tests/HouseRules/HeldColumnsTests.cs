using Kolot.Organisation.Privacy;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.HouseRules;

/// <summary>Of every column there is, it is said what personal data it holds and for what: whoever adds one says so in Organisation/Privacy/HeldColumns.</summary>
public sealed class HeldColumnsTests
{
    [Fact]
    public async Task Every_column_of_the_model_is_described_and_nothing_else()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await using var store = await world.Store();
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var held = new DbContext[] { store, directory }.SelectMany(ColumnsOf).ToHashSet();
        var said = HeldColumns.All.SelectMany(area => area.Tables.Keys.SelectMany(table => area.ColumnsOf(table).Keys.Select(column => $"{table}.{column}"))).ToHashSet();

        House.Keeps(
        [
            .. held.Except(said).Order().Select(column => $"{column} is held, and nobody said what personal data it holds"),
            .. said.Except(held).Order().Select(column => $"{column} is described, and there is no such column"),
        ]);
    }

    private static IEnumerable<string> ColumnsOf(DbContext store) =>
        from table in store.Model.GetRelationalModel().Tables from column in table.Columns select $"{table.Name}.{column.Name.ToLowerInvariant()}";
}
