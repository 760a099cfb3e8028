using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Importing;

public sealed class RunImportTests
{
    private static readonly ImportMapping Mapping = new()
    {
        Source = "crm",
        Channel = "call",
        Columns =
        [
            new() { Header = "מזהה", Meaning = ColumnMeaning.Id },
            new() { Header = "תאריך", Meaning = ColumnMeaning.HeardAt, Dates = DateStyle.DayFirst },
            new() { Header = "תוכן", Meaning = ColumnMeaning.Text },
            new() { Header = "ציון", Meaning = ColumnMeaning.Score, Low = 0, High = 10 },
            new() { Header = "דואל", Meaning = ColumnMeaning.CustomerMail },
        ],
    };

    private const string Head = "מזהה,תאריך,תוכן,ציון,דואל\n";

    [Theory, EveryStore]
    public async Task A_file_comes_in_and_what_cannot_is_kept_with_the_reason(StoreKind kind)
    {
        await using var world = await World.Open(kind);

        var run = await Bring(world, Head + "1,22/11/2025 10:00,טוב מאוד,9,dana@example.com\n2,31/02/2025,לא טוב,3,\n3,23/11/2025,,11,\n4,24/11/2025,,,\n");

        Assert.Equal((ImportState.Done, 4L, 1L, 3L), (run.State, run.Read, run.Kept, run.Refused));
        await using var store = await world.Store();
        var refused = await store.RefusedRows.Where(row => row.Reason != ImportLedger.Header).OrderBy(row => row.Line).ToListAsync();
        Assert.Equal([(3L, "heardAt:not_a_date"), (4L, "score.value:off_scale"), (5L, "text:nothing_said")], refused.Select(row => (row.Line, row.Reason)));
        Assert.Contains("לא טוב", refused[0].Cells, StringComparison.Ordinal);
        var voice = await store.Voices.SingleAsync();
        Assert.Equal((new DateTime(2025, 11, 22, 8, 0, 0, DateTimeKind.Utc), true), (voice.HeardAt, voice.History));
    }

    [Theory, EveryStore]
    public async Task Rows_without_ids_come_in_once_however_often_the_file_does(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var text = "תוכן,ציון\nתודה,5\nתודה,5\nלא טוב,1\n";
        var mapping = Mapping with { HeardOn = new(2025, 11, 22), Columns = [Mapping.Columns[2], Mapping.Columns[3]] };

        var first = await Bring(world, text, mapping);
        var again = await Bring(world, text, mapping);

        Assert.Equal((3L, 0L), (first.Kept, first.Known));
        Assert.Equal((0L, 3L), (again.Kept, again.Known));
    }

    [Theory, EveryStore]
    public async Task An_import_that_is_undone_leaves_nothing_but_what_was_there_before(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Bring(world, Head + "a,22/11/2025,היה כאן קודם,9,old@example.com\n");
        var run = await Bring(world, Head + string.Concat(Enumerable.Range(0, 2500).Select(row => $"{row},22/11/2025,שורה {row},9,c{row % 50}@example.com\n"))
            + "x,22/11/2025,עוד מהוותיקה,2,old@example.com\ny,שבור,,,\n");
        Assert.Equal((2501L, 1L), (run.Kept, run.Refused));

        await world.Services.GetRequiredService<UndoImport>().Run(CommandLineMember.Of(World.Cafe), run.Id, Token);

        Assert.Equal((1, 1, 1, 0, 0), await Left(world));
        await using var store = await world.Store();
        Assert.Equal(ImportState.Undone, (await store.ImportRuns.SingleAsync(row => row.Id == run.Id)).State);
        Assert.Equal(1, await Words(store, kind));
    }

    [Theory, EveryStore]
    public async Task An_import_that_a_crash_interrupted_goes_on_where_it_was_and_counts_right(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var member = CommandLineMember.Of(World.Cafe);
        var text = Head + string.Concat(Enumerable.Range(0, 3000).Select(row => $"{row},22/11/2025,שורה {row},9,\n"));
        var import = (await world.Services.GetRequiredService<UploadImport>().Run(member, "a.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Token)).Value;
        var ledger = world.Services.GetRequiredService<ImportLedger>();
        await ledger.Map(World.Cafe, import, Mapping, Token);
        await ledger.Move(World.Cafe, import, ImportState.Waiting, ImportState.Running, null, Token);
        // The ledger ends at row 1,000, but 1,500 rows had come in when the power went.
        var leases = world.Services.GetRequiredService<ImportLeases>();
        var lease = await leases.Take(World.Cafe, import, Token) ?? Guid.Empty;
        await ledger.Note(World.Cafe, lease, new ImportTally { Read = 1000, Kept = 1000, Bytes = 1 }, Token);
        await leases.Release(World.Cafe, lease, Token);
        var keep = world.Services.GetRequiredService<KeepRows>();
        var reading = RowReading.Open(Mapping, Head.TrimEnd().Split(','), await keep.GroundOf(World.Cafe, Token)).Value;
        foreach (var part in Enumerable.Range(0, 1500).Chunk(500))
            await keep.Run(member, import, [.. part.Select(row => KeepRows.Read(reading, RowKind.Voices, new FileRow(row, [$"{row}", "22/11/2025", $"שורה {row}", "9", ""])))], Token);

        var run = await world.Services.GetRequiredService<RunImport>().Run(member, import, CancellationToken.None, Token);

        Assert.Equal((ImportState.Done, 3000L, 3000L, 0L, 0L), (run?.State, run?.Read, run?.Kept, run?.Known, run?.Refused));
    }

    [Theory, EveryStore]
    public async Task A_file_without_a_column_that_the_mapping_names_fails_and_says_which(StoreKind kind)
    {
        await using var world = await World.Open(kind);

        var run = await Bring(world, "מזהה,תאריך,תוכן,דואל\n1,22/11/2025,טוב,\n");

        Assert.Equal((ImportState.Failed, "columns.ציון:missing"), (run.State, run.Trouble));
        Assert.Equal((0, 0, 0, 0, 0), await Left(world));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<ImportRun> Bring(World world, string text, ImportMapping? mapping = null)
    {
        var path = Path.Combine(world.Folder, "in.csv");
        await File.WriteAllTextAsync(path, text, Token);
        return Assert.IsType<ImportRun>(await world.Services.GetRequiredService<ImportNow>().Run(World.Cafe, path, mapping ?? Mapping, _ => { }, Token));
    }

    private static async Task<(int Voices, int Keys, int Customers, int Errands, int Refused)> Left(World world)
    {
        await world.Settle();
        await using var store = await world.Store();
        return (await store.Voices.CountAsync(), await store.VoiceKeys.CountAsync(), await store.Customers.CountAsync(),
            await store.Errands.CountAsync(), await store.RefusedRows.CountAsync());
    }

    private static async Task<int> Words(OrganisationStore store, StoreKind kind) => kind == StoreKind.Postgres
        ? await store.Database.SqlQuery<int>($"""select count(*)::int as "Value" from voice_words""").SingleAsync()
        : await store.Database.SqlQuery<int>($"select count(*) as Value from voice_words").SingleAsync();
}
