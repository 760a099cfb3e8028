using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Benchmarks;
using Kolot.Demo;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

public sealed class ResultsReportedTests
{
    private const string Tables = "table tbody tr";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_study_of_2010_tells_exactly_what_can_be_known_in_both_languages(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using (var store = await world.Store())
        {
            DemoStudy2010.Plant(store, Guid.Empty, world.Clock.Now);
            await store.SaveChangesAsync(Cancel);
        }

        using var nobody = world.Nobody();
        var (hebrew, english) = (await nobody.Page($"/{World.Cafe}/reports/contact-us-2010?lang=he"), await nobody.Page($"/{World.Cafe}/reports/contact-us-2010?lang=en"));

        Assert.StartsWith("21 to 31 of 41 enquiries were answered; of 10 it is not reported what became of them.", Plain(english.QuerySelector("h1")!), StringComparison.Ordinal);
        Assert.StartsWith("נענו בין 21 ל־31 מתוך 41 הפניות; על 10 מהן לא נמסר מה עלה בגורלן.", Plain(hebrew.QuerySelector("h1")!), StringComparison.Ordinal);
        Assert.All([hebrew, english], page => Assert.Equal(["4", "14", "3", "10", "10"], page.QuerySelectorAll(".four .outcomes > span").Select(Plain)));
        Assert.Contains("of 10 it is not reported what became of them", Ordered(english, "There is no median time"), StringComparison.Ordinal);
        Assert.Contains("14 were answered and nobody says when", Ordered(english, "There is no median time"), StringComparison.Ordinal);
        Assert.Contains("14 נענו בלי שנמסר מתי", Ordered(hebrew, "אין זמן חציוני"), StringComparison.Ordinal);
        Assert.Contains("by construction", english.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("לפי הבנייה", hebrew.QuerySelector("aside")!.TextContent, StringComparison.Ordinal);
        // That nobody has a place is told once: where places would stand.
        Assert.All([(english, "no ranking"), (hebrew, "אינה דירוג")], one => Assert.Equal((2, true), (one.Item1.QuerySelector("main")!.TextContent.Split(one.Item2).Length, Plain(one.Item1.QuerySelector("#league")!).Contains(one.Item2, StringComparison.Ordinal))));
        Assert.Equal(41, hebrew.QuerySelectorAll($"#league {Tables}").Length);
        Assert.Equal(20, english.QuerySelectorAll($"#league {Tables} th").Count(name => Plain(name).EndsWith("not named", StringComparison.Ordinal)));
        Assert.DoesNotContain("Place", english.QuerySelectorAll("#league thead th").Select(Plain));
        Assert.DoesNotContain(english.QuerySelector("main")!.TextContent, letter => letter is >= 'א' and <= 'ת');
    }

    [Theory, EveryStore]
    public async Task Times_from_a_file_are_a_study_and_what_is_wrong_in_it_is_told_line_by_line_with_nothing_lost(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        const string Table = "company,asked,answered\nאלון,2026-11-01 10:00,2026-11-01 11:00\nברוש,אתמול,\n";
        using var faulty = await tamar.Post($"/{World.Cafe}/studies/times", ("name", "זמנים"), ("text", Table), ("company", "company"), ("asked", "asked"), ("answered", "answered"));
        var again = await Visitor.Read(faulty);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, Table, "זמנים"), (faulty.StatusCode, again.QuerySelector("textarea")!.TextContent.TrimStart('\n'), again.QuerySelector("[name=name]")!.GetAttribute("value")));
        Assert.Contains("שורה 3, מתי פנו:", Plain(again.QuerySelector("[role=alert] li")!), StringComparison.Ordinal);

