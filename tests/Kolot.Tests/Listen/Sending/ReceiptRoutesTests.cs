using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Kolot.Tests.Outside.Messages;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Sending;

public sealed class ReceiptRoutesTests
{
    private const string Gateways = $"/{World.Cafe}/settings/gateways";

    [Theory, EveryStore]
    public async Task A_mail_that_comes_back_is_noted_in_its_invitation_once(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var id = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);
        using var key = await world.Key(Right.SetMail);

        Assert.Equal("""{"noted":true}""", await Bounce(key, id, "5.1.1"));
        Assert.Equal("""{"noted":false}""", await Bounce(key, id, "5.1.1"));
        Assert.Equal("""{"noted":false}""", await Bounce(key, Guid.CreateVersion7(), "5.1.1"));
        using var nonsense = await (await key.Client()).PostAsync($"/api/v1/{World.Cafe}/bounces", Raw("hello"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, nonsense.StatusCode);
        var back = await Campaigns.Of(world, id);
        Assert.Equal((InvitationState.Bounced, "5.1.1 550 no such user"), (back.State, back.Outcome));
        await using var store = await world.Store();
        Assert.Equal("5.1.1", (await store.DeadAddresses.SingleAsync()).Code);
    }

    [Theory, EveryStore]
    public async Task A_gateway_that_is_set_up_sends_and_reports_and_nobody_else_is_believed(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var fake = await FakeGateway.Open();
        using var tamar = world.As(Cast.Tamar);
        using var saved = await tamar.Post($"{Gateways}/sms", ("address", $"{fake.Address}/{{account}}/Messages.json"), ("account", "AC1"), ("sender", "CAFE"), ("secret", "s3cret"), ("fields", ""), ("version", "0"));
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.DoesNotContain("s3cret", (await tamar.Page($"{Gateways}/sms")).DocumentElement.OuterHtml, StringComparison.Ordinal);
        var id = (await Campaigns.Planned(world, "sms", "+972541234567"))[0];

        Assert.Equal(1, await Campaigns.Send(world));

        var body = System.Web.HttpUtility.ParseQueryString(fake.Heard[0].Body);
        Assert.Equal("+972541234567", body["To"]);
        Assert.StartsWith("קפה תמר: איך היה? דקה אחת ונדע: http://voices.example/cafe-tamar/a/", body["Body"], StringComparison.Ordinal);
        Assert.Matches("/cafe-tamar/stop/[\\w-]{76}$", body["Body"]);
        Assert.Equal("SM1", (await Campaigns.Of(world, id)).MessageId);
        using var gateway = world.Nobody();
        var hook = new Uri(body["StatusCallback"]!);
        Assert.Equal(HttpStatusCode.Unauthorized, await Report(gateway, hook, "guess", "delivered"));
        Assert.Equal(HttpStatusCode.NotFound, await Report(gateway, new($"{hook}x"), "s3cret", "delivered"));
        Assert.Equal(InvitationState.Sent, (await Campaigns.Of(world, id)).State);
        Assert.Equal(HttpStatusCode.OK, await Report(gateway, hook, "s3cret", "queued"));
        Assert.Equal(HttpStatusCode.OK, await Report(gateway, hook, "s3cret", "delivered"));
        Assert.Equal(HttpStatusCode.OK, await Report(gateway, hook, "s3cret", "sent"));
        Assert.Equal(InvitationState.Delivered, (await Campaigns.Of(world, id)).State);
    }

    [Theory, EveryStore]
    public async Task A_gateway_that_hangs_up_is_asked_once_and_one_that_reports_twice_is_believed_once(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var fake = await FakeGateway.Open();
        using var tamar = world.As(Cast.Tamar);
        using (await tamar.Post($"{Gateways}/sms", ("address", $"{fake.Address}/m"), ("account", "AC1"), ("sender", "CAFE"), ("secret", "s3cret"), ("version", "0"))) { }
        var told = (await Campaigns.Planned(world, "sms", "+972547654321"))[0];
        Assert.Equal(1, await Campaigns.Send(world));
        using var gateway = world.Nobody();
        var hook = new Uri(System.Web.HttpUtility.ParseQueryString(fake.Heard[0].Body)["StatusCallback"]!);
        Assert.Equal(HttpStatusCode.OK, await Report(gateway, hook, "s3cret", "delivered"));
        var once = await Campaigns.Of(world, told);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.OK, await Report(gateway, hook, "s3cret", "delivered"));

