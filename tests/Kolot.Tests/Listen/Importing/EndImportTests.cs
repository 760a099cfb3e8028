using System.Text;
using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Listen;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Importing;

public sealed class EndImportTests
{
    private static readonly ImportMapping Mapping = new()
    {
        Source = "crm",
        Channel = "call",
        HeardOn = new(2025, 11, 22),
        Columns = [new() { Header = "מזהה", Meaning = ColumnMeaning.Id }, new() { Header = "תוכן", Meaning = ColumnMeaning.Text }],
    };

    private static readonly Member Owner = CommandLineMember.Of(World.Cafe);

    [Theory, EveryStore]
    public async Task An_import_that_is_stopped_leaves_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 40_000);
        Assert.False((await Of<BeginImport>(world).Run(Owner, import, Mapping, Token)).Refused);

        var stopping = Task.FromResult<Result<Guid>>(import);
        await Holding(world, async _ =>
        {
            stopping = Of<StopImport>(world).Run(Owner, import, Token);
            if (kind == StoreKind.Postgres) await stopping;
        });

        Assert.False((await stopping).Refused);
        await Until(async () => !await Of<ImportFiles>(world).Has(World.Cafe, import, Token));
        Assert.Equal((ImportState.Stopped, 0), await Left(world, import));
        await using var store = await world.Store();
        Assert.Equal("גדול.csv", (await store.ImportRuns.SingleAsync(Token)).FileName);
    }

    [Theory, EveryStore]
    public async Task An_import_that_was_stopped_at_another_node_takes_back_what_came_in_since(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 1_500);
        await Run(world, import);
        var lease = await Of<ImportLeases>(world).Take(World.Cafe, import, Token) ?? Guid.Empty;
        var path = Path.Combine(world.Folder, "rows.csv");
        await File.WriteAllTextAsync(path, Rows(1_500), Token);
        var bringing = Task.CompletedTask;
        await Holding(world, async store =>
        {
            bringing = Of<RunImport>(world).Run(Owner, new FileHere(path, import, lease), CancellationToken.None, Token);
            await store.ImportRuns.ExecuteUpdateAsync(set => set.SetProperty(run => run.State, ImportState.Stopped), Token);
        });

        await bringing;

        Assert.Equal((ImportState.Stopped, 0), await Left(world, import));
    }

    [Theory, EveryStore]
    public async Task To_stop_or_drop_an_import_that_is_done_takes_nothing_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 3);
        await Run(world, import);
        await Of<RunImport>(world).Run(Owner, import, CancellationToken.None, Token);

        var stopped = await Of<StopImport>(world).Run(Owner, import, Token);
        var dropped = await Of<DropImport>(world).Run(Owner, import, Token);

        Assert.IsType<Refusal.Conflict>(stopped.Refusal);
        Assert.IsType<Refusal.Conflict>(dropped.Refusal);
        Assert.Equal((ImportState.Done, 3), await Left(world, import));
    }

    [Theory, EveryStore]
    public async Task To_undo_or_drop_an_import_that_is_coming_in_takes_nothing_back(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 3);
        await Run(world, import);

        var undone = await Of<UndoImport>(world).Run(Owner, import, Token);
        var dropped = await Of<DropImport>(world).Run(Owner, import, Token);
        await Of<RunImport>(world).Run(Owner, import, CancellationToken.None, Token);

        Assert.IsType<Refusal.Conflict>(undone.Refusal);
        Assert.IsType<Refusal.Conflict>(dropped.Refusal);
        Assert.Equal((ImportState.Done, 3), await Left(world, import));
    }

    [Theory, EveryStore]
    public async Task What_another_source_has_said_since_stays_when_the_import_is_undone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 3);
        await Run(world, import);
        await Of<RunImport>(world).Run(Owner, import, CancellationToken.None, Token);
        var said = new HeardVoice { Source = "crm", Id = "1", Channel = "call", Text = "ועכשיו הכול בסדר" };
        Assert.Equal(Outcome.Revised, (await Of<Hear>(world).Run(Owner, [said], null, Token)).Value[0].Outcome);

        await Of<UndoImport>(world).Run(Owner, import, Token);

        Assert.Equal((ImportState.Undone, 1), await Left(world, import));
        await using var store = await world.Store();
        Assert.Equal(said.Text, (await store.Voices.SingleAsync(Token)).Text);
    }

    [Theory, EveryStore]
    public async Task The_log_tells_who_brought_a_file_in_and_who_undid_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 1);
        await Of<BeginImport>(world).Run(Owner, import, Mapping, Token);
        await Until(async () => !(await Of<UndoImport>(world).Run(Owner, import, Token)).Refused);

        await using var store = await world.Store();
        var subject = import.ToString();
        var lines = await store.LogLines.Where(line => line.Subject == subject).OrderBy(line => line.Id).ToListAsync(Token);
        Assert.Equal(["import.uploaded", "import.begun", "import.undone"], lines.Select(line => line.Act));
        Assert.All(lines, line => Assert.Equal(Owner.Name, line.ByName));
    }

    [Theory, EveryStore]
    public async Task The_file_of_an_import_that_was_stopped_in_the_queue_is_let_go_of(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var import = await Upload(world, 3);
        await Run(world, import);
        await Of<StopImport>(world).Run(Owner, import, Token);

        Assert.Null(await Of<RunImport>(world).Run(Owner, import, CancellationToken.None, Token));

        Assert.False(await Of<ImportFiles>(world).Has(World.Cafe, import, Token));
    }

    [Fact]
    public async Task A_database_that_cannot_be_opened_keeps_no_other_organisation_s_file_from_coming_in()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var import = await Upload(world, 3);
        await Run(world, import);
        await world.Found("aleph", Cast.Gil);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(world.Folder, "aleph*", SearchOption.AllDirectories).Where(file => file.Contains(".db", StringComparison.Ordinal)))
            await File.WriteAllTextAsync(file, new string('x', 9_000), Token);

        await using var beside = world.Beside();

        Assert.NotNull(beside.Services);
        await Until(async () => (await Left(world, import)).State == ImportState.Done);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static T Of<T>(World world) where T : notnull => world.Services.GetRequiredService<T>();

    private static async Task<Guid> Upload(World world, int rows)
    {
        var content = new MemoryStream(Encoding.UTF8.GetBytes(Rows(rows)));
        return (await Of<UploadImport>(world).Run(Owner, "c:\\קבצים\\גדול.csv", content, Token)).Value;
    }

    private static string Rows(int rows) => "מזהה,תוכן\n" + string.Concat(Enumerable.Range(0, rows).Select(row => $"{row},שורה {row}\n"));

    // As if a node had taken it up.
    private static async Task Run(World world, Guid import)
    {
        await Of<ImportLedger>(world).Map(World.Cafe, import, Mapping, Token);
        Assert.True(await Of<ImportLedger>(world).Move(World.Cafe, import, ImportState.Waiting, ImportState.Running, null, Token));
    }

    // No voice comes in meanwhile.
    private static async Task Holding(World world, Func<OrganisationStore, Task> act)
    {
        await using var store = await world.Store();
        await using var writing = await store.BeginWriting(Token);
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"lock table voices in exclusive mode", Token);
        await act(store);
        await writing.Commit(Token);
    }

    private static async Task<(ImportState State, int Voices)> Left(World world, Guid import)
    {
        await world.Settle();
        await using var store = await world.Store();
        return ((await store.ImportRuns.SingleAsync(run => run.Id == import, Token)).State, await store.Voices.CountAsync(Token));
    }

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 1200; tries++)
        {
            if (await holds()) return;
            await Task.Delay(50, Token);
        }

        Assert.Fail("It did not come about within a minute.");
    }
}
