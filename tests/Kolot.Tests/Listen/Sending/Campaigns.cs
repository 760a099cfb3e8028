using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.Sending;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Tests.Listen.Sending;

/// <summary>The café with a survey, a mail server and a campaign that runs; nothing is sent but when the test says so.</summary>
internal static class Campaigns
{
    public static async Task<World> Open(Kolot.Store.StoreKind kind, string home = "http://voices.example", IReadOnlyDictionary<string, string>? more = null)
    {
        var settings = new Dictionary<string, string>(Settings) { ["PublicAddress"] = home };
        foreach (var (name, value) in more ?? new Dictionary<string, string>()) settings[name] = value;
        var world = await World.Open(kind, Alone, settings);
        await Asked.Publish(world, "visit", Asked.OneScreen);
        await Hours(world, new SendingHours(Opening.Hours(0, 24), Opening.Hours(0, 24), Opening.Hours(0, 24), false));
        return world;
    }

    // The mail server of tests speaks with one at a time.
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["PublicAddress"] = "http://voices.example", ["Outside:PrivateAddresses"] = "true", ["Sending:Lines"] = "1" };

    public static void Alone(IServiceCollection services)
    {
        World.WithoutRounds(services);
        World.Without<InvitationRounds>(services);
    }

    /// <summary>Says in which hours anything may go.</summary>
    public static async Task Hours(World world, SendingHours hours)
    {
        await using var store = await world.Store();
        var settings = await store.InvitingSettings.SingleOrDefaultAsync();
        if (settings is null) store.InvitingSettings.Add(settings = new() { Version = 1 });
        settings.Hours = hours.Code;
        await store.SaveChangesAsync();
    }

    /// <summary>Has the café's mail go to a server.</summary>
    public static Task MailBy(World world, FakeMailServer server) => MailBy(world, server.Port);

    /// <summary>The same by its port.</summary>
    public static async Task MailBy(World world, int port)
    {
        await using var store = await world.Store();
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, FromAddress = "hello@cafe.example", FromName = "קפה תמר", ReplyTo = "tamar@cafe.example", Version = 1 });
        await store.SaveChangesAsync();
    }

    /// <summary>A campaign that runs, with an invitation for each address, due now.</summary>
    public static async Task<Guid[]> Planned(World world, string way, params string[] addresses)
    {
        await using var store = await world.Store();
        var survey = store.Surveys.Single(row => row.Code == "visit");
        var campaign = new Campaign { Id = Guid.CreateVersion7(), Name = "אחרי ביקור", SurveyId = survey.Id, Ways = way, Attributes = "", State = CampaignState.Running, LinkDays = 30, Version = 1 };
        store.Campaigns.Add(campaign);
        var ids = new List<Guid>();
        foreach (var (at, address) in addresses.Index())
        {
            var id = Guid.CreateVersion7();
            var kind = way == "mail" ? "mail" : "phone";
            if (store.Identities.SingleOrDefault(one => one.Kind == kind && one.Value == address)?.CustomerId is not { } customer)
            {
                customer = Guid.CreateVersion7();
                store.Customers.Add(new() { Id = customer, Source = "crm", SourceId = $"{customer}", Name = at == 0 ? "רותי אברהם" : null, KeptAt = world.Clock.Now });
                store.Identities.Add(new Identity { Id = Guid.CreateVersion7(), CustomerId = customer, Kind = kind, Value = address });
            }

            store.Invitations.Add(new()
            {
                Id = id, FirstId = id, CampaignId = campaign.Id, SurveyId = survey.Id, SurveyNumber = survey.Asked, CustomerId = customer, Occasion = $"{at}", Way = way, Address = address, Language = "he", Known = "{}",
                PlannedAt = world.Clock.Now, DueAt = world.Clock.Now, NextTryAt = world.Clock.Now,
            });
            ids.Add(id);
        }

        await store.SaveChangesAsync();
        return [.. ids];
    }

    public static Task<int> Send(World world) => world.Services.GetRequiredService<InvitationRound>().Run(World.Cafe, TestContext.Current.CancellationToken);

    public static async Task<Invitation> Of(World world, Guid id)
    {
        await using var store = await world.Store();
        return await store.Invitations.FindAsync(id) ?? throw new InvalidOperationException("The invitation is not there.");
    }
}
