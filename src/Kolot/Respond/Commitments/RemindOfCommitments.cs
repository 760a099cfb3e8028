using Kolot.Core.Respond.Commitments;
using Kolot.Respond.Notifications;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>Answers the errand "remind of this commitment": before it is due and never after, and only of the time that holds now.</summary>
public sealed class RemindOfCommitments(TellOfCases tell, Notify notify, TimeProvider clock) : IErrandAnswer
{
    /// <inheritdoc/>
    public string Kind => CommitmentLedger.Remind;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var errand in errands)
        {
            if (errand.Subject.Split(' ') is not [var which, var due] || !Guid.TryParse(which, out var id) || !long.TryParse(due, out var ticks)) continue;
            if (await store.Commitments.SingleOrDefaultAsync(one => one.Id == id && one.State == CommitmentState.Open, cancel) is not { } row) continue;
            // Of another time by now, or too late: a reminder that comes afterwards only accuses. Done twice, it finds that it was done.
            if (row.DueAt.Ticks != ticks || row.DueAt <= now || row.RemindedAt >= errand.DueAt) continue;
            row.RemindedAt = now;
            if (row.OwnerId is not { } owner) continue;
            tell.Leave(store, new(row.CaseId, CaseMailKind.Reminder, row.Id) { Member = owner }, now);
            notify.Add(store, owner, NotificationReasons.Promised, (row.CaseId, row.Id), now);
        }

        await store.SaveChangesAsync(cancel);
        tell.Ring(store.Organisation);
    }
}
