using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Answering;

/// <summary>What browsers, networks and people do to a survey.</summary>
public sealed class AnswerSurvivalTests
{
    [Theory, EveryStore]
    public async Task Two_tabs_are_one_answer_and_a_second_one_after_it_is_kept_and_not_counted(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var phone = world.Nobody();
        var (one, other, third) = (await Page(phone), await Page(phone), await Page(phone));

        using var first = await Asked.Send(phone, one, ("came", "no"));
        using var sameAgain = await Asked.Send(phone, other, ("came", "no"));
        using var later = await Asked.Send(phone, third, ("came", "no"));

        Assert.Contains("/thanks?", Asked.Location(first), StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal([Counted.Yes, Counted.Twice, Counted.Twice], await store.SurveyResponses.OrderBy(response => response.Counted).Select(response => response.Counted).ToArrayAsync());
        Assert.Equal("{\"came\":\"no\"}", (await store.Voices.SingleAsync()).Answers);
    }

    [Theory, EveryStore]
    public async Task Whoever_answers_again_goes_on_in_the_language_they_read_and_the_results_say_why_it_does_not_count(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        using var first = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/visit"), ("score", "5"));

        var already = await phone.Page($"/{World.Cafe}/s/visit?lang=en");
        var again = await phone.Page(already.QuerySelector("main a[href*=again]")!.GetAttribute("href")!);
        Assert.Equal("en", again.DocumentElement.GetAttribute("lang"));
        using var second = await Asked.Send(phone, again, ("score", "4"));

        using var tamar = world.As(Cast.Tamar);
        var results = await tamar.Page($"/{World.Cafe}/surveys/visit/results?lang=en");
        Assert.Contains("1 response is not counted: it came again from the same browser", results.QuerySelector(".outcome")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_second_tab_goes_on_with_what_the_first_began(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var phone = world.Nobody();
        var (one, other) = (await Page(phone), await Page(phone));

        using var first = await Asked.Send(phone, one, ("came", "yes"));
        using var second = await Asked.Send(phone, other, ("came", "yes"));
        using var done = await Asked.Send(phone, await phone.Page(Asked.Location(second)), ("score", "5"));
        using var stale = await Asked.Send(phone, await phone.Page(Asked.Location(first).Replace("at=1", "at=1&again", StringComparison.Ordinal)), ("score", "1"));

        await using var store = await world.Store();
        Assert.Equal(1, await store.SurveyResponses.CountAsync());
        Assert.Equal((5d, 0), await store.Voices.Select(voice => new ValueTuple<double, int>(voice.Score ?? 0, voice.Version)).SingleAsync());
    }

    [Theory, EveryStore]
    public async Task Clicked_twice_at_once_it_is_heard_once_and_going_back_after_the_end_changes_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit");

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Asked.Send(phone, page, ("score", "2"), ("comment", "חיכינו"))));
        using var changed = await Asked.Send(phone, page, ("score", "5"), ("comment", "סתם"));

        Assert.All(sent.Append(changed), answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Array.ForEach(sent, answer => answer.Dispose());
        await using var store = await world.Store();
        Assert.Equal((2d, 0), await store.Voices.Select(voice => new ValueTuple<double, int>(voice.Score ?? 0, voice.Version)).SingleAsync());
        Assert.Equal(1, await store.SurveyResponses.CountAsync());
    }

    [Theory, EveryStore]
    public async Task Hostile_answers_are_kept_as_words_or_refused_and_break_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit?lang=en");
        const string Odd = "<img src=x onerror=alert(1)> \u202Eabc\u202C \u2066\u2069 👩‍👩‍👧‍👦 ﷽ Z̷̢͓̈́ ' ; drop table voices; -- {is.name}";

        using var huge = await Asked.Send(phone, page, ("score", "3"), ("comment", new string('א', 2_500_000)));
        using var longer = await Asked.Send(phone, page, ("score", "3"), ("comment", new string('א', 6_000)));
        using var nul = await Asked.Send(phone, page, ("score", "3"), ("comment", "a\0b"));
        using var beside = await Asked.Send(phone, page, ("score", "3"), ("screen", "-7"), ("set.slow", "5"), ("is.admin", "yes"), ("comment", Odd));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, HttpStatusCode.UnprocessableEntity, HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (huge.StatusCode, longer.StatusCode, nul.StatusCode, beside.StatusCode));
        Assert.Contains("too much", (await Visitor.Read(huge)).QuerySelector("h1")!.TextContent);
        Assert.Equal("The text is too long", (await Visitor.Read(longer)).QuerySelector("#comment .fault")?.TextContent);
        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync();
        Assert.Equal((Odd, null), (voice.Text, voice.Answers));
        using var tamar = world.As(Cast.Tamar);
        Assert.Empty((await tamar.Page($"/{World.Cafe}/voices/{voice.Id}")).QuerySelectorAll("img[onerror]"));
    }

    [Theory, EveryStore]
    public async Task All_on_one_screen_says_what_is_wrong_in_its_place_and_asks_the_rest_after(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "one", Asked.TwoScreens with
        {
            OnOneScreen = true,
            Languages = ["he", "en"],
            Screens = [Asked.TwoScreens.Screens[0], Asked.TwoScreens.Screens[1], new() { Questions = [new() { Key = "name", Kind = QuestionKind.Line, Needed = Needed.Yes, Text = Wording.Of("שם", "Name") }] }],
        });
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/one?lang=en");
        Assert.Equal(["came", "name"], page.QuerySelectorAll("fieldset").Select(field => field.Id));

        using var lacking = await Asked.Send(phone, page, ("came", "yes"));
        var again = await Visitor.Read(lacking);
        Assert.NotNull(again.QuerySelector("#name .fault"));
        Assert.NotNull(again.QuerySelector("input[name=came][value=yes][checked]"));
        using var first = await Asked.Send(phone, again, ("name", "רותי"));
        using var done = await Asked.Send(phone, await phone.Page(Asked.Location(first)), ("score", "5"));

        await using var store = await world.Store();
        Assert.Equal((5d, "{\"came\":\"yes\",\"name\":\"רותי\"}"), await store.Voices.Select(voice => new ValueTuple<double, string?>(voice.Score ?? 0, voice.Answers)).SingleAsync());
    }

    private static Task<IDocument> Page(Visitor phone) => phone.Page($"/{World.Cafe}/s/two");
}
