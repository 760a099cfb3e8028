using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>What becomes of alerts when somebody leaves, and how they go.</summary>
public static class AlertsLeft
{
    /// <summary>Passes on what somebody set who leaves: to an heir, or to one of those who are told; what told nobody else goes, and so does all that they were told.</summary>
    public static async Task PassAlertsOn(this OrganisationStore store, Guid leaver, Guid? heir, CancellationToken cancel)
    {
        await store.Signals.Where(signal => signal.MemberId == leaver).ExecuteDeleteAsync(cancel);
        await store.AlertReaders.Where(reader => reader.MemberId == leaver).ExecuteDeleteAsync(cancel);
        foreach (var id in await store.Alerts.Where(alert => alert.OwnerId == leaver).Select(alert => alert.Id).ToArrayAsync(cancel))
        {
            var readers = await store.AlertReaders.Where(reader => reader.AlertId == id).Select(reader => reader.MemberId).Order().ToArrayAsync(cancel);
            var mine = store.Alerts.Where(alert => alert.Id == id);
            if (readers.Length == 0) await store.RemoveAlerts(mine, cancel);
            else await mine.ExecuteUpdateAsync(set => set.SetProperty(alert => alert.OwnerId, heir ?? readers[0]), cancel);
        }
    }

    /// <summary>Removes alerts with all that hangs on them, for good.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> RemoveAlerts(this OrganisationStore store, IQueryable<Alert> alerts, CancellationToken cancel)
    {
        var ids = await alerts.Select(alert => alert.Id).ToArrayAsync(cancel);
        if (ids.Length == 0) return 0;
        await store.Signals.Where(signal => ids.Contains(signal.AlertId)).ExecuteDeleteAsync(cancel);
        await store.AlertReaders.Where(reader => ids.Contains(reader.AlertId)).ExecuteDeleteAsync(cancel);
        return await store.Alerts.Where(alert => ids.Contains(alert.Id)).ExecuteDeleteAsync(cancel);
    }
}
