using System.Net;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.VoiceStream;

public sealed class StreamTests
{
    [Theory, EveryStore]
    public async Task Each_filter_finds_what_it_names_and_together_they_narrow(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(
            new { source = "pos", id = "a", channel = "call", touchpoint = "repair", unit = "haifa", kind = "complaint", text = "הטכנאי איחר בשעה", score = new { value = 2 } },
            new { source = "pos", id = "b", channel = "survey", touchpoint = "bill", unit = "haifa-kitchen", text = "The bill was clear and the coffee was good", score = new { value = 10 } },
            new { source = "pos", id = "c", channel = "survey", unit = "yafo", kind = "idea", text = "אפשר לפתוח גם בערב", score = new { value = 8 } },
            new { source = "pos", id = "d", channel = "review", text = "Всё было очень вкусно, спасибо вам большое" });
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);

        Assert.Equal("a", await tamar.Finds("channel=call"));
        Assert.Equal("c b", await tamar.Finds("channel=survey"));
        Assert.Equal("a", await tamar.Finds("touchpoint=repair"));
        Assert.Equal("b", await tamar.Finds("stage=billing"));
        Assert.Equal("b a", await tamar.Finds("unit=haifa"));
        Assert.Equal("b", await tamar.Finds("unit=haifa-kitchen"));
        Assert.Equal("c b a", await tamar.Finds("unit=all"));
        Assert.Equal("", await tamar.Finds("unit=atlantis"));
        Assert.Equal("c", await tamar.Finds("kind=idea"));
        Assert.Equal("b", await tamar.Finds("language=en"));
        Assert.Equal("d", await tamar.Finds("language=ru"));
        Assert.Equal("a", await tamar.Finds("band=low"));
        Assert.Equal("b", await tamar.Finds("band=high"));
        Assert.Equal("a", await tamar.Finds("unit=haifa&language=he"));
        Assert.Equal("b", await tamar.Finds("unit=haifa&q=coffee"));
        Assert.Equal("", await tamar.Finds("unit=yafo&q=coffee"));
    }

    [Theory, EveryStore]
    public async Task What_was_answered_to_a_question_is_found_and_shown_where_it_stands(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(
            new { source = "pos", id = "1", channel = "survey", text = "הכול טוב", answers = new { bank = "Citibank", age = 7 } },
            new { source = "pos", id = "2", channel = "survey", text = "אין מה לומר" });
        using var tamar = world.As(Cast.Tamar);

        Assert.Equal("1", await tamar.Finds("q=citibank"));
        Assert.Equal("Citibank", (await tamar.Page("/cafe-tamar/voices?q=citibank")).QuerySelector("article.voice mark")?.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_word_found_far_into_a_long_voice_is_shown(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "1", channel = "survey", text = string.Join(' ', Enumerable.Repeat("הקדמה ארוכה", 200)) + " והקפה היה קר" });
        using var tamar = world.As(Cast.Tamar);

        var said = (await tamar.Page("/cafe-tamar/voices?q=קפה")).QuerySelector("article.voice .said");

        Assert.Equal("והקפה", said?.QuerySelector("mark")?.TextContent);
        Assert.StartsWith("…", said?.TextContent.Trim(), StringComparison.Ordinal);
        Assert.True(said?.TextContent.Length < 400);
    }

    [Theory, EveryStore]
    public async Task A_search_that_is_too_long_and_dates_that_run_backwards_find_nothing_and_say_so(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "a", channel = "call", text = "שלום" });
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);

        foreach (var (query, said) in new[] { ("q=" + new string('a', 500), "החיפוש ארוך מדי"), ("from=2026-03-02&to=2026-03-01", "יום ההתחלה מאוחר מיום הסיום") })
        {
            var page = await tamar.Page("/cafe-tamar/voices?" + query);
            Assert.Empty(page.QuerySelectorAll("article.voice"));
            Assert.Contains(said, page.QuerySelector(".empty")?.TextContent);
        }
    }

    [Theory, EveryStore]
    public async Task Chosen_dates_are_shown_and_can_be_taken_off(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page("/cafe-tamar/voices?from=2016-02-01&to=2016-02-29&channel=call");

        var chosen = Assert.Single(page.QuerySelectorAll("a.pick.on"), pick => pick.TextContent.Contains("מיום 1.2.2016 עד יום 29.2.2016", StringComparison.Ordinal));
        Assert.Equal("/cafe-tamar/voices?channel=call", chosen.GetAttribute("href"));
    }

    [Theory, EveryStore]
    public async Task The_words_of_a_voice_lead_to_it_and_the_way_back_keeps_the_filters(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "a", channel = "call", text = "שלום", answers = new Dictionary<string, object> { ["חזרו"] = true, ["נפתר"] = false } });
        await world.Settle();
        using var tamar = world.As(Cast.Tamar);

        var list = await tamar.Page("/cafe-tamar/voices?channel=call");
        var voice = await tamar.Page(list.QuerySelector("article.voice blockquote a")?.GetAttribute("href") ?? "");

        Assert.Equal("/cafe-tamar/voices?channel=call", voice.QuerySelector(".kicker a")?.GetAttribute("href"));
        Assert.Equal(["כן", "לא"], voice.QuerySelectorAll("td").Select(answer => answer.TextContent));
    }

    [Theory, EveryStore]
    public async Task A_reader_meets_the_voices_of_own_units_and_own_entries_newest_first_and_each_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var at = world.Clock.Now.AddDays(-1);
        string[] units = ["haifa", "yafo", "haifa-kitchen", "all"];
        await world.Hear([.. Enumerable.Range(0, 40).Select(number => new
        {
            source = "pos", id = $"{units[number % 4][0]}{number:00}", channel = "survey", unit = units[number % 4], text = "שלום", heardAt = at.AddMinutes(number),
        })]);
        using var dana = world.As(Cast.Dana);
        foreach (var unit in new[] { null, "haifa" })
            using (await dana.PostJson(Said.Api, new { source = "dana", id = $"own-{unit}", channel = "call", unit, text = "רשמתי בעצמי" }))
            {
            }

        var alone = await dana.FindsPageByPage("limit=3");
        using var yoav = world.As(Cast.Yoav);
        var subtree = await yoav.FindsPageByPage("limit=7");

        string Numbers(Func<int, bool> fits) => string.Join(' ', Enumerable.Range(0, 40).Where(fits).Reverse().Select(number => $"h{number:00}"));
        Assert.Equal("own-haifa own- " + Numbers(number => number % 4 == 0), alone);
        Assert.Equal("own-haifa " + Numbers(number => number % 4 is 0 or 2), subtree);
        Assert.Equal("own-haifa", await dana.FindsPageByPage("unit=haifa&channel=call"));
    }

    [Theory, EveryStore]
    public async Task A_day_of_the_stream_is_a_day_of_the_organisation(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        // The 2nd of March 2026 in Jerusalem is from 22:00 of the 1st to 22:00 of the 2nd in Greenwich.
        await world.Hear(
            new { source = "pos", id = "before", channel = "survey", text = "א", heardAt = "2026-03-01T21:59:59Z" },
            new { source = "pos", id = "first", channel = "survey", text = "ב", heardAt = "2026-03-01T22:00:00Z" },
            new { source = "pos", id = "last", channel = "survey", text = "ג", heardAt = "2026-03-02T21:59:59Z" },
            new { source = "pos", id = "after", channel = "survey", text = "ד", heardAt = "2026-03-02T22:00:00Z" });
        using var tamar = world.As(Cast.Tamar);

        Assert.Equal("last first", await tamar.Finds("from=2026-03-02&to=2026-03-02"));
        Assert.Equal("after last first", await tamar.Finds("from=2026-03-02"));
        Assert.Equal("before", await tamar.Finds("to=2026-03-01"));
    }

    [Theory, EveryStore]
    public async Task A_view_is_kept_for_oneself_or_for_all_and_only_its_maker_takes_it_off(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);
        using (var kept = await dana.Post("/cafe-tamar/views", ("name", "רק שלי"), ("query", "kind=complaint"))) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        using (await dana.Post("/cafe-tamar/views", ("name", "של כולנו"), ("query", "channel=call"), ("shared", "true")))
        {
        }

        await using var store = await world.Store();
        var shared = await store.SavedViews.SingleAsync(view => view.Shared, TestContext.Current.CancellationToken);
        var mine = (await dana.Page("/cafe-tamar/voices")).Body?.TextContent;
        var theirs = (await omer.Page("/cafe-tamar/voices")).Body?.TextContent;
        using var notTheirs = await omer.Post($"/cafe-tamar/views/{shared.Id}/removal");
        using var own = await dana.Post($"/cafe-tamar/views/{shared.Id}/removal");

        Assert.Contains("רק שלי", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("רק שלי", theirs, StringComparison.Ordinal);
        Assert.Contains("של כולנו", theirs, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.SeeOther), (notTheirs.StatusCode, own.StatusCode));
        Assert.Equal(1, await store.SavedViews.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_view_with_too_long_a_name_comes_back_with_all_that_was_typed()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Post("/cafe-tamar/views", ("name", new string('א', 81)), ("query", "kind=complaint"), ("shared", "true"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var form = (await Visitor.Read(answer)).QuerySelector("form[action$='/views']");
        Assert.Equal("kind=complaint", form?.QuerySelector("input[name=query]")?.GetAttribute("value"));
        Assert.Equal(new string('א', 81), form?.QuerySelector("input[name=name][aria-invalid=true]")?.GetAttribute("value"));
        Assert.NotNull(form?.QuerySelector("input[name=shared][checked]"));
    }

    [Theory, EveryStore]
    public async Task What_is_exported_is_what_is_found_within_reach_and_runs_in_no_spreadsheet(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(
            new { source = "pos", id = "1", channel = "survey", unit = "haifa", text = "=cmd|' /C calc'!A0" },
            new { source = "pos", id = "2", channel = "survey", unit = "haifa", text = "שורה\nועוד, \"אחת\"" },
            new { source = "pos", id = "3", channel = "survey", unit = "yafo", text = "לא של חיפה" });
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Get("/cafe-tamar/voices.csv?channel=survey&q=");
        var bytes = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains(",'=cmd|' /C calc'!A0,", text, StringComparison.Ordinal);
        Assert.Contains(",\"שורה\nועוד, \"\"אחת\"\"\",", text, StringComparison.Ordinal);
        Assert.DoesNotContain("לא של חיפה", text, StringComparison.Ordinal);
        await using var store = await world.Store();
        var line = await store.LogLines.SingleAsync(line => line.Act == "voices.exported", TestContext.Current.CancellationToken);
        Assert.Equal(("דנה לוי", """{"channel":"survey"}"""), (line.ByName, line.Detail));
    }
}
