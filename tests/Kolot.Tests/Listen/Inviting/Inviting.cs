using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Inviting;

/// <summary>Guests of the café who can be invited, and campaigns that invite them.</summary>
internal static class Guests
{
    private const string Always = "00:00-24:00 00:00-24:00 00:00-24:00 -";

    /// <summary>The café with a survey that is asked, so many guests, and hours in which anything may go at any time.</summary>
    public static async Task<World> Open(StoreKind kind, int count, params FrequencyRule[] rules)
    {
        var world = await World.Open(kind, World.WithoutRounds);
        await Asked.Visit(world);
        await using var store = await world.Store();
        for (var number = 0; number < count; number++)
        {
            var id = Guid.CreateVersion7();
            store.Customers.Add(new() { Id = id, Source = "crm", SourceId = $"g-{number}", Name = $"אורח {number}", KeptAt = world.Clock.Now });
            // Every fifth has no mail, and every tenth no phone either.
            if (number % 5 != 0) store.Identities.Add(new() { Id = Guid.CreateVersion7(), CustomerId = id, Kind = "mail", Value = $"g{number}@example.com" });
            if (number % 10 != 0) store.Identities.Add(new() { Id = Guid.CreateVersion7(), CustomerId = id, Kind = "phone", Value = $"+9725000{number:00000}" });
        }

        store.FrequencyRules.AddRange(rules);
        store.InvitingSettings.Add(new() { Hours = Always, Version = 1 });
        await store.SaveChangesAsync();
        return world;
    }

    public static FrequencyRule AtMost(int most, int days) => new() { Id = Guid.CreateVersion7(), Most = most, Days = days };

    /// <summary>A campaign that was started.</summary>
    public static async Task<Guid> Start(World world, Action<Campaign>? change = null)
    {
        await using var store = await world.Store();
        var survey = await store.Surveys.SingleAsync(row => row.Code == "visit");
        var campaign = new Campaign
        {
            Id = Guid.CreateVersion7(), Name = "אחרי הביקור", SurveyId = survey.Id, Ways = "mail,sms", Attributes = "{}", BegunAt = world.Clock.Now, State = CampaignState.Draft, Version = 1,
        };
        change?.Invoke(campaign);
        store.Campaigns.Add(campaign);
        await store.SaveChangesAsync();
        using var tamar = world.As(Cast.Tamar);
        using var started = await tamar.Post($"/{World.Cafe}/campaigns/{campaign.Id}/start");
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, started.StatusCode);
        return campaign.Id;
    }

    /// <summary>Does what is due.</summary>
    public static Task Run(World world) => world.Round();

    /// <summary>What was planned or spared, by the guests' numbers.</summary>
    public static async Task<IReadOnlyList<Invitation>> Invitations(World world, Guid campaign)
    {
        await using var store = await world.Store();
        return await store.Invitations.AsNoTracking().Where(row => row.CampaignId == campaign).OrderBy(row => row.Id).ToListAsync();
    }
}