        var rows = Enumerable.Range(0, 12).Select(at => $"{(at % 2 == 0 ? "אלון" : "ברוש")},2026-11-{at + 1:00} 10:00,{(at == 5 ? "" : $"2026-11-{at + 1:00} 1{(at % 2) + 1}:{at:00}")}");
        using var made = await tamar.Post($"/{World.Cafe}/studies/times", ("name", "זמנים"), ("watched", "2026-11-20"), ("text", "company,asked,answered\n" + string.Join('\n', rows)), ("company", "company"), ("asked", "asked"), ("answered", "answered"));
        Assert.Equal($"/{World.Cafe}/studies/times-1", made.Headers.Location!.OriginalString);
        var page = await tamar.Page($"/{World.Cafe}/studies/times-1");
        Assert.Equal(["אלון", "ברוש"], page.QuerySelectorAll("#league tbody th").Select(Plain));
        Assert.NotNull(page.QuerySelector(".waiting svg .line"));
        Assert.Null(page.QuerySelector(".four"));
    }

    [Fact]
    public async Task A_table_that_calls_its_columns_otherwise_offers_them_to_be_picked()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);
        string[] fields = ["company", "asked", "answered"];
        var page = await tamar.Page($"/{World.Cafe}/studies/times");
        var offered = fields.Select(field => (field, page.QuerySelector($"[name={field}]")!.GetAttribute("value")!)).ToArray();
        Assert.Equal(["חברה", "מתי פנו", "מתי נענו"], offered.Select(one => one.Item2));
        using var other = await tamar.Post($"/{World.Cafe}/studies/times", [("name", "זמנים"), ("text", "חברה;נשלח;נענה\nאלון;2026-11-01 10:00;2026-11-01 11:00\n"), .. offered]);
        var again = await Visitor.Read(other);
        Assert.Contains("אין עמודה בשם הזה", again.GetElementById("f-asked-error")!.TextContent, StringComparison.Ordinal);
        Assert.Null(again.GetElementById("f-company-error"));
        Assert.Equal(["חברה", "נשלח", "נענה"], again.QuerySelectorAll("select[name=asked] option").Skip(1).Select(option => option.TextContent));
        // As programs call them they are known without a word.
        using var plain = await tamar.Post($"/{World.Cafe}/studies/times", [("name", "זמנים"), ("text", "company,asked,answered\nאלון,2026-11-01 10:00,2026-11-01 11:00\n"), .. offered]);
        Assert.Equal(HttpStatusCode.SeeOther, plain.StatusCode);
        // All of it is over: none is in the field.
        var list = await tamar.Page($"/{World.Cafe}/studies");
        Assert.Equal(("נסגר ולא פורסם", "אין מחקר בשדה כרגע"), (list.QuerySelector(".studies .badge")!.TextContent, Plain(list.QuerySelector("h1")!)));
    }

    [Theory, EveryStore]
    public async Task First_responses_of_66_companies_are_ordered_by_speed_where_there_are_five_and_no_share_is_said(StoreKind kind)
    {
        var file = Shared("data/support-on-twitter/first_responses.csv");
        await using var world = await World.Open(kind);
        var page = await Bring(world, file, ("asked", "asked_at"), ("answered", "answered_at"));

        var rows = page.QuerySelectorAll($"#league {Tables}");
        Assert.Equal(66, rows.Length);
        Assert.Equal(29, rows.Count(row => Plain(row.QuerySelector("td")!) == "none"));
        Assert.Contains("how many were never answered", Plain(page.QuerySelector("h1")!), StringComparison.Ordinal);
        Assert.DoesNotContain("were answered:", page.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Complaints_to_council_members_are_a_study_with_curves_and_ranges(StoreKind kind)
    {
        var file = Shared("data/nyc-council-complaints/complaints.csv");
        await using var world = await World.Open(kind);
        var page = await Bring(world, file, ("company", "council_account"), ("asked", "open_date"), ("answered", "close_date"), ("watched", "2025-01-09"));

        Assert.NotNull(page.QuerySelector(".waiting svg .line"));
        Assert.Contains(page.QuerySelectorAll($"#league {Tables} td"), cell => Plain(cell).Contains(" to ", StringComparison.Ordinal));
        // Its dates have no hours: five councils close half of their complaints on the day on which they come.
        Assert.Equal(5, page.QuerySelectorAll($"#league {Tables} td").Count(cell => Plain(cell) == "the same day"));
        Assert.DoesNotContain("minute", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal(12_053, await store.Probes.CountAsync(Cancel));
    }

    [Fact]
    public void Every_reason_why_there_is_no_median_has_its_sentence()
    {
        foreach (var language in new[] { "he", "en" })
        {
            Kolot.Shell.Language.Speak(language);
            Assert.All(Enum.GetValues<NoMedian>(), why => Assert.All([1, 2], count => Assert.NotEmpty(Kolot.Benchmarks.Findings.MedianWords.Of(why, count))));
        }
    }

    private static async Task<IDocument> Bring(World world, string file, params (string, string)[] fields)
    {
        using var tamar = world.As(Cast.Tamar);
        using var made = await tamar.Post($"/{World.Cafe}/studies/times", [("name", "זמנים"), ("nameEn", "Times"), ("text", file), .. fields]);
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        return await Researched.Read(tamar, $"{made.Headers.Location!.OriginalString}?lang=en");
    }

    private static string Ordered(IDocument page, string beginning) => Plain(page.QuerySelectorAll("p").Single(one => Plain(one).StartsWith(beginning, StringComparison.Ordinal)));

    private static string Plain(IElement element) => string.Join(' ', element.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string Shared(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(Environment.GetEnvironmentVariable("KOLOT_TEST_SHARED") ?? Path.Combine(folder.FullName, "shared"), path) is var found && File.Exists(found)) return File.ReadAllText(found);
        Assert.Skip($"{path} is not here.");
        return "";
    }
}
