using System.Net;
using System.Text.RegularExpressions;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.Inviting.Planning;
using Kolot.Listen.OptOuts;
using Kolot.Store;
using Kolot.Tests.Listen.Sending;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.OptOuts;

/// <summary>What a link in a message ends once everything that it came of is gone.</summary>
public sealed partial class StopLinkTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_button_of_a_mail_from_years_ago_still_ends_it_where_invitation_link_and_customer_are_gone(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind, "https://voices.example");
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        await Campaigns.Planned(world, "mail", "ruti@example.com");
        Assert.Equal(1, await Campaigns.Send(world));
        var mail = Assert.Single(server.Mails);
        var stop = new Uri(Unsubscribe().Match(mail).Groups[1].Value);
        Assert.All(InvitationRoundTests.Parts(mail), part => Assert.Contains($"{stop}", part, StringComparison.Ordinal));
        await using (var store = await world.Store())
        {
            await store.Invitations.ExecuteDeleteAsync(Cancel);
            await store.SurveyLinks.ExecuteDeleteAsync(Cancel);
            await store.Identities.ExecuteDeleteAsync(Cancel);
            await store.Customers.ExecuteDeleteAsync(Cancel);
        }

        world.Clock.Advance(TimeSpan.FromDays(5 * 365));
        using var program = world.Nobody();
        Assert.NotNull((await program.Page(stop.AbsolutePath)).QuerySelector("button[value=feedback]"));
        await using (var store = await world.Store()) Assert.False(await store.OptOuts.AnyAsync(Cancel));
        using var pressed = await Press(program, stop.AbsolutePath, ("List-Unsubscribe", "One-Click"));
        using var twice = await Press(program, stop.AbsolutePath, ("List-Unsubscribe", "One-Click"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (pressed.StatusCode, twice.StatusCode));
        Assert.NotNull((await program.Page(stop.AbsolutePath)).QuerySelector("button[name=mistake]"));

        // The same address comes again, as somebody new.
        await world.Hear(new { source = "till", id = "9", channel = "call", text = "שלום", customer = new { source = "pos", id = "new", mail = "ruti@example.com" } });
        Assert.Equal(SkipReason.OptedOut, Assert.Single(await Spared(world)).Why);
        await using var after = await world.Store();
        var kept = await after.OptOuts.SingleAsync(Cancel);
        Assert.Equal((Purpose.Feedback, OptOutWay.MailProgram), (kept.Purpose, kept.Way));
    }

    [Theory, EveryStore]
    public async Task While_the_customer_is_known_it_ends_messages_to_all_of_their_addresses_and_a_mistake_is_mended(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        await world.Hear(new { source = "till", id = "1", channel = "call", text = "שלום", customer = new { source = "crm", id = "7733", name = "רותי", mail = "ruti@example.com", phone = "054-1234567" } });
        await Campaigns.Planned(world, "mail", "ruti@example.com");
        Assert.Equal(1, await Campaigns.Send(world));
        var stop = new Uri(InText().Match(InvitationRoundTests.Parts(server.Mails.Single())[0]).Value).AbsolutePath;
        using var phone = world.Nobody();

        using var ended = await Press(phone, stop, ("what", "feedback"));
        await using (var store = await world.Store()) Assert.Equal(3, await store.OptOuts.CountAsync(Cancel));
        Assert.Equal(1, await After(world));
        using var mended = await Press(phone, stop, ("mistake", "true"));
        await using (var store = await world.Store()) Assert.False(await store.OptOuts.AnyAsync(Cancel));
        Assert.Equal(0, await After(world));

        // A letter that was lost on the way is told, and ends nothing.
        using var cut = await phone.Get(stop[..^1]);
        using var forged = await Press(phone, stop[..^2] + (stop[^2] == 'A' ? "BA" : "AA"), ("List-Unsubscribe", "One-Click"));
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (cut.StatusCode, forged.StatusCode));
        await using var after = await world.Store();
        Assert.False(await after.OptOuts.AnyAsync(Cancel));
    }

    // How many opted out after the campaign had written to them, as its funnel tells.
    private static async Task<int> After(World world)
    {
        await using var store = await world.Store();
        return await world.Services.GetRequiredService<OptedOutAfter>().Of(store, await store.Campaigns.SingleAsync(Cancel), Cancel);
    }

    [Theory, EveryStore]
    public async Task The_button_of_a_mail_that_sells_ends_all_that_sells_also_for_whoever_ended_feedback_before(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind, "https://voices.example");
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        await Campaigns.Planned(world, "mail", "ruti@example.com");
        await using (var store = await world.Store()) await store.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(row => row.Purpose, Purpose.Marketing), Cancel);
        await world.Services.GetRequiredService<OptOutOf>().Run(World.Cafe, ["identity\u001fmail\u001fruti@example.com"], Purpose.Feedback, OptOutWay.Conversation, Cancel);
        Assert.Equal(1, await Campaigns.Send(world));
        var stop = new Uri(Unsubscribe().Match(Assert.Single(server.Mails)).Groups[1].Value).AbsolutePath;
        using var program = world.Nobody();

        // They can still say it by hand.
        Assert.NotNull((await program.Page(stop)).QuerySelector("button[value=all]"));
        using var pressed = await Press(program, stop, ("List-Unsubscribe", "One-Click"));

        Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        Assert.Equal(SkipReason.OptedOut, Assert.Single(await Spared(world, Purpose.Marketing)).Why);
        Assert.NotNull((await program.Page(stop)).QuerySelector("button[name=mistake]"));
    }

    private static async Task<IReadOnlyList<Spared>> Spared(World world, Purpose purpose = Purpose.Feedback)
    {
        await using var store = await world.Store();
        var all = await store.Customers.Select(row => row.Id).ToArrayAsync(Cancel);
        return await world.Services.GetServices<ISparing>().OfType<SparedByWish>().Single().Among(store, purpose, all, Cancel);
    }

    private static async Task<HttpResponseMessage> Press(Visitor who, string path, params (string Name, string Value)[] fields) =>
        await (await who.Client()).PostAsync(path, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Cancel);

    [GeneratedRegex("List-Unsubscribe:\\s+<([^>]+)>")]
    private static partial Regex Unsubscribe();

    [GeneratedRegex("http://voices\\.example/cafe-tamar/stop/[\\w-]+")]
    private static partial Regex InText();
}
