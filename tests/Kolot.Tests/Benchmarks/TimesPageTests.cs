using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Kolot.Demo;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>What the page of times makes of a table that says less than it seems to.</summary>
public sealed partial class TimesPageTests
{
    private const string Page = $"/{World.Cafe}/studies/times", Made = $"{Page}-1", Headings = "company,asked,answered\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Times_in_days_are_told_in_whole_days_and_nothing_shorter_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        // Half are answered by the second day, and the next answer is of the fifth: by the formula the median is three and a half.
        string[] rows = ["אלון,01.11.2026,01.11.2026", "אלון,01.11.2026,01.11.2026", "אלון,01.11.2026,01.11.2026", "ברוש,01.11.2026,03.11.2026", "ברוש,01.11.2026,06.11.2026", "ברוש,25.10.2026,"];
        using var made = await Post(tamar, ("name", "ימים"), ("nameEn", "Days"), ("watched", "2026-11-20"), ("text", Headings + string.Join('\n', rows)));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);

        var (hebrew, english) = (await tamar.Page($"{Made}?lang=he"), await tamar.Page($"{Made}?lang=en"));

        Assert.Equal(["באותו יום", "5 ימים"], hebrew.QuerySelectorAll("#league tbody td:last-child").Select(Plain));
        Assert.Equal(["the same day", "5 days"], english.QuerySelectorAll("#league tbody td:last-child").Select(Plain));
        Assert.Equal(["the same day", "a day", "2 days", "4 days", "a week", "2 weeks"], english.QuerySelectorAll(".waiting .astable tbody th").Select(Plain));
        Assert.Contains("the same day", english.QuerySelectorAll(".waiting .atdesk svg text").Select(Plain));
        Assert.All([hebrew, english], page => Assert.DoesNotMatch(Shorter(), Plain(page.QuerySelector("main")!)));
        Assert.Contains("days without hours", english.QuerySelector("#made")!.ParentElement!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["company,wave,state,outcome,days_from,days_to", "0,0", "0,0", "0,0", "2,2", "5,5", "26,"], (await Lines(tamar, "probes.csv")).Select((line, at) => string.Join(',', line.Split(',')[(at == 0 ? 0 : 4)..6])));
        Assert.Contains("median_days", (await Lines(tamar, "league.csv"))[0], StringComparison.Ordinal);
        var told = await tamar.Json($"{Made}/result.json");
        Assert.Equal((true, 1440.0, 0.0), (told.GetProperty("inDays").GetBoolean(), told.GetProperty("median").GetDouble(), told.GetProperty("league")[0].GetProperty("median").GetDouble()));
    }

    [Fact]
    public async Task A_sheet_of_days_tells_no_hour()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);
        using var made = await Post(tamar, ("name", "ימים"), ("watched", "2026-11-02"), ("text", Headings + "אלון,2026-10-29,\nאלון,2026-10-30,2026-11-01\nאלון,2026-11-01,2026-11-01\nאלון,2026-11-02,\n"));

        var sheet = (await tamar.Page($"{Made}/companies/1")).QuerySelector("ol.sheet")!;

        Assert.Equal(["לא נענתה. חיכינו 4 ימים.", "נענתה אחרי יומיים.", "נענתה באותו יום.", "לא נענתה באותו יום. מעבר לו לא חיכו."], sheet.QuerySelectorAll("li > p:last-child").Select(Plain));
        Assert.DoesNotContain(':', string.Concat(sheet.QuerySelectorAll("time").Select(time => time.TextContent)));
    }

    [Theory, EveryStore]
    public async Task Dates_that_can_be_read_in_two_orders_are_asked_about_with_everything_typed_kept(StoreKind kind)
    {
        const string Table = Headings + "אלון,02/01/2026,02/03/2026\nאלון,04/05/2026,04/06/2026\n";
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var asked = await Post(tamar, ("name", "זמנים"), ("source", "מוקד"), ("text", Table));
        var page = await Visitor.Read(asked);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, Table, "זמנים", "מוקד"), (asked.StatusCode, page.QuerySelector("textarea")!.TextContent.TrimStart('\n'), page.QuerySelector("[name=name]")!.GetAttribute("value"), page.QuerySelector("[name=source]")!.GetAttribute("value")));
        Assert.Equal(["DayFirst", "MonthFirst"], page.QuerySelectorAll("#f-dates [name=dates]").Select(choice => choice.GetAttribute("value")));
        Assert.Contains("בשתי הדרכים", page.GetElementById("f-dates-error")!.TextContent, StringComparison.Ordinal);
        Assert.Null((await tamar.Page(Page)).GetElementById("f-dates"));

        using var made = await Post(tamar, ("name", "זמנים"), ("source", "מוקד"), ("text", Table), ("dates", "MonthFirst"));
        Assert.Equal(HttpStatusCode.SeeOther, made.StatusCode);
        await using var store = await world.Store();
        Assert.Equal([1, 2], (await store.Probes.Select(probe => probe.WaitedFrom!.Value / 86_400_000).ToListAsync(Cancel)).Order());
        // What was chosen stays chosen while something else is mended.
        using var still = await Post(tamar, ("text", Table), ("dates", "MonthFirst"));
        Assert.Equal("MonthFirst", (await Visitor.Read(still)).QuerySelector("#f-dates [checked]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Two_industries_of_one_company_and_days_to_come_are_told_by_their_lines()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);
        using var wrong = await Post(tamar, ("name", "זמנים"), ("industry", "ענף"), ("text", "company,asked,answered,ענף\nאלון,2026-11-01,2026-11-02,מים\nאלון,2026-11-01,2026-11-02,חשמל\nברוש,2030-01-01,2031-01-01,מים\n"));
        using var watched = await Post(tamar, ("name", "זמנים"), ("watched", "2030-01-01"), ("text", Headings + "אלון,2026-11-01,\n"));

        Assert.Equal(
            ["שורה 3, ענף: לחברה הזו כתוב קודם ענף אחר", "שורה 4, מתי פנו: המועד הזה עוד לא הגיע.", "שורה 4, מתי נענו: המועד הזה עוד לא הגיע."],
            (await Visitor.Read(wrong)).QuerySelectorAll(".note.bad li").Select(Plain));
        Assert.Contains("עוד לא הגיע", (await Visitor.Read(watched)).GetElementById("f-watched-error")!.TextContent, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.False(await store.Studies.AnyAsync(row => row.Code.StartsWith("times-"), Cancel));
    }

    [Fact]
    public async Task An_empty_file_is_called_empty_where_it_was_chosen_and_takes_nothing_that_was_pasted()
    {
        const string Table = Headings + "אלון,2026-11-01,2026-11-02\n";
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);
        foreach (var (content, said) in new[] { ("", "הקובץ ריק."), (" \n", "הקובץ ריק."), (Headings, "אין כאן טבלה עם כותרות ושורות.") })
        {
            using var form = new MultipartFormDataContent
            {
                { new StringContent("זמנים"), "name" }, { new StringContent("company"), "company" }, { new StringContent("asked"), "asked" }, { new StringContent("answered"), "answered" }, { new StringContent(Table), "text" },
                { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(content)), "file", "times.csv" },
            };
            using var refused = await tamar.PostFiles(Page, form);
            var page = await Visitor.Read(refused);

            Assert.Equal((HttpStatusCode.UnprocessableEntity, said), (refused.StatusCode, Plain(page.GetElementById("f-file-error")!)));
            Assert.Null(page.GetElementById("f-text-error"));
            if (string.IsNullOrWhiteSpace(content)) Assert.Equal(Table, page.QuerySelector("textarea")!.TextContent.TrimStart('\n'));
        }
    }

    [GeneratedRegex("[0-9] (דקות|שעות|minutes|hours)|פחות מדקה|under a minute")]
    private static partial Regex Shorter();

    private static Task<HttpResponseMessage> Post(Visitor visitor, params (string, string)[] fields) => visitor.Post(Page, [("company", "company"), ("asked", "asked"), ("answered", "answered"), .. fields]);

    private static async Task<string[]> Lines(Visitor visitor, string file)
    {
        using var answer = await visitor.Get($"{Made}/{file}");
        return (await answer.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').Split("\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    private static string Plain(IElement element) => string.Join(' ', element.TextContent.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
