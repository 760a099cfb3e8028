using System.Data.Common;
using Kolot.Store;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kolot.Tests.Store;

public sealed class MigratorTests
{
    [Theory, EveryStore]
    public async Task An_organisation_that_is_up_to_date_opens_without_waiting_for_a_lock(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var databases = world.Services.GetRequiredService<Databases>();
        using var turn = await databases.GateOf(World.Cafe).Enter(TestContext.Current.CancellationToken);
        await using var held = await databases.Connect(World.Cafe, TestContext.Current.CancellationToken);
        await using var holding = await held.BeginTransactionAsync(TestContext.Current.CancellationToken);
        if (kind == StoreKind.Postgres) await Run(held, Migrator.Lock);

        var opened = await New(world).Exists(World.Cafe, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.True(opened);
    }

    [Fact]
    public async Task While_one_organisation_is_long_in_changing_others_are_founded_and_it_is_not_cut_short()
    {
        await using var world = await World.Empty(StoreKind.Postgres, World.PostgresWith("Command Timeout=3"), World.WithoutRounds);
        await world.Found("bakery", Cast.Tamar);
        var databases = world.Services.GetRequiredService<Databases>();
        await using var writer = await databases.Connect("bakery", TestContext.Current.CancellationToken);
        await Run(writer, "delete from _schema where number = 3; drop index ix_voices_entered_by_place");
        Task<bool> opening;
        await using (await writer.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            // Somebody writes voices, so the script that gives them an index has begun and cannot go on.
            await Run(writer, "lock table voices in row exclusive mode");
            opening = New(world).Exists("bakery", TestContext.Current.CancellationToken);
            while (!opening.IsCompleted && await Number(writer, "select count(*) from pg_locks where not granted and relation = 'voices'::regclass and database = (select oid from pg_database where datname = current_database())") == 0)
                await Task.Delay(20, TestContext.Current.CancellationToken);

            Assert.True(await world.Services.GetRequiredService<Stores>().Found("kiosk", world.Clock.Now, TestContext.Current.CancellationToken)
                .WaitAsync(TimeSpan.FromMinutes(1)));
            // Longer than other commands are given.
            await Task.WhenAny(opening, Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken));
            Assert.False(opening.IsCompleted, opening.Exception?.ToString());
        }

        Assert.True(await opening);
    }

    private static Stores New(World world) => new(
        world.Services.GetRequiredService<Databases>(), world.Services.GetRequiredService<Migrator>(), world.Clock, NullLogger<Stores>.Instance);

    private static async Task Run(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> Number(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), System.Globalization.CultureInfo.InvariantCulture);
    }
}
