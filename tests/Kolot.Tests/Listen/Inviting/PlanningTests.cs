using System.Net;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting;
using Kolot.Organisation.Customers;
using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Inviting;

public sealed class PlanningTests
{
    [Theory, EveryStore]
    public async Task Two_nodes_that_plan_two_campaigns_at_once_ask_nobody_twice(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 40, Guests.AtMost(1, 30));
        await using var beside = world.Beside(World.WithoutRounds);
        var (first, second) = (await Guests.Start(world), await Guests.Start(world));

        await Task.WhenAll(Guests.Run(world), Guests.Run(beside), Guests.Run(world), Guests.Run(beside));

        var rows = (await Guests.Invitations(world, first)).Concat(await Guests.Invitations(world, second)).ToArray();
        Assert.Equal(80, rows.Length);
        var invited = rows.Where(row => row.State == InvitationState.Planned).ToArray();
        Assert.Equal(36, invited.Length);
        Assert.Equal(36, invited.Select(row => row.CustomerId).Distinct().Count());
        var spared = rows.Where(row => row.Skip == SkipReason.TooSoon).ToArray();
        Assert.Equal(36, spared.Length);
        Assert.All(spared, row => Assert.Contains(invited, other => other.Id == row.SkipBecause && row.SkipUntil == other.DueAt.AddDays(30)));
    }

    [Theory, EveryStore]
    public async Task What_a_campaign_that_goes_first_wants_another_gives_up_while_it_has_not_gone(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 5, Guests.AtMost(1, 30));
        var usual = await Guests.Start(world);
        await Guests.Run(world);
        await using (var store = await world.Store())
        {
            var gone = (await Guests.Invitations(world, usual)).First(row => row.State == InvitationState.Planned).Id;
            await store.Invitations.Where(row => row.Id == gone).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, InvitationState.Sent));
        }

        var urgent = await Guests.Start(world, campaign => campaign.Priority = Priority.High);
        await Guests.Run(world);

        var (before, now) = (await Guests.Invitations(world, usual), await Guests.Invitations(world, urgent));
        Assert.Equal((1, 3), (before.Count(row => row.State == InvitationState.Sent), before.Count(row => row.Skip == SkipReason.LowerPriority)));
        Assert.Equal((3, 1), (now.Count(row => row.State == InvitationState.Planned), now.Count(row => row.Skip == SkipReason.TooSoon)));
        Assert.All(before.Where(row => row.Skip == SkipReason.LowerPriority), row => Assert.Contains(now, other => other.Id == row.SkipBecause && other.CustomerId == row.CustomerId));
    }

    [Theory, EveryStore]
    public async Task A_customer_is_asked_some_days_after_a_contact_was_closed_once_however_often_it_is_told(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 2, Guests.AtMost(1, 30));
        var id = await Guests.Start(world, campaign => (campaign.Occasion, campaign.EventKind, campaign.AfterDays) = (Occasion.Event, "contact-closed", 3));
        using var crm = await world.Key(Right.ChangeCustomers);
        var at = world.Clock.GetUtcNow();
        object Told(string number, string kind = "contact-closed") => new { source = "crm", id = number, kind, at, customer = new { source = "crm", id = "g-1" }, attributes = new { agent = "נועה" } };

        using (var kept = await crm.PostJson($"/api/v1/{World.Cafe}/events", Told("c-1"))) Assert.Equal((HttpStatusCode.Accepted, true), (kept.StatusCode, (await kept.Content.ReadAsStringAsync()).Contains("kept", StringComparison.Ordinal)));
        using (var again = await crm.PostJson($"/api/v1/{World.Cafe}/events", Told("c-1"))) Assert.Contains("known", await again.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using (var more = await crm.PostJson($"/api/v1/{World.Cafe}/events", new[] { Told("c-2"), Told("c-3", "order-sent"), new { source = "crm", id = "c-4", kind = "contact-closed", at, customer = new { mail = "new@example.com" } } })) Assert.Equal(HttpStatusCode.Accepted, more.StatusCode);
        using (var nothing = await crm.PostJson($"/api/v1/{World.Cafe}/events", new object?[] { null })) Assert.Equal(HttpStatusCode.UnprocessableEntity, nothing.StatusCode);
        using (var wrong = await crm.PostJson($"/api/v1/{World.Cafe}/events", new { source = "crm", id = "c-5", kind = "Not a code", customer = new { } }))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
            Assert.Contains("customer", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await Guests.Run(world);

        var rows = await Guests.Invitations(world, id);
        Assert.Equal(3, rows.Count);
        var asked = rows.Where(row => row.State == InvitationState.Planned).ToArray();
        Assert.Equal(["g1@example.com", "new@example.com"], asked.Select(row => row.Address).Order());
        Assert.All(asked, row => Assert.InRange(row.DueAt, at.UtcDateTime.AddDays(3).AddSeconds(-1), at.UtcDateTime.AddDays(3).AddSeconds(1)));
        Assert.Contains("נועה", asked.Single(row => row.Address == "g1@example.com").Known, StringComparison.Ordinal);
        Assert.Equal(SkipReason.TooSoon, rows.Single(row => row.State == InvitationState.Skipped).Skip);
    }

    [Theory, EveryStore]
    public async Task In_a_rhythm_each_has_one_turn_in_a_round_and_the_next_so_many_months_later(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 12);
        var id = await Guests.Start(world, campaign => (campaign.Occasion, campaign.EveryMonths) = (Occasion.Rhythm, 1));

        for (var day = 0; day < 33; day++)
        {
            await Guests.Run(world);
            world.Clock.Advance(TimeSpan.FromDays(1));
        }

        var first = await Guests.Invitations(world, id);
        Assert.Equal(12, first.Select(row => row.CustomerId).Distinct().Count());
        foreach (var one in first.GroupBy(row => row.CustomerId).Where(group => group.Count() > 1))
            Assert.Equal(one.First().DueAt.AddMonths(1), one.Skip(1).First().DueAt, TimeSpan.FromHours(1));
        Assert.True(first.Select(row => row.DueAt.Date).Distinct().Count() > 4);
    }

    [Theory, EveryStore]
    public async Task A_campaign_of_more_than_one_lot_goes_on_where_it_was_broken_off(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 30);
        var id = await Guests.Start(world, campaign => campaign.Cursor = null);
        await using (var store = await world.Store())
        {
            // As if a node had died after a lot that ended here.
            var tenth = await store.Customers.OrderBy(customer => customer.Id).Skip(9).Select(customer => customer.Id).FirstAsync();
            await store.Campaigns.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Cursor, tenth));
        }

        await Guests.Run(world);

        await using var after = await world.Store();
        Assert.Equal(20, await after.Invitations.CountAsync());
        Assert.Equal((null, true), await after.Campaigns.Where(row => row.Id == id).Select(row => new { row.Cursor, Swept = row.SweptAt != null }).AsAsyncEnumerable().Select(row => ((Guid?)row.Cursor, row.Swept)).SingleAsync());
    }

    [Theory, EveryStore]
    public async Task Of_whoever_is_erased_nothing_is_left_and_the_numbers_still_add_up(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 5);
        var id = await Guests.Start(world);
        await Guests.Run(world);
        using var tamar = world.As(Cast.Tamar);
        await using (var store = await world.Store())
        {
            var guest = await store.Customers.SingleAsync(customer => customer.SourceId == "g-1");
            await using var writing = await store.BeginWriting(TestContext.Current.CancellationToken);
            await Kolot.Store.Forgetting.Erasing.Run(store, new([guest.Id], [], new([], [], [], [], []), _ => false, KeepsScores: false), TestContext.Current.CancellationToken);
            await writing.Commit(TestContext.Current.CancellationToken);
        }

        Assert.Equal(4, (await Guests.Invitations(world, id)).Count);
        Assert.Equal("5", (await tamar.Page($"/{World.Cafe}/campaigns/{id}")).QuerySelector("tfoot .n")!.TextContent);
        var kept = world.Services.GetServices<IKeptKind>().Single(one => one.Code == "invitations");
        await using var after = await world.Store();
        Assert.Equal(1, (await kept.Look(after, world.Clock.Now.AddMinutes(1), TestContext.Current.CancellationToken)).Count);
        Assert.Equal(1, await kept.Remove(after, world.Clock.Now.AddMinutes(1), 100, TestContext.Current.CancellationToken));
        Assert.Equal("5", (await tamar.Page($"/{World.Cafe}/campaigns/{id}")).QuerySelector("tfoot .n")!.TextContent);
    }

    [Theory, EveryStore]
    public async Task Rules_read_as_sentences_hold_from_then_on_and_are_had_back_when_removed(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 1);
        using var tamar = world.As(Cast.Tamar);
        const string Page = $"/{World.Cafe}/contact-frequency";
        using (var refused = await tamar.Post($"{Page}/rules", ("most", "0"), ("days", "30"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        using (await tamar.Post($"{Page}/rules", ("most", "4"), ("days", "365"), ("purpose", "feedback"), ("way", "sms")))
        {
        }

        var page = await tamar.Page(Page);
        Assert.Contains("לכל היותר 4 פעמים ב־365 ימים למטרת משוב ב-SMS", page.QuerySelector("#rules li")!.TextContent, StringComparison.Ordinal);
        var removal = page.QuerySelector("#rules li form")!.GetAttribute("action")!;
        using (await tamar.Post(removal))
        {
        }

        Assert.Null((await tamar.Page(Page)).QuerySelector("#rules li"));
        using (await tamar.Post(removal.Replace("removal", "restoration", StringComparison.Ordinal)))
        {
        }

        Assert.NotNull((await tamar.Page(Page)).QuerySelector("#rules li"));
        using (var hours = await tamar.Post($"{Page}/hours", ("weekday-from", "10:00"), ("weekday-until", "18:00"), ("rests", "true"))) Assert.Equal(HttpStatusCode.SeeOther, hours.StatusCode);
        await using var store = await world.Store();
        Assert.Equal("10:00-18:00 - - rest", (await store.InvitingSettings.SingleAsync()).Hours);
    }
}
