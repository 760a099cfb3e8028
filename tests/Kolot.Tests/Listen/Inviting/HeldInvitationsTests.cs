using System.IO.Compression;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Inviting;

public sealed class HeldInvitationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_copy_that_a_customer_is_handed_tells_each_invitation_with_what_became_of_it_and_what_led_to_it(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 3, Guests.AtMost(1, 90));
        var sent = await Guests.Start(world);
        await Guests.Run(world);
        await Guests.Start(world, campaign => campaign.Name = "עוד פעם");
        await Guests.Run(world);
        Guid guest;
        await using (var store = await world.Store())
        {
            guest = await store.Customers.Where(row => row.SourceId == "g-1").Select(row => row.Id).SingleAsync(Cancel);
            var now = world.Clock.Now;
            await store.Invitations.Where(row => row.CampaignId == sent && row.CustomerId == guest).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, Core.Listen.Inviting.InvitationState.Bounced).SetProperty(row => row.SentAt, now).SetProperty(row => row.BouncedAt, now), Cancel);
            store.CampaignPeople.Add(new() { CampaignId = sent, CustomerId = guest, Known = """{"agent":"נועה"}""" });
            store.CustomerEvents.Add(new() { Id = Guid.CreateVersion7(), Source = "crm", SourceId = "88", Kind = "contact-closed", CustomerId = guest, At = now, KeptAt = now, Known = """{"subject":"חשבון"}""" });
            await store.SaveChangesAsync(Cancel);
        }

        using var crm = await world.Key(Right.ExportPeople);
        var copy = await crm.Json($"/api/v1/{World.Cafe}/customers/{guest}/export");
        var invitations = copy.GetProperty("invitations").EnumerateArray().ToDictionary(one => one.GetProperty("campaign").GetString() ?? "");
        Assert.Equal(("bounced", "mail", "g1@example.com", "visit"), (Of("אחרי הביקור", "state"), Of("אחרי הביקור", "way"), Of("אחרי הביקור", "address"), Of("אחרי הביקור", "survey")));
        Assert.Equal(("skipped", "tooSoon"), (Of("עוד פעם", "state"), Of("עוד פעם", "spared")));
        Assert.Equal("נועה", copy.GetProperty("lists")[0].GetProperty("known").GetProperty("agent").GetString());
        Assert.Equal("contact-closed", copy.GetProperty("events")[0].GetProperty("kind").GetString());

        using var tamar = world.As(Cast.Tamar);
        using var file = await tamar.Get($"/{World.Cafe}/customers/{guest}/export.zip");
        using var zip = new ZipArchive(new MemoryStream(await file.Content.ReadAsByteArrayAsync(Cancel)));
        using var reader = new StreamReader((zip.GetEntry("person.html") ?? throw new InvalidOperationException()).Open());
        var page = await reader.ReadToEndAsync(Cancel);
        Assert.Contains("g1@example.com", page, StringComparison.Ordinal);
        Assert.Contains("עוד פעם", page, StringComparison.Ordinal);
        Assert.Contains("חשבון", page, StringComparison.Ordinal);

        string? Of(string campaign, string field) => invitations[campaign].GetProperty(field).GetString();
    }
}
