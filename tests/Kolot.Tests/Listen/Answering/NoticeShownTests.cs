using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen;
using Kolot.Listen.Answering;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Answering;

public sealed class NoticeShownTests
{
    private const string Shop = "https://shop.example";
    private const string Visit = $"/{World.Cafe}/s/visit";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Each_answer_keeps_the_notice_that_stood_beside_its_form_whatever_is_published_before_it_is_sent(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        await Publish(world, "he");
        await Publish(world, "en");
        await using (var store = await world.Store())
        {
            store.WaysIn.Add(new() { Origins = Shop, Version = 1 });
            await store.SaveChangesAsync(Cancel);
        }

        using var phone = world.Nobody();
        var open = await phone.Page(Visit);
        var kiosk = await phone.Page($"{Visit}?way=kiosk&kiosk=1");
        var framed = await phone.Page($"{Visit}?way=site&frame={Uri.EscapeDataString(Shop)}");
        var feedback = await phone.Page($"/{World.Cafe}/feedback");
        var contact = await phone.Page(Contact.Writing.Form);
        Assert.All([open, framed, feedback], page => Assert.Equal($"/{World.Cafe}/privacy/he-1?lang=he", page.QuerySelector("footer a")!.GetAttribute("href")));
        // A kiosk leads nowhere: it says where the same is read elsewhere.
        Assert.EndsWith($"/{World.Cafe}/privacy/he-1", kiosk.QuerySelector("footer p bdi[dir=ltr]")!.TextContent, StringComparison.Ordinal);
        await Publish(world, "he");

        // Whoever answers at a kiosk faster than one can read is taken to play.
        world.Clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var (at, page) in new[] { open, kiosk, framed }.Index())
            using (var sent = await Asked.Send(world.Nobody(), page, ("score", "5"), ("comment", $"{at}"))) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        using (var sent = await Asked.Send(phone, feedback, ("comment", "3"))) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        using (var sent = await Contact.Writing.Send(phone, contact, ("topic", "question"), ("text", "4"))) Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        var later = await world.Nobody().Page(Visit);

        await using var kept = await world.Store();
        Assert.Equal(["he-1", "he-1", "he-1", "he-1", "he-1"], await kept.Voices.OrderBy(voice => voice.Text).Select(voice => voice.Notice).ToListAsync(Cancel));
        Assert.All(await kept.SurveyResponses.Select(response => response.Notice).ToListAsync(Cancel), notice => Assert.Equal("he-1", notice));
        Assert.Equal($"/{World.Cafe}/privacy/he-2?lang=he", later.QuerySelector("footer a")!.GetAttribute("href"));
        Assert.Equal("he 1", (await phone.Page($"/{World.Cafe}/privacy/he-1")).QuerySelector("article p")!.TextContent);
        using var tamar = world.As(Cast.Tamar);
        var voice = await kept.Voices.Where(one => one.Text == "0").Select(one => one.Id).SingleAsync(Cancel);
        Assert.NotNull((await tamar.Page($"/{World.Cafe}/voices/{voice}")).QuerySelector($"a[href='/{World.Cafe}/privacy?lang=he&number=1']"));
    }

    [Theory, EveryStore]
    public async Task Whoever_began_under_one_notice_goes_on_under_it_and_what_they_leave_keeps_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Publish(world, "two", Asked.TwoScreens);
        await Publish(world, "he");
        using var phone = world.Nobody();
        var first = await phone.Page($"/{World.Cafe}/s/two");
        await Publish(world, "he");

        using var sent = await Asked.Send(phone, first, ("came", "yes"));
        var second = await phone.Page(Asked.Location(sent));
        world.Clock.Advance(LeftAnswers.After + TimeSpan.FromHours(1));
        await world.Round();

        Assert.Equal($"/{World.Cafe}/privacy/he-1?lang=he", second.QuerySelector("footer a")!.GetAttribute("href"));
        await using var store = await world.Store();
        Assert.Equal("he-1", await store.Voices.Select(voice => voice.Notice).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Whoever_turns_to_another_language_answers_under_the_notice_in_it_and_so_does_whoever_wishes_for_something(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        await Publish(world, "he");
        await Publish(world, "en");
        using var phone = world.Nobody();
        var hebrew = await phone.Page(Visit);

        using var turned = await Turned(phone, hebrew);
        var english = await Visitor.Read(turned);
        using var sent = await Asked.Send(phone, english, ("score", "1"));
        var thanks = await phone.Page(Asked.Location(sent));
        await Publish(world, "en");
        using var wished = await Asked.Send(phone, thanks, ("phone", "052-1234567"), ("when", "any"));

        Assert.Equal($"/{World.Cafe}/privacy/en-1?lang=en", english.QuerySelector("footer a")!.GetAttribute("href"));
        Assert.Equal(HttpStatusCode.SeeOther, wished.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(["en-1", "en-1"], await store.Voices.Select(voice => voice.Notice).ToListAsync(Cancel));
        Assert.Equal(1, await store.Voices.CountAsync(voice => voice.Kind == VoiceKind.Request, Cancel));
    }

    [Theory, EveryStore]
    public async Task Where_a_restore_forgot_the_notice_of_a_page_the_answer_is_taken_all_the_same(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page(Visit);
        var tokens = world.Services.GetRequiredService<AnswerTokens>();
        var token = tokens.Open(World.Cafe, page.QuerySelector("input[name=token]")!.GetAttribute("value"));
        Assert.Null(token!.Notice);

        using var sent = await Asked.Send(phone, page, ("score", "4"), ("token", tokens.Seal(World.Cafe, token with { Notice = "he-7" })));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var store = await world.Store();
        Assert.Null(await store.Voices.Select(voice => voice.Notice).SingleAsync(Cancel));
    }

    private static async Task<HttpResponseMessage> Turned(Visitor phone, IDocument page) => await (await phone.Client()).PostAsync(
        page.QuerySelector("header button[value=en]")!.GetAttribute("formaction"),
        new FormUrlEncodedContent(Asked.Form(page, (AnswerDocument.AnswersAgain, "en")).Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));

    private static async Task Publish(World world, string language)
    {
        using var tamar = world.As(Cast.Tamar);
        await using var store = await world.Store();
        var next = await store.PrivacyNotices.CountAsync(notice => notice.Language == language, Cancel) + 1;
        using var published = await tamar.Post($"/{World.Cafe}/settings/notices/{language}", ("text", $"{language} {next}"), ("version", ""), ("publish", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
    }
}
