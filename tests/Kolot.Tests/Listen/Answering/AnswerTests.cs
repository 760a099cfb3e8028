using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Answering;

public sealed class AnswerTests
{
    [Theory, EveryStore]
    public async Task Who_answers_is_heard_once_however_often_the_page_is_sent(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();

        var page = await phone.Page($"/{World.Cafe}/s/visit");
        var form = Asked.Form(page, ("score", "2"), ("comment", "חיכינו שעה"), ("set.fast", "1"));
        using var sent = await Send(phone, form);
        using var twice = await Send(phone, form);

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, twice.StatusCode);
        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync();
        Assert.Equal((2d, 1d, 5d, "חיכינו שעה", "{\"fast\":1}", "survey:visit"), (voice.Score, voice.ScoreLow, voice.ScoreHigh, voice.Text, voice.Answers, voice.Source));
        var response = await store.SurveyResponses.SingleAsync();
        Assert.Equal((voice.Id, "", Counted.Yes, voice.SourceId), (response.VoiceId, response.Given, response.Counted, response.Id.ToString()));
        var thanks = await phone.Page(Asked.Location(sent));
        Assert.Contains("צר לנו", thanks.Body!.TextContent);
    }

    [Theory, EveryStore]
    public async Task Opening_the_page_writes_nothing_and_fills_in_what_the_link_says(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var scanner = world.Nobody();

        var page = await scanner.Page($"/{World.Cafe}/s/visit?score=4&way=mail");

        Assert.NotNull(page.QuerySelector("input[name=score][value='4'][checked]"));
        Assert.Null((await scanner.Page($"/{World.Cafe}/s/visit?score=9")).QuerySelector("input[checked]"));
        await using var store = await world.Store();
        Assert.False(await store.SurveyResponses.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task What_is_missing_is_said_at_its_place_and_what_was_typed_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit?lang=en");

        using var sent = await Send(phone, Asked.Form(page, ("comment", "<script>alert('שלום')</script> ‮ 😀")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var again = await Visitor.Read(sent);
        Assert.Equal("An answer is needed here", again.QuerySelector("#score .fault")?.TextContent);
        Assert.Equal("<script>alert('שלום')</script> ‮ 😀", again.QuerySelector("textarea")?.TextContent);
        Assert.Equal(0, again.QuerySelectorAll("script").Length);
    }

    [Theory, EveryStore]
    public async Task What_was_typed_comes_along_into_another_language_and_nothing_is_taken_in_by_that(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit?lang=en");
        var russian = page.QuerySelector("header button[lang=ru]")!;
        Assert.Equal(page.QuerySelector("form")!.Id, russian.GetAttribute("form"));
        Assert.Equal("true", page.QuerySelector("header button")!.GetAttribute("aria-hidden"));

        var form = Asked.Form(page, ("score", "2"), ("comment", "An hour"), (russian.GetAttribute("name")!, "ru")).Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value));
        using var turned = await (await phone.Client()).PostAsync(russian.GetAttribute("formaction")!, new FormUrlEncodedContent(form));

        Assert.Equal(HttpStatusCode.OK, turned.StatusCode);
        var again = await Visitor.Read(turned);
        Assert.Equal(("ru", "An hour"), (again.DocumentElement.GetAttribute("lang"), again.QuerySelector("textarea")!.TextContent));
        Assert.NotNull(again.QuerySelector("input[name=score][value='2'][checked]"));
        Assert.Null(again.QuerySelector(".fault, [role=alert]"));
        await using (var store = await world.Store()) Assert.False(await store.SurveyResponses.AnyAsync() || await store.Voices.AnyAsync());
        using var sent = await Asked.Send(phone, again);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var after = await world.Store();
        Assert.Equal("An hour", (await after.Voices.SingleAsync()).Text);
    }

    [Theory, EveryStore]
    public async Task A_half_answer_is_kept_and_taken_up_where_one_stopped(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        using var phone = world.Nobody();

        using var first = await Send(phone, Asked.Form(await phone.Page($"/{World.Cafe}/s/two"), ("came", "yes")));
        var second = await phone.Page(Asked.Location(first));
        Assert.NotNull(second.QuerySelector("input[name=score]"));

        await using (var store = await world.Store()) Assert.Equal(("{\"came\":[\"yes\"]}", 1), await store.SurveyResponses.Select(response => new ValueTuple<string, int>(response.Given, response.Screen)).SingleAsync());
        var resumed = await phone.Page($"/{World.Cafe}/s/two");
        Assert.NotNull(resumed.QuerySelector("input[name=score]"));

        using var back = await Send(phone, Asked.Form(resumed, ("score", "3"), ("back", "1")));
        var before = await phone.Page(Asked.Location(back));
        Assert.NotNull(before.QuerySelector("input[name=came][value=yes][checked]"));
        using var forth = await Send(phone, Asked.Form(before, ("came", "yes")));
        using var done = await Send(phone, Asked.Form(await phone.Page(Asked.Location(forth)), ("score", "3")));

        await using var after = await world.Store();
        Assert.Equal("{\"came\":\"yes\"}", (await after.Voices.SingleAsync()).Answers);
        Assert.Contains("כבר קיבלנו", (await phone.Page($"/{World.Cafe}/s/two")).Body!.TextContent);
    }

    [Theory, EveryStore]
    public async Task Whatever_was_taken_screen_by_screen_is_heard_at_the_end_however_long_it_is_together(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        string[] keys = [.. Enumerable.Range(1, 6).Select(at => $"tell-{at}")];
        await Asked.Publish(world, "long", Asked.TwoScreens with
        {
            Screens = [.. keys.Chunk(3).Select(some => new Screen { Questions = [.. some.Select(key => new Question { Key = key, Kind = QuestionKind.Text, Most = 20_000, Text = Wording.Of("ספרו", "Tell") })] })],
        });
        using var phone = world.Nobody();

        using var first = await Send(phone, Asked.Form(await phone.Page($"/{World.Cafe}/s/long"), [.. keys[..3].Select(key => (key, new string('א', 20_000)))]));
        using var last = await Send(phone, Asked.Form(await phone.Page(Asked.Location(first)), [.. keys[3..].Select(key => (key, new string('ב', 20_000)))]));

        Assert.Contains("/thanks", Asked.Location(last), StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.InRange((await store.Voices.SingleAsync()).Answers!.Length, 120_000, 121_000);
    }

    [Theory]
    [InlineData("he", "אלפים")]
    [InlineData("en", "thousands")]
    [InlineData("ar", "الآلاف")]
    [InlineData("ru", "тысячи")]
    public async Task Who_writes_a_comma_before_three_digits_is_asked_at_the_field_whether_it_parts_thousands(string language, string told)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Asked.Publish(world, "wait", new() { Languages = ["he", "en", "ar", "ru"], Title = Wording.Of("המתנה", "Waiting"), Screens = [new() { Questions = [new() { Key = "wait", Kind = QuestionKind.Number, Text = Wording.Of("כמה?", "How long?") }] }] });
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/wait?lang={language}");

        using var sent = await Asked.Send(phone, page, ("wait", "1,500"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var back = await Visitor.Read(sent);
        Assert.Contains(told, back.QuerySelector("#wait .fault")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("1,500", back.QuerySelector("input[name=wait]")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task Who_fills_in_what_no_person_sees_is_thanked_and_not_counted(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var robot = world.Nobody();

        using var sent = await Send(robot, Asked.Form(await robot.Page($"/{World.Cafe}/s/visit"), ("score", "1"), ("website", "https://example.com")));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var store = await world.Store();
        Assert.False(await store.Voices.AnyAsync());
        Assert.Equal(Counted.Robot, (await store.SurveyResponses.SingleAsync()).Counted);
    }

    [Theory, EveryStore]
    public async Task Who_is_in_the_middle_when_it_closes_or_changes_may_finish_and_nobody_may_begin(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var (page, other) = (await phone.Page($"/{World.Cafe}/s/visit"), await phone.Page($"/{World.Cafe}/s/visit"));
        await Asked.Publish(world, "visit", Asked.TwoScreens);
        await using (var store = await world.Store()) await store.Surveys.ExecuteUpdateAsync(set => set.SetProperty(survey => survey.ClosedAt, world.Clock.Now.AddMinutes(1)));
        world.Clock.Advance(TimeSpan.FromMinutes(2));

        using var late = await world.Nobody().Get($"/{World.Cafe}/s/visit");
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        using var sent = await Send(phone, Asked.Form(page, ("score", "5")));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);

        await using var after = await world.Store();
        Assert.Equal(1, (await after.SurveyResponses.SingleAsync()).Number);
        world.Clock.Advance(TimeSpan.FromHours(25));
        using var tooLate = await Send(world.Nobody(), Asked.Form(other, ("score", "5"), ("comment", "נחמד")));
        Assert.Equal(HttpStatusCode.Gone, tooLate.StatusCode);
        Assert.Equal("נחמד", (await Visitor.Read(tooLate)).QuerySelector("textarea")?.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_token_of_another_organisation_or_an_old_one_opens_nothing_and_loses_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();

        using var sent = await Send(phone, [("token", "nonsense"), ("screen", "0"), ("score", "4"), ("comment", "נחמד")], "visit");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, sent.StatusCode);
        var again = await Visitor.Read(sent);
        Assert.Equal("נחמד", again.QuerySelector("textarea")?.TextContent);
        using var once = await Send(phone, Asked.Form(again));
        Assert.Equal(HttpStatusCode.SeeOther, once.StatusCode);
        using var nowhere = await phone.Get($"/{World.Cafe}/s/nothing");
        Assert.Equal(HttpStatusCode.NotFound, nowhere.StatusCode);
    }

    private static Task<HttpResponseMessage> Send(Visitor phone, (string Name, string Value)[] form) => Send(phone, form, form.Single(field => field.Name == "code").Value);

    private static async Task<HttpResponseMessage> Send(Visitor phone, (string Name, string Value)[] form, string code) =>
        await (await phone.Client()).PostAsync($"/{World.Cafe}/s/{code}", new FormUrlEncodedContent(form.Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));
}
