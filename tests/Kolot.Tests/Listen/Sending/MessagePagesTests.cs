using System.Net;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Sending;

public sealed class MessagePagesTests
{
    private const string Page = $"/{World.Cafe}/surveys/visit/messages?way=mail&in=he";

    [Theory, EveryStore]
    public async Task An_organisations_own_words_are_kept_in_versions_and_sent(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        using var tamar = world.As(Cast.Tamar);
        Assert.Contains("{link}", (await tamar.Page(Page)).QuerySelector("#f-text")!.TextContent, StringComparison.Ordinal);

        using var first = await tamar.Post(Page, ("subject", "ספרו לנו"), ("text", "{name}, נשמח לדעת:\n\n{link}"), ("number", "0"));
        using var stale = await tamar.Post(Page, ("subject", "אחר"), ("text", "{link}"), ("number", "0"));
        using var second = await tamar.Post(Page, ("subject", "ספרו לנו שוב"), ("text", "{name}, נשמח לדעת:\n\n{link}"), ("number", "1"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict, HttpStatusCode.SeeOther), (first.StatusCode, stale.StatusCode, second.StatusCode));
        await Campaigns.Planned(world, "mail", "ruti@example.com");
        await Campaigns.Send(world);

        Assert.Contains($"Subject: =?utf-8?B?{Convert.ToBase64String("ספרו לנו שוב"u8)}?=", Assert.Single(server.Mails), StringComparison.Ordinal);
        Assert.NotNull((await tamar.Page(Page)).QuerySelector("details input[name=text]"));
    }

    [Theory, EveryStore]
    public async Task What_is_typed_is_looked_at_and_tried_without_being_kept_and_advertising_is_named(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        using var tamar = world.As(Cast.Tamar);

        using var looked = await tamar.Post(Page, ("subject", "מבצע"), ("text", "רק היום 20% הנחה\n\n{link}"), ("number", "0"), ("look", "1"));
        var page = await Visitor.Read(looked);
        Assert.Equal(["מבצע", "רק היום", "20% הנחה"], page.QuerySelectorAll("mark").Select(mark => mark.TextContent));
        Assert.Contains("20% הנחה", page.QuerySelector(".mail-look")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(5, page.QuerySelector(".mail-look")!.QuerySelectorAll("a[href*='score=']").Length);
        using var tried = await tamar.Post(Page, ("subject", "ניסיון"), ("text", "{link}"), ("number", "0"), ("try", "1"));

        Assert.NotNull((await Visitor.Read(tried)).QuerySelector(".note.good"));
        Assert.Contains("To: tamar@cafe.example", Assert.Single(server.Mails), StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.False(await store.MessageTexts.AnyAsync());
    }

    [Theory]
    [InlineData("mail", "", "{link}", "f-subject-error")]
    [InlineData("mail", "x", "no way to answer", "f-text-error")]
    [InlineData("sms", "", "איך היה? {link}", "f-text-error")]
    [InlineData("whatsapp", "Bad Name", "{link}", "f-subject-error")]
    public async Task What_cannot_be_sent_so_is_said_at_its_field(string way, string subject, string text, string field)
    {
        await using var world = await Campaigns.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post(Page.Replace("mail", way, StringComparison.Ordinal), ("subject", subject), ("text", text), ("number", "0"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.Read(refused);
        Assert.NotNull(page.QuerySelector($"#{field}"));
        Assert.Equal(text, page.QuerySelector("#f-text")!.TextContent);
    }
}
