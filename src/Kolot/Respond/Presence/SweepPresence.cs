using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Presence;

/// <summary>Answers the errand that whoever comes to a case leaves: who looked at what is kept for no longer than it holds.</summary>
public sealed class SweepPresence(TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "presence.sweep";

    private static readonly TimeSpan After = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Leaves it, unless it waits already. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        if (!await store.Errands.AnyAsync(errand => errand.Kind == Errand && errand.FailedAt == null && errand.DueAt > now, cancel)) store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = now + After });
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await store.CasePresences.Where(one => one.SeenUntil <= now).ExecuteDeleteAsync(cancel);
        if (!await store.CasePresences.AnyAsync(cancel)) return;
        // Whoever is still there is swept up later.
        store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = now + After });
        await store.SaveChangesAsync(cancel);
    }
}
