using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Answering;

public sealed class WishTests
{
    [Theory, EveryStore]
    public async Task Whoever_is_hurt_asks_to_be_called_once_however_often_it_is_sent_and_whoever_calls_reads_why(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var thanks = await Answered(phone, "2");
        Assert.NotNull(thanks.QuerySelector("input[name=when]"));

        using var empty = await Asked.Send(phone, thanks, ("text", "אחרי שש"), ("name", "רותי"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        var again = await Visitor.Read(empty);
        Assert.Equal("כאן צריך תשובה", again.QuerySelector("#phone-fault")?.TextContent);
        Assert.Equal(("אחרי שש", "רותי"), (again.QuerySelector("textarea")?.TextContent, again.QuerySelector("#name")?.GetAttribute("value")));
        using var sent = await Asked.Send(phone, again, ("phone", "052-1234567"), ("when", "any"));
        using var twice = await Asked.Send(phone, again, ("phone", "052-1234567"), ("when", "any"));

        Assert.Contains("נתקשר אליכם", (await phone.Page(Asked.Location(twice))).QuerySelector("#wish")!.TextContent);
        await using var store = await world.Store();
        var wish = await store.Voices.SingleAsync(voice => voice.Kind == VoiceKind.Request);
        Assert.Equal(("אחרי שש", null, "{\"wish\":\"call\",\"wish.when\":\"any\"}", 0), (wish.Text, wish.Score, wish.Answers, wish.Version));
        var voice = await store.Voices.SingleAsync(one => one.Id != wish.Id);
        Assert.Equal($"{voice.SourceId}.wish", wish.SourceId);
        Assert.Equal(wish.CustomerId, await store.Identities.Where(identity => identity.Value == "+972521234567").Select(identity => (Guid?)identity.CustomerId).SingleAsync());
        using var tamar = world.As(Cast.Tamar);
        Assert.Contains("חיכינו", (await tamar.Page($"/{World.Cafe}/voices/{wish.Id}")).QuerySelector("main")!.TextContent);
        Assert.Contains("שיחת טלפון מאיתנו", (await tamar.Page($"/{World.Cafe}/voices/{wish.Id}")).QuerySelector("main")!.TextContent);
        Assert.Contains("אחרי שש", (await tamar.Page($"/{World.Cafe}/voices/{voice.Id}")).QuerySelector("main")!.TextContent);
    }

    [Theory, EveryStore]
    public async Task A_kind_word_is_praise_of_the_customer_who_is_known(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Publish(world, "visit", Asked.OneScreen with
        {
            Screens = [Asked.OneScreen.Screens[0] with { Questions = [.. Asked.OneScreen.Screens[0].Questions, new() { Key = "who", Kind = QuestionKind.Contact, Text = Wording.Of("מי?", "Who?") }] }],
            Endings = [new() { Title = Wording.Of("תודה", "Thanks"), Offers = Wish.KindWord }],
        });
        using var phone = world.Nobody();

        var thanks = await Answered(phone, "5", ("who.mail", "ruti@abraham.example"));
        using var sent = await Asked.Send(phone, thanks, ("text", "הצוות נהדר 😀 ‮<b>"), ("public", "yes"), ("name", "רותי א."));

        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        await using var store = await world.Store();
        var (praise, voice) = (await store.Voices.SingleAsync(one => one.Kind == VoiceKind.Praise), await store.Voices.SingleAsync(one => one.Kind == VoiceKind.Feedback));
        Assert.NotNull(praise.CustomerId);
        Assert.Equal((voice.CustomerId, "הצוות נהדר 😀 ‮<b>", "{\"wish\":\"kind-word\",\"wish.public\":true,\"wish.name\":\"רותי א.\"}"), (praise.CustomerId, praise.Text, praise.Answers));
    }

    [Theory, EveryStore]
    public async Task Nothing_can_be_wished_for_that_was_not_offered_or_by_whoever_did_not_finish(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit");
        var token = page.QuerySelector("input[name=token]")!.GetAttribute("value");
        var wish = new FormUrlEncodedContent([KeyValuePair.Create("phone", "0521234567")]);

        using var unanswered = await (await phone.Client()).PostAsync($"/{World.Cafe}/s/visit/thanks?r={token}&end=0", wish);
        var thanks = await Answered(phone, "5");
        using var notOffered = await (await phone.Client()).PostAsync($"/{World.Cafe}/s/visit/thanks?r={token}&end=1", wish);
        using var robot = await (await phone.Client()).PostAsync($"/{World.Cafe}/s/visit/thanks?r={token}&end=0", new FormUrlEncodedContent([KeyValuePair.Create("phone", "0521234567"), KeyValuePair.Create("website", "x")]));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.SeeOther), (unanswered.StatusCode, notOffered.StatusCode, robot.StatusCode));
        Assert.Null(thanks.QuerySelector("#wish"));
        await using var store = await world.Store();
        Assert.Equal(1, await store.Voices.CountAsync());
    }

    [Theory]
    [InlineData("he", "רוצים שנתקשר אליכם?")]
    [InlineData("en", "Would you like us to call you?")]
    [InlineData("ar", "هل تودّون أن نتصل بكم؟")]
    [InlineData("ru", "Хотите, чтобы мы вам позвонили?")]
    public async Task It_is_offered_in_the_language_of_whoever_answered_and_can_be_read_in_another(string language, string offer)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Asked.Visit(world);
        using var phone = world.Nobody();
        var page = await phone.Page($"/{World.Cafe}/s/visit?lang={language}");
        using var sent = await Asked.Send(phone, page, ("score", "1"));

        var thanks = await phone.Page(Asked.Location(sent));

        Assert.Equal(offer, thanks.QuerySelector("#wish h2")?.TextContent);
        Assert.Equal(language, thanks.DocumentElement.GetAttribute("lang"));
        var other = thanks.QuerySelector("header nav a")!;
        Assert.NotNull((await phone.Page($"/{World.Cafe}/s/visit/thanks{other.GetAttribute("href")}")).QuerySelector("#wish h2"));
    }

    private static async Task<IDocument> Answered(Visitor phone, string score, params (string Name, string Value)[] more)
    {
        using var sent = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/visit"), [("score", score), ("comment", "חיכינו שעה"), .. more]);
        return await phone.Page(Asked.Location(sent));
    }
}
