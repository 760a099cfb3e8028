using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>An errand of which one is enough: it comes when the first of all that it looks after is due.</summary>
public static class OneErrand
{
    // Clocks of nodes differ by less.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    /// <summary>Has it come by some moment: called by whoever keeps something that is due then, in the same transaction. The caller saves.</summary>
    /// <remarks>One that is due already may be at its end on another node, and know nothing of what is kept here: it does not count. Two of them do no harm.</remarks>
    public static async Task Arm(OrganisationStore store, string kind, DateTime at, DateTime now, CancellationToken cancel)
    {
        var (begun, due) = (now + Apart, at > now ? at : now);
        if (store.Errands.Local.Any(errand => errand.Kind == kind && errand.DueAt <= due)) return;
        if (await store.Errands.AnyAsync(errand => errand.Kind == kind && errand.FailedAt == null && errand.DueAt > begun && errand.DueAt <= due, cancel)) return;
        store.Errands.Add(new() { Kind = kind, Subject = "all", DueAt = due });
    }
}
