using System.Net;
using System.Text;
using System.Text.Json;
using ExcelDataReader;
using Kolot.Listen.SurveyResults.Files;
using Kolot.Store;
using Kolot.Tests.Shell.Sav;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Kolot.Tests.Listen.SurveyResults.Responding;

namespace Kolot.Tests.Listen.SurveyResults;

public sealed class ExportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task All_responses_are_handed_out_in_each_format_to_whoever_asked_and_to_nobody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Week(world);
        using var tamar = world.As(Cast.Tamar);
        using var ron = world.As(Cast.Ron);

        var csv = Encoding.UTF8.GetString(await Made(tamar, "csv"));
        var lines = csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("\uFEFFid,begun,finished,language,way,version,counted,seconds,voice,recommend,liked.coffee,liked.staff,set.fast,comment", lines[0]);
        Assert.Equal(8, lines.Length);
        Assert.EndsWith(",9,1,0,4,'=1+1", lines[2], StringComparison.Ordinal);
        Assert.EndsWith(",9,1,0,4,\"טעים, \"\"מאוד\"\"\"", lines[3], StringComparison.Ordinal);
        Assert.EndsWith(",6,,,2,איטי", lines[5], StringComparison.Ordinal);
        Assert.EndsWith(",2,1,0,,", lines[7], StringComparison.Ordinal);

        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        using var book = ExcelReaderFactory.CreateReader(new MemoryStream(await Made(tamar, "xlsx")));
        var rows = Rows(book);
        Assert.Equal(["עד כמה תמליצו?", "מה אהבתם?: הקפה", "מה אהבתם?: הצוות", "נכון?: מהיר", "ספרו לנו"], rows[0][9..]);
        Assert.Equal([10d, 1d, 1d, 5d, "מקום חם"], rows[1][9..]);
        Assert.True(book.NextResult());
        Assert.Contains(Rows(book), row => row[0] is "set.fast" && row[1] is "נכון?: מהיר");

        using var sav = new SavReading(await Made(tamar, "sav"));
        Assert.Equal([10d, 1d, 1d, 5d, "מקום חם"], sav.Cases[0].Values.Skip(9));
        Assert.Equal([2d, 1d, 0d, null, ""], sav.Cases[6].Values.Skip(9));
        Assert.Contains("עד כמה תמליצו?", sav.Labels.Values);

        var json = Encoding.UTF8.GetString(await Made(tamar, "jsonl")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToArray();
        Assert.Equal("{\"recommend\":10,\"liked\":[\"coffee\",\"staff\"],\"set\":{\"fast\":5},\"comment\":\"מקום חם\"}", json[0].GetProperty("answers").GetRawText());
        Assert.Equal(JsonValueKind.Null, json[6].GetProperty("finishedAt").ValueKind);

        var own = (await tamar.Page($"{Results}/exports")).QuerySelectorAll(".exports a");
        Assert.Equal(4, own.Length);
        using var foreign = await ron.Get(own[0].GetAttribute("href")!);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        Assert.Empty((await ron.Page($"{Results}/exports")).QuerySelectorAll(".exports li"));
        await using var store = await world.Store();
        Assert.Equal(4, await store.LogLines.CountAsync(line => line.Act == "survey.exported", Token));
    }

    [Theory, EveryStore]
    public async Task A_file_goes_after_a_day_or_when_it_is_removed_and_with_whoever_is_erased(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Week(world);
        using var tamar = world.As(Cast.Tamar);
        await Made(tamar, "csv");
        await Made(tamar, "jsonl");
        var lines = (await tamar.Page($"{Results}/exports")).QuerySelectorAll(".exports form").Select(form => form.GetAttribute("action")!).ToArray();

        using var removed = await tamar.Post(lines[0]);
        Assert.Equal(HttpStatusCode.SeeOther, removed.StatusCode);
        Assert.Single((await tamar.Page($"{Results}/exports")).QuerySelectorAll(".exports li"));
        await Round(world);
        await using var store = await world.Store();
        Assert.Single(await store.FileParts.Select(part => part.FileId).Distinct().ToListAsync(Token));

        world.Clock.Advance(TimeSpan.FromHours(25));
        await Round(world);
        Assert.False(await store.FileParts.AnyAsync(Token));
        Assert.False(await store.Errands.AnyAsync(errand => errand.Kind == "survey.export", Token));

        using var anew = world.As(Cast.Tamar);
        await Made(anew, "csv");
        await Kolot.Store.Forgetting.ExportRows.LetGo(store, world.Clock.Now, Token);
        Assert.False(await store.FileParts.AnyAsync(Token));
    }

    [Theory, EveryStore]
    public async Task What_a_crash_left_half_written_is_written_anew_and_one_that_was_removed_meanwhile_is_not(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Week(world);
        using var tamar = world.As(Cast.Tamar);
        var whole = await Made(tamar, "jsonl");
        await using var store = await world.Store();
        var id = await store.FileParts.Select(part => part.FileId).FirstAsync(Token);
        var (files, run) = (world.Services.GetRequiredService<ExportFiles>(), world.Services.GetRequiredService<RunExport>());
        var export = await files.Find(World.Cafe, id, Token) ?? throw new InvalidOperationException("The export is gone.");

        await files.Note(World.Cafe, export with { State = ExportState.Writing }, Token);
        Assert.True(await files.Add(World.Cafe, id, 1, [1, 2, 3], Token));
        Assert.Equal([id], await files.Unwritten(World.Cafe, Token));
        await run.Run(World.Cafe, id, Token);
        using var again = await tamar.Get($"{Results}/{id}");
        Assert.Equal(whole, await again.Content.ReadAsByteArrayAsync(Token));

        await files.Remove(World.Cafe, export, Token);
        Assert.False(await files.Add(World.Cafe, id, 1, [1], Token));
        await run.Run(World.Cafe, id, Token);
        Assert.Null(await files.Find(World.Cafe, id, Token));
    }

    [Fact]
    public async Task What_is_no_format_is_refused_and_more_than_ten_files_too()
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.Without<ExportWork>);
        await Ask(world);
        using var tamar = world.As(Cast.Tamar);

        using var nothing = await tamar.Post($"{Results}/exports", ("format", "pdf"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        for (var made = 0; made < 10; made++)
            using (var one = await tamar.Post($"{Results}/exports", ("format", "csv"))) Assert.Equal(HttpStatusCode.SeeOther, one.StatusCode);
        using var eleventh = await tamar.Post($"{Results}/exports?lang=en", ("format", "csv"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, eleventh.StatusCode);
        Assert.Contains("There are ten files already", (await Visitor.Read(eleventh)).Body?.TextContent, StringComparison.Ordinal);
    }

    private static Task Round(World world) => world.Round();

    private static async Task<byte[]> Made(Visitor visitor, string format)
    {
        using var asked = await visitor.Post($"{Results}/exports", ("format", format), ("wording", "he"));
        Assert.Equal(HttpStatusCode.SeeOther, asked.StatusCode);
        for (var tries = 0; tries < 400; tries++)
        {
            var page = await visitor.Page($"{Results}/exports");
            if (page.QuerySelector($".exports a[href]") is { } link && link.TextContent.EndsWith("." + format, StringComparison.Ordinal))
            {
                using var file = await visitor.Get(link.GetAttribute("href")!);
                return await file.Content.ReadAsByteArrayAsync(Token);
            }

            await Task.Delay(25, Token);
        }

        throw new InvalidOperationException("The file was not written.");
    }

    private static List<object?[]> Rows(IExcelDataReader book)
    {
        var rows = new List<object?[]>();
        while (book.Read()) rows.Add([.. Enumerable.Range(0, book.FieldCount).Select(book.GetValue)]);
        return rows;
    }
}
