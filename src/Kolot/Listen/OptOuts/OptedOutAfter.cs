using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.OptOuts;

/// <summary>Counts who wanted no more messages after a campaign had written to them.</summary>
/// <remarks>Wishes are kept by marks that cannot be read back: each address that was written to is asked about, unless nobody wished anything since.</remarks>
public sealed class OptedOutAfter(Marks marks)
{
    /// <summary>How many opted out of the campaign's purpose since their invitation went.</summary>
    public async Task<int> Of(OrganisationStore store, Campaign campaign, CancellationToken cancel)
    {
        var since = campaign.StartedAt ?? DateTime.MinValue;
        var wishes = await store.OptOuts.AsNoTracking().Where(one => one.Purpose == campaign.Purpose && one.At >= since).ToDictionaryAsync(one => one.Mark, one => one.At, cancel);
        if (wishes.Count == 0) return 0;
        var writer = await marks.Of(store.Organisation, cancel);
        var sent = store.Invitations.AsNoTracking().Where(row => row.CampaignId == campaign.Id && row.Reminder == 0 && row.SentAt != null && row.Address != null)
            .Select(row => new { row.Way, Address = row.Address ?? "", row.SentAt }).AsAsyncEnumerable();
        var count = 0;
        await foreach (var one in sent.WithCancellation(cancel))
        {
            var mark = TombstoneMarks.Of(new(one.Way == "mail" ? "mail" : "phone", one.Address));
            if (writer.Readings(mark).Any(reading => wishes.TryGetValue(reading, out var at) && at >= one.SentAt)) count++;
        }

        return count;
    }
}