        fake.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        var cut = (await Campaigns.Planned(world, "sms", "+972541234567"))[0];
        Assert.Equal(0, await Campaigns.Send(world));
        fake.Answer = null;
        world.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await Campaigns.Send(world));

        Assert.Equal((InvitationState.Uncertain, 2), ((await Campaigns.Of(world, cut)).State, fake.Heard.Count));
        Assert.Equal((InvitationState.Delivered, once.DeliveredAt), ((await Campaigns.Of(world, told)).State, (await Campaigns.Of(world, told)).DeliveredAt));
        await using var store = await world.Store();
        Assert.Equal(1, await store.MessageReceipts.CountAsync());
    }

    [Theory, EveryStore]
    public async Task Whoever_told_the_gateway_to_stop_is_asked_no_more_by_mail_either(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var fake = await FakeGateway.Open();
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        using var tamar = world.As(Cast.Tamar);
        using (await tamar.Post($"{Gateways}/sms", ("address", $"{fake.Address}/m"), ("account", "AC1"), ("sender", "CAFE"), ("secret", "s3cret"), ("version", "0"))) { }
        fake.Says(HttpStatusCode.BadRequest, """{"code":21610,"message":"+972541234567 unsubscribed"}""");
        var id = (await Campaigns.Planned(world, "sms", "+972541234567"))[0];
        await Campaigns.Planned(world, "sms", "+972541234567");
        await Campaigns.Send(world);
        var first = await Campaigns.Of(world, id);
        await using (var store = await world.Store())
        {
            store.Identities.Add(new() { Id = Guid.CreateVersion7(), CustomerId = first.CustomerId, Kind = "mail", Value = "ruti@example.com" });
            await store.SaveChangesAsync();
        }

        var second = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);

        Assert.Equal((SkipReason.OptedOut, SkipReason.OptedOut), (first.Skip, (await Campaigns.Of(world, second)).Skip));
        Assert.Empty(server.Mails);
        // Whoever tells the gateway to stop is asked by it of nothing in particular.
        await using var after = await world.Store();
        Assert.Equal([Purpose.Feedback, Purpose.Marketing], await after.OptOuts.Select(one => one.Purpose).Distinct().OrderBy(purpose => purpose).ToArrayAsync());
    }

    [Theory, EveryStore]
    public async Task What_is_wrong_with_a_gateway_is_said_at_its_field_and_its_secret_goes_nowhere_else(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var bad = await tamar.Post($"{Gateways}/whatsapp", ("address", "ftp://x"), ("account", ""), ("secret", ""), ("proof", ""), ("version", "0"));
        var page = await Visitor.Read(bad);
        Assert.All(new[] { "address", "account", "secret", "proof" }, field => Assert.NotNull(page.QuerySelector($"#f-{field}-error")));
        using (await tamar.Post($"{Gateways}/whatsapp", ("address", "https://graph.example/v1"), ("account", "555"), ("secret", "token"), ("proof", "app"), ("version", "0"))) { }
        using var moved = await tamar.Post($"{Gateways}/whatsapp", ("address", "https://evil.example/v1"), ("account", "555"), ("secret", ""), ("proof", ""), ("version", "1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        await using var store = await world.Store();
        var kept = await store.Gateways.SingleAsync();
        Assert.Equal("https://graph.example/v1", kept.Address);
        Assert.DoesNotContain("token", Encoding.UTF8.GetString(kept.Secret!), StringComparison.Ordinal);
        using var meta = world.Nobody();
        Assert.Equal("4711", await (await meta.Client()).GetStringAsync($"/api/v1/{World.Cafe}/receipts/whatsapp/{kept.Hook}?hub.mode=subscribe&hub.verify_token={kept.Hook}&hub.challenge=4711"));
        using var guess = await meta.Get($"/api/v1/{World.Cafe}/receipts/whatsapp/{kept.Hook}?hub.mode=subscribe&hub.verify_token=guess&hub.challenge=4711");
        Assert.Equal(HttpStatusCode.Forbidden, guess.StatusCode);
        using var ended = await tamar.Post($"{Gateways}/whatsapp/removal", ("version", "1"));
        Assert.Null((await store.Gateways.AsNoTracking().SingleAsync()).Secret);
    }

    private static async Task<string> Bounce(Visitor key, Guid id, string status)
    {
        var report = $"Message-ID: <x@mail.example>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nAction: failed\nStatus: {status}\nDiagnostic-Code: smtp; 550 no such user\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <{id:N}@cafe.example>\n\n--b--\n";
        using var answer = await (await key.Client()).PostAsync($"/api/v1/{World.Cafe}/bounces", Raw(report));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static ByteArrayContent Raw(string mail)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(mail));
        content.Headers.ContentType = new MediaTypeHeaderValue("message/rfc822");
        return content;
    }

    private static async Task<HttpStatusCode> Report(Visitor gateway, Uri hook, string secret, string status)
    {
        var over = Encoding.UTF8.GetBytes($"{hook.AbsoluteUri}MessageSidSM1MessageStatus{status}");
        using var request = new HttpRequestMessage(HttpMethod.Post, hook.AbsolutePath) { Content = new FormUrlEncodedContent([KeyValuePair.Create("MessageSid", "SM1"), KeyValuePair.Create("MessageStatus", status)]) };
        request.Headers.Add("X-Twilio-Signature", Convert.ToBase64String(CryptographicOperations.HmacData(HashAlgorithmName.SHA1, Encoding.UTF8.GetBytes(secret), over)));
        using var answer = await (await gateway.Client()).SendAsync(request);
        return answer.StatusCode;
    }
}
