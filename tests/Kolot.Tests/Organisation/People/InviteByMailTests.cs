using System.Net;
using Kolot.Store;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;

namespace Kolot.Tests.Organisation.People;

public sealed class InviteByMailTests
{
    private const string Invitations = "/cafe-tamar/settings/invitations";

    [Theory, EveryStore]
    public async Task An_invitation_goes_by_mail_where_there_is_a_server_and_its_link_is_shown_whatever_became_of_the_mail(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await RecoveringTests.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var without = (await tamar.Page(Invitations)).QuerySelector("button[name=send]");
        await RecoveringTests.SetMail(world, server);

        var with = (await tamar.Page(Invitations)).QuerySelector("button[name=send]");
        using var sent = await tamar.Post(Invitations, ("mail", "Maya@Cafe.example"), ("role", "Viewer"), ("reach", "All"), ("send", "true"));
        using var kept = await tamar.Post(Invitations, ("mail", "noga@cafe.example"), ("role", "Viewer"), ("reach", "All"));
        server.Answers["RCPT"] = "550 nobody of that name";
        using var refused = await tamar.Post(Invitations, ("mail", "yael@cafe.example"), ("role", "Viewer"), ("reach", "All"), ("send", "true"));

        Assert.True(without is null && with is not null);
        Assert.All([sent, kept, refused], answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var mail = RecoveringTests.TextOf(Assert.Single(server.Mails));
        Assert.Contains((await Visitor.Read(sent)).QuerySelector("input[name=link]")?.GetAttribute("value") ?? "?", mail, StringComparison.Ordinal);
        Assert.Contains("RCPT TO:<maya@cafe.example>", string.Join('\n', server.Heard), StringComparison.OrdinalIgnoreCase);
        var told = await Visitor.Read(refused);
        Assert.Contains("לא נשלחה", told.QuerySelector("[role=status]")?.TextContent, StringComparison.Ordinal);
        Assert.StartsWith("http://kolot.example/join/cafe-tamar/", told.QuerySelector("input[name=link]")?.GetAttribute("value"), StringComparison.Ordinal);
    }
}
