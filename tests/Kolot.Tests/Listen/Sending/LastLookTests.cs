using System.Globalization;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.OptOuts;
using Kolot.Listen.Sending;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sending;

/// <summary>What may have changed between planning and sending, and what is said and kept at the last moment.</summary>
public sealed class LastLookTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Nothing_goes_to_an_address_that_is_its_customers_no_longer_nor_once_the_campaign_is_over(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var ids = await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com");
        await using (var store = await world.Store())
        {
            // It was somebody else's, who has it now.
            var other = Guid.CreateVersion7();
            store.Customers.Add(new() { Id = other, Source = "crm", SourceId = "other", KeptAt = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
            await store.Identities.Where(one => one.Value == "ruti@example.com").ExecuteUpdateAsync(set => set.SetProperty(one => one.CustomerId, other), Cancel);
        }

        Assert.Equal(1, await Campaigns.Send(world));
        Assert.Contains("To: avi@example.com", Assert.Single(server.Mails), StringComparison.Ordinal);
        Assert.Equal(SkipReason.NoAddress, (await Campaigns.Of(world, ids[0])).Skip);

        var late = (await Campaigns.Planned(world, "mail", "gil@example.com"))[0];
        await using (var store = await world.Store()) await store.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(row => row.EndsAt, world.Clock.Now.AddMinutes(-1)), Cancel);
        Assert.Equal(0, await Campaigns.Send(world));
        Assert.Equal(SkipReason.Closed, (await Campaigns.Of(world, late)).Skip);
    }

    [Theory, EveryStore]
    public async Task A_reminder_leads_to_a_survey_that_opens_for_as_long_as_an_invitation_does(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var first = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);
        world.Clock.Advance(TimeSpan.FromDays(31));
        await using (var store = await world.Store())
        {
            var row = await store.Invitations.AsNoTracking().SingleAsync(Cancel);
            store.Invitations.Add(new()
            {
                Id = Guid.CreateVersion7(), FirstId = first, CampaignId = row.CampaignId, SurveyId = row.SurveyId, CustomerId = row.CustomerId, Occasion = row.Occasion, Reminder = 1, Way = "mail", Address = row.Address,
                Language = "he", Known = "{}", PlannedAt = world.Clock.Now, DueAt = world.Clock.Now, NextTryAt = world.Clock.Now,
            });
            await store.SaveChangesAsync(Cancel);
        }

        Assert.Equal(1, await Campaigns.Send(world));

        await using var after = await world.Store();
        Assert.Equal(world.Clock.Now.AddDays(30), (await after.SurveyLinks.SingleAsync(link => link.Id == first, Cancel)).Until ?? default, TimeSpan.FromMinutes(1));
    }

    [Theory, EveryStore]
    public async Task Two_who_find_the_same_address_dead_at_once_both_keep_what_became_of_theirs(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        var id = (await Campaigns.Planned(world, "sms", "+972541234567"))[0];
        await using var store = await world.Store();
        var invitation = await store.Invitations.SingleAsync(row => row.Id == id, Cancel);
        var mark = (await world.Services.GetRequiredService<Marks>().Of(World.Cafe, Cancel)).Write(StopLinks.MarkOf("whatsapp", "+972541234567"));
        var note = world.Services.GetRequiredService<NoteHandovers>();
        await using var other = await world.Store();
        Task noting;
        await using (var writing = await other.BeginWriting(Cancel))
        {
            await OptOutOf.Alone(other, Cancel);
            other.DeadAddresses.Add(new() { Mark = mark, Way = "whatsapp", At = world.Clock.Now, Code = "131026", Said = "" });
            await other.SaveChangesAsync(Cancel);
            noting = Task.Run(() => note.Run(store, [(invitation, new Handover(Handed.Dead, "gateway", "") { Code = "21211" })], Cancel), Cancel);
            // Long enough to come to where the other is.
            await Task.WhenAny(noting, Task.Delay(500, Cancel));
            await writing.Commit(Cancel);
        }

        await noting;
        Assert.Equal(InvitationState.Bounced, (await Campaigns.Of(world, id)).State);
        await using var after = await world.Store();
        Assert.Equal("131026", (await after.DeadAddresses.SingleAsync(Cancel)).Code);
    }

    [Theory]
    [InlineData("he", "{name}\n{organisation}\n{link}", "רותי", "רותי|קפה תמר|https://voices.example/a/x")]
    [InlineData("he", "{name}\n{organisation}\n{link}", "", "לקוחות יקרים|קפה תמר|https://voices.example/a/x")]
    [InlineData("en", "{organisation}\n{branch}\n{link}", "Ruti", "קפה תמר|–|https://voices.example/a/x")]
    public void A_template_is_filled_with_as_many_parts_as_it_has_whatever_is_not_known(string language, string text, string name, string parts)
    {
        var written = WriteInvitation.Of(new MessageText { Way = "whatsapp", Language = language, Subject = "feedback_request", Text = text }, new(name, "קפה תמר", "https://voices.example/a/x", "https://voices.example/stop/y"), CultureInfo.GetCultureInfo(language), null);

        Assert.Equal(parts, string.Join('|', written.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }
}
