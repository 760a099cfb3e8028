using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Entry;

public sealed class EnterVoiceTests
{
    private const string Voices = "/cafe-tamar/voices";

    [Theory, EveryStore]
    public async Task What_was_said_on_the_phone_is_written_down_with_whose_it_is_and_who_wrote_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Post(
            Voices, ("way", "oral"), ("text", "חיכיתי שעה בתור"), ("unit", "haifa"), ("score", "3"), ("customerName", "רות אברהם"), ("phone", "050-1234567"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await using var store = await world.Store();
        var voice = await store.Voices.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("חיכיתי שעה בתור", Core.Listen.VoiceKind.Complaint, "דנה לוי", 3.0), (voice.Text, voice.Kind, voice.Author, voice.Score));
        Assert.Equal("רות אברהם", (await store.Customers.SingleAsync(TestContext.Current.CancellationToken)).Name);
    }

    [Theory, EveryStore]
    public async Task A_form_sent_twice_is_one_voice(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        var once = (await dana.Page($"{Voices}/new")).QuerySelector("input[name=once]")?.GetAttribute("value") ?? "";
        (string, string)[] form = [("way", "call"), ("text", "תודה לשירה על הסבלנות"), ("once", once)];

        using (await dana.Post(Voices, form))
        using (await dana.Post(Voices, form))
        {
        }

        await using var store = await world.Store();
        Assert.Equal(1, await store.Voices.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_score_may_have_a_decimal_comma()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Post(Voices, ("way", "call"), ("text", "שלום"), ("score", "7,5"), ("unit", "haifa"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(7.5, await store.Voices.Select(voice => voice.Score).SingleAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_day_long_before_any_customer_is_refused_rather_than_taken_for_today()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Post(Voices, ("way", "call"), ("text", "שלום"), ("day", "1962-03-01"));

        Assert.Equal(["day"], (await Visitor.Read(answer)).QuerySelectorAll("[aria-invalid=true]").Select(field => field.GetAttribute("name")));
    }

    [Fact]
    public async Task A_form_that_is_refused_comes_back_with_all_that_was_typed_and_the_reason_at_its_field()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var dana = world.As(Cast.Dana);

        using var answer = await dana.Post(
            Voices, ("way", "letter"), ("text", "מכתב ארוך שאין להקליד שוב"), ("mail", "לא כתובת"), ("score", "12"), ("day", "2999-01-01"), ("customerName", "יוסי"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var page = await Visitor.Read(answer);
        Assert.Equal("מכתב ארוך שאין להקליד שוב", page.QuerySelector("textarea[name=text]")?.TextContent.Trim());
        Assert.Equal("יוסי", page.QuerySelector("input[name=customerName]")?.GetAttribute("value"));
        Assert.Equal(["day", "mail", "score"], page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.GetAttribute("name")).Order());
    }
}
