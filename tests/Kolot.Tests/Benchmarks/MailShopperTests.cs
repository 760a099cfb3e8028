using System.Net;
using System.Text.RegularExpressions;
using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;
using Kolot.Tests.Respond.Notifications;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>A shopper is sent their link by the organisation's own mail server.</summary>
public sealed partial class MailShopperTests
{
    private const string Shoppers = $"/{World.Cafe}/studies/{FieldWorld.Code}/shoppers";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_link_goes_by_mail_opens_their_page_and_the_one_before_opens_nothing(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var field = await Open(kind, server);
        using var tamar = field.World.As(Cast.Tamar);
        Assert.Contains("הקודם מפסיק לפעול", (await tamar.Page(Shoppers)).Body!.TextContent, StringComparison.Ordinal);

        using var asked = await tamar.Post($"{Shoppers}/{field.AdiId}/mail");
        Assert.Contains("בדרך", await Row(tamar), StringComparison.Ordinal);
        await field.World.Pass<ShopperMail>(TimeSpan.FromMinutes(1));

        var mail = RecoveringTests.TextOf(Assert.Single(server.Mails));
        Assert.Contains("שלום עדי", mail, StringComparison.Ordinal);
        Assert.Contains("adi@shop.example", string.Join('\n', server.Heard), StringComparison.Ordinal);
        using var nobody = field.World.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get(Link().Match(mail).Value)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(FieldWorld.Page)).StatusCode);
        Assert.Matches(@"נשלח בדואר.*\d\d:\d\d", await Row(tamar));
    }

    [Theory, EveryStore]
    public async Task Whoever_is_handed_a_new_link_meanwhile_keeps_it_and_gets_no_mail(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var field = await Open(kind, server);
        using var tamar = field.World.As(Cast.Tamar);
        using var asked = await tamar.Post($"{Shoppers}/{field.AdiId}/mail");
        using var made = await tamar.Post($"{Shoppers}/{field.AdiId}/link");
        var link = new Uri((await Visitor.Read(made)).GetElementById("made")!.GetAttribute("value")!).AbsolutePath;

        await field.World.Pass<ShopperMail>(TimeSpan.FromMinutes(1));

        Assert.Empty(server.Mails);
        using var nobody = field.World.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get(link)).StatusCode);
    }

    [Theory, EveryStore]
    public async Task Where_no_mail_can_go_the_page_says_so_and_the_link_before_stays(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await Reached(field);
        using var tamar = field.World.As(Cast.Tamar);

        using var asked = await tamar.Post($"{Shoppers}/{field.AdiId}/mail");

        var page = await tamar.Page(Shoppers);
        Assert.Contains("לא הוגדר שרת דואר", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("form[action$='/mail']"));
        await using var store = await field.World.Store();
        Assert.False(await store.ShopperMails.AnyAsync(Cancel));
        using var nobody = field.World.Nobody();
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get(FieldWorld.Page)).StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_the_server_refuses_is_told_with_its_reason(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["RCPT"] = "550 no such user";
        await using var field = await Open(kind, server);
        using var tamar = field.World.As(Cast.Tamar);
        using var asked = await tamar.Post($"{Shoppers}/{field.AdiId}/mail");

        await field.World.Pass<ShopperMail>(TimeSpan.FromMinutes(1));

        Assert.Contains("הדואר לא נשלח", await Row(tamar), StringComparison.Ordinal);
        await using var store = await field.World.Store();
        Assert.Equal(MailState.Refused, (await store.ShopperMails.SingleAsync(Cancel)).Mail);
    }

    private static async Task<FieldWorld> Open(StoreKind kind, FakeMailServer server)
    {
        var world = await RecoveringTests.Open(kind, services =>
        {
            World.WithoutRounds(services);
            World.Without<MailRounds<ShopperMail>>(services);
        });
        await RecoveringTests.SetMail(world, server);
        var field = await FieldWorld.Over(world);
        await Reached(field);
        return field;
    }

    private static async Task Reached(FieldWorld field)
    {
        await using var store = await field.World.Store();
        await store.StudyShoppers.Where(one => one.Id == field.AdiId).ExecuteUpdateAsync(set => set.SetProperty(one => one.Mail, "adi@shop.example"), Cancel);
    }

    private static async Task<string> Row(Visitor reader) => (await reader.Page(Shoppers)).QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("adi@shop.example", StringComparison.Ordinal)).TextContent.ReplaceLineEndings(" ");

    [GeneratedRegex(@"(?<=kolot\.example)/[\w-]+/field/[\w-]+")]
    private static partial Regex Link();
}
