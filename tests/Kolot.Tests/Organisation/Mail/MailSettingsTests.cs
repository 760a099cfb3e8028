using System.Net;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Outside.Mail;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Mail;

public sealed class MailSettingsTests
{
    private const string Page = "/cafe-tamar/settings/mail";
    private const string Secret = "s3cret-of-the-server";

    private static readonly Dictionary<string, string> OwnNetwork = new() { ["Outside:PrivateAddresses"] = "true" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_password_is_kept_sealed_and_shown_nowhere(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);

        using var saved = await Save(tamar);
        var page = await tamar.Page(Page);

        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Equal("smtp.example.org", page.QuerySelector("input[name=host]")?.GetAttribute("value"));
        Assert.DoesNotContain(Secret, page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await using var store = await world.Store();
        var kept = await store.MailSettings.SingleAsync(Cancel);
        Assert.NotNull(kept.Password);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(kept.Password), StringComparison.Ordinal);
        var line = await store.LogLines.SingleAsync(line => line.Act == "mail.changed", Cancel);
        Assert.DoesNotContain("s3cret", line.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", world.Troubles.ToString(), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_blank_password_leaves_the_kept_one_unless_it_would_go_to_another_server(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var first = await Save(tamar);

        using var renamed = await Save(tamar, version: 1, password: "", fromName: "קפה תמר");
        using var moved = await Save(tamar, version: 2, password: "", host: "smtp.elsewhere.example");
        using var weaker = await Save(tamar, version: 2, password: "", port: "2525");

        Assert.Equal(HttpStatusCode.SeeOther, renamed.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, weaker.StatusCode);
        Assert.NotNull((await Visitor.Read(moved)).QuerySelector("#password-error, [id$=password-error]"));
        await using var store = await world.Store();
        var kept = await store.MailSettings.SingleAsync(Cancel);
        Assert.Equal(("smtp.example.org", "קפה תמר", 2), (kept.Host, kept.FromName, kept.Version));
        Assert.NotNull(kept.Password);
    }

    [Theory, EveryStore]
    public async Task Two_owners_who_change_it_at_once_see_both_sides(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var first = await Save(tamar);

        using var stale = await Save(tamar, version: 0, host: "smtp.mine.example");

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        var page = await Visitor.Read(stale);
        Assert.Equal("smtp.mine.example", page.QuerySelector("input[name=host]")?.GetAttribute("value"));
        Assert.Equal("1", page.QuerySelector("input[name=version]")?.GetAttribute("value"));
        Assert.Contains("smtp.example.org", page.QuerySelector("[role=alert]")?.TextContent);
    }

    [Theory, EveryStore]
    public async Task Whoever_stops_the_mail_leaves_no_password_behind(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var first = await Save(tamar);

        using var stale = await tamar.Post($"{Page}/removal", ("version", "7"));
        using var stopped = await tamar.Post($"{Page}/removal", ("version", "1"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, stopped.StatusCode);
        await using var store = await world.Store();
        var kept = await store.MailSettings.SingleAsync(Cancel);
        Assert.Equal((null, null, null, 2), (kept.Host, kept.UserName, kept.Password, kept.Version));
        Assert.Contains("SMTP", (await tamar.Page(Page)).QuerySelector(".empty")?.TextContent);
    }

    [Fact]
    public async Task A_test_message_reaches_whoever_asked_for_it_and_the_servers_words_are_shown()
    {
        await using var server = new FakeMailServer();
        await using var world = await World.Open(StoreKind.Sqlite, settings: OwnNetwork);
        using var tamar = world.As(Cast.Tamar);
        using var saved = await Save(tamar, host: "127.0.0.1", port: $"{server.Port}", security: "none", user: "", password: "");

        using var tried = await tamar.Post($"{Page}/test");

        Assert.Equal(HttpStatusCode.OK, tried.StatusCode);
        Assert.Contains("250 queued as 1", (await Visitor.Read(tried)).QuerySelector(".note.good")?.TextContent);
        Assert.Contains($"RCPT TO:<{Cast.Tamar.Mail}>", server.Heard);
        Assert.Single(server.Mails);
    }

    [Fact]
    public async Task A_server_in_the_private_network_is_neither_reached_nor_sent_to_unprotected_unless_that_is_allowed()
    {
        await using var server = new FakeMailServer();
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        using var open = await Save(tamar, host: "127.0.0.1", port: $"{server.Port}", security: "none", user: "", password: "");
        using var saved = await Save(tamar, host: "127.0.0.1", port: $"{server.Port}");
        using var tried = await tamar.Post($"{Page}/test");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, open.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, saved.StatusCode);
        Assert.Contains("Outside:PrivateAddresses", (await Visitor.Read(tried)).QuerySelector(".note.bad")?.TextContent);
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task What_was_sealed_for_one_organisation_opens_in_no_other()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await world.Found("bakery", Cast.Gil);
        using var tamar = world.As(Cast.Tamar);
        using var saved = await Save(tamar);
        await using (var store = await world.Store())
        await using (var bakery = await world.Store("bakery"))
        {
            bakery.MailSettings.Add(await store.MailSettings.AsNoTracking().SingleAsync(Cancel));
            await bakery.SaveChangesAsync(Cancel);
        }

        var outcome = await world.Services.GetRequiredService<OrganisationMail>()
            .Send("bakery", Cast.Gil.Mail, new("נושא", "תוכן", System.Globalization.CultureInfo.InvariantCulture), Cancel);

        Assert.Equal((MailEnding.Refused, "password_gone"), (outcome.Ending, outcome.Reason));
    }

    internal static Task<HttpResponseMessage> Save(
        Visitor who, int version = 0, string host = "smtp.example.org", string port = "587", string security = "starttls", string user = "kolot",
        string password = Secret, string fromName = "") => who.Post(Page,
        ("host", host), ("port", port), ("security", security), ("user", user), ("password", password), ("fromAddress", "kolot@cafe.example"), ("fromName", fromName),
        ("version", $"{version}"));
}
