using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Webhooks;

/// <summary>Answers the errand "tell that an endpoint was switched off": hands it to whoever writes, and comes back to see what became of it.</summary>
public sealed class TellOwners(WriteToOwners write, TimeProvider clock) : IErrandAnswer
{
    private static readonly TimeSpan[] BackOff = [TimeSpan.FromMinutes(10), TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromHours(24)];

    /// <inheritdoc/>
    public string Kind => Deliver.Off;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ids = errands.Select(errand => Guid.TryParse(errand.Subject, out var id) ? id : Guid.Empty).Distinct().ToArray();
        foreach (var endpoint in await store.WebhookEndpoints.Where(row => ids.Contains(row.Id) && row.NoticeDueAt != null).ToArrayAsync(cancel))
        {
            if (endpoint.NoticeTries >= BackOff.Length)
            {
                // The page and the log say it still.
                endpoint.NoticeDueAt = null;
                continue;
            }

            if (endpoint.NoticeDueAt <= now) write.Soon(store.Organisation, endpoint.Id);
            store.Errands.Add(new() { Kind = Deliver.Off, Subject = endpoint.Id.ToString(), DueAt = now + BackOff[endpoint.NoticeTries] });
        }

        await store.SaveChangesAsync(cancel);
    }
}
