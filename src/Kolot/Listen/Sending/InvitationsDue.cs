using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Answers the errand "send invitations": as long as any wait, some node is told to send them, whatever became of the one that began.</summary>
public sealed class InvitationsDue(InvitationRounds rounds, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; there is one for all invitations.</summary>
    public const string Errand = "invitations.send";

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Receipts = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has invitations sent when the next is due: called by whoever plans some, in the same transaction. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, DateTime at, CancellationToken cancel)
    {
        if (await store.Errands.Where(errand => errand.Kind == Errand && errand.FailedAt == null).OrderBy(errand => errand.DueAt).FirstOrDefaultAsync(cancel) is not { } armed)
            store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = at });
        else if (armed.DueAt > at) armed.DueAt = at;
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var old = now - Receipts;
        await store.MessageReceipts.Where(receipt => receipt.TakenAt < old).ExecuteDeleteAsync(cancel);
        var doubtful = await store.Invitations.AnyAsync(row => row.LeasedUntil != null && row.State == Core.Listen.Inviting.InvitationState.Sending, cancel);
        if (await ClaimInvitations.Next(store, cancel) is not { } next)
        {
            // Somebody may be at the last ones, and never return.
            if (!doubtful) return;
            next = now + ClaimInvitations.Lease;
        }

        rounds.Ring(store.Organisation);
        store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = next > now + Pause ? next : now + Pause });
        await store.SaveChangesAsync(cancel);
    }
}
