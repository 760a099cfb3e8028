using System.Net;
using AngleSharp.Dom;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>Hours that are typed on the nights on which clocks are set back and forward. In October 2025 that was from the 25th to the 26th, at two.</summary>
public sealed class FieldHourTests
{
    private const string Twice = "2025-10-26T01:30", NeverWas = "2026-03-27T02:30";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task An_hour_that_comes_twice_is_asked_about_only_then_with_all_that_was_typed(StoreKind kind)
    {
        await using var field = await Sent(kind);
        using var nobody = field.World.Nobody();
        Assert.Empty(Turns(await nobody.Page(FieldWorld.Page)));
        var id = Guid.CreateVersion7().ToString();

        using var asked = await field.Post("reply", ("id", id), ("when", "at"), ("at", Twice), ("text", "חזרו אליי בלילה"));
        var page = await Visitor.Read(asked);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains("השעה הזאת באה פעמיים", page.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
        Assert.Equal([("at-turn", "summer"), ("at-turn", "winter")], Turns(page));
        Assert.Equal((Twice, "חזרו אליי בלילה"), (page.QuerySelector("[name=at][aria-invalid=true]")!.GetAttribute("value"), page.QuerySelector($"#p-{field.ProbeId:N} [name=text]")!.TextContent));
        await using var store = await field.World.Store();
        Assert.False(await store.ProbeReplies.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Of_both_it_is_the_one_that_was_chosen(StoreKind kind)
    {
        await using var field = await Sent(kind);
        var (early, late) = (Guid.CreateVersion7(), Guid.CreateVersion7());

        await field.Done("reply", ("id", late.ToString()), ("when", "at"), ("at", Twice), ("at-turn", "winter"));
        Assert.Equal(120 * 60_000L, (await field.Probe()).WaitedFrom);
        await field.Done("reply", ("id", early.ToString()), ("when", "between"), ("from", "2025-10-26T01:10"), ("from-turn", "summer"), ("until", Twice), ("until-turn", "summer"));

        Assert.Equal((40 * 60_000L, 60 * 60_000L), ((await field.Probe()).WaitedFrom, (await field.Probe()).WaitedUntil));
    }

    [Theory, EveryStore]
    public async Task When_it_was_sent_is_asked_about_too_and_stands_there_as_it_was_chosen(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var asked = await field.Post("sent", ("when", "at"), ("at", Twice));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);

        await field.Done("sent", ("when", "at"), ("at", Twice), ("at-turn", "summer"));

        Assert.Equal(new(2025, 10, 25, 22, 30, 0), (await field.Probe()).SentAt!.Value);
        using var nobody = field.World.Nobody();
        Assert.Equal("summer", (await nobody.Page(FieldWorld.Page)).QuerySelector("[name=at-turn][checked]")!.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task An_hour_that_never_was_is_refused_and_said_so(StoreKind kind)
    {
        await using var field = await Sent(kind);

        using var refused = await field.Post("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "at"), ("at", NeverWas), ("at-turn", "winter"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("השעה הזאת לא הייתה", (await Visitor.Read(refused)).QuerySelector(".error")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_decides_an_appeal_is_asked_as_well(StoreKind kind)
    {
        await using var field = await Sent(kind);
        var appeal = Guid.CreateVersion7();
        using var sent = await field.PostTo($"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}/appeals", ("id", appeal.ToString()), ("name", "דוד"), ("text", "ענינו"), ("probe", field.ProbeId.ToString()));
        using var tamar = field.World.As(Cast.Tamar);
        (string, string)[] decision = [("upheld", "yes"), ("effect", "answered"), ("answered", Twice), ("decision", "צודקים")];

        using var asked = await tamar.Post($"{FieldWorld.Review}/appeals/{appeal}", decision);
        var page = await Visitor.Read(asked);
        using var done = await tamar.Post($"{FieldWorld.Review}/appeals/{appeal}", [.. decision, ("answered-turn", "winter")]);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (asked.StatusCode, done.StatusCode));
        Assert.Equal(2, page.QuerySelectorAll("[name=answered-turn]").Length);
        Assert.Equal("צודקים", page.QuerySelector("[name=decision]")!.TextContent.Trim());
        Assert.Equal(120 * 60_000L, (await field.Probe()).WaitedFrom);
    }

    [Theory, EveryStore]
    public async Task Whose_hours_they_are_is_said_by_a_city_in_the_readers_language(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var nobody = field.World.Nobody();
        var (hebrew, english) = (await nobody.Page(FieldWorld.Page + "?lang=he"), await nobody.Page(FieldWorld.Page + "?lang=en"));

        Assert.Contains("לפי שעון ירושלים", hebrew.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("those of Jerusalem.", english.Body!.TextContent, StringComparison.Ordinal);
        Assert.All([hebrew, english], page => Assert.DoesNotContain("Asia/", page.Body!.TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("America/New_York", "ניו יורק", "New York")]
    [InlineData("America/Argentina/Buenos_Aires", "בואנוס איירס", "Buenos Aires")]
    [InlineData("Pacific/Apia", "Pacific/Apia", "Apia")]
    [InlineData("UTC", "UTC", "UTC")]
    [InlineData("Etc/GMT+2", "Etc/GMT+2", "Etc/GMT+2")]
    public void A_zone_is_called_by_its_city_and_by_its_code_where_nobody_named_one(string code, string hebrew, string english)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(code);
        Language.Speak("he");
        Assert.Equal(hebrew, ZoneWords.Of(zone));
        Language.Speak("en");
        Assert.Equal(english, ZoneWords.Of(zone));
    }

    // Half past midnight, an hour before clocks were set back at two to one.
    private static async Task<FieldWorld> Sent(StoreKind kind)
    {
        var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "at"), ("at", "2025-10-26T00:30"));
        return field;
    }

    private static (string?, string?)[] Turns(IDocument page) => [.. page.QuerySelectorAll("input[name$=-turn]").Select(one => (one.GetAttribute("name"), one.GetAttribute("value")))];
}
