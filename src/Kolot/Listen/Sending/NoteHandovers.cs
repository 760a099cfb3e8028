using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.OptOuts;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Keeps what became of invitations, and what follows from it: an address that takes nothing, somebody who wants nothing.</summary>
public sealed class NoteHandovers(Marks marks, OptOutOf optOut, TimeProvider clock)
{
    /// <summary>Keeps it of some invitations in one transaction.</summary>
    public async Task Run(OrganisationStore store, IReadOnlyList<(Invitation Invitation, Handover Handover)> some, CancellationToken cancel)
    {
        await using var writing = await store.BeginWriting(cancel);
        await Alone(store, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var (invitation, handover) in some)
        {
            handover.Note(invitation, now);
            if (handover.What == Handed.Dead) await Bury(store, invitation, handover.Code.Length > 0 ? handover.Code : handover.Reason, handover.Said, cancel);
        }

        // Whoever tells the other side to stop does not say of what.
        Guid[] unwanted = [.. some.Where(one => one.Handover.What == Handed.Unwanted).Select(one => one.Invitation.CustomerId).Distinct()];
        string[] whose = unwanted.Length == 0 ? [] : [.. (await KnownOptOuts.MarksOf(store, unwanted, cancel)).SelectMany(marked => marked)];
        foreach (var purpose in Enum.GetValues<Purpose>()) await optOut.Note(store, whose, new() { Mark = "", Purpose = purpose, Way = OptOutWay.Reply }, cancel);

        // A report may come before what it is of is kept.
        string[] ids = [.. some.Select(one => one.Handover.MessageId).OfType<string>()];
        var early = await store.MessageReceipts.AsNoTracking().Where(receipt => ids.Contains(receipt.MessageId)).OrderBy(receipt => receipt.State).ToArrayAsync(cancel);
        foreach (var receipt in early)
            foreach (var (invitation, _) in some.Where(one => one.Handover.MessageId == receipt.MessageId && one.Invitation.Way == receipt.Way)) await Follow(store, invitation, receipt, cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Has whoever notes a hand-over, and whoever takes in what is reported of it, wait for each other until the end of the transaction: else neither saw the other, and what was reported were lost.</summary>
    public static async Task Alone(OrganisationStore store, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended(current_setting('search_path'), 32))", cancel);
    }

    /// <summary>Notes what was reported of an invitation; the caller saves.</summary>
    public async Task<bool> Follow(OrganisationStore store, Invitation invitation, MessageReceipt receipt, CancellationToken cancel)
    {
        var isNew = receipt.Note(invitation);
        if (isNew && receipt.State == ReceiptState.Bounced) await Bury(store, invitation, receipt.Code, receipt.Said, cancel);
        return isNew;
    }

    /// <summary>Notes that the address of an invitation takes no messages; the caller saves.</summary>
    private async Task Bury(OrganisationStore store, Invitation invitation, string code, string said, CancellationToken cancel)
    {
        if (invitation.Address is not { } address) return;
        await OptOutOf.Alone(store, cancel);
        var mark = (await marks.Of(store.Organisation, cancel)).Write(StopLinks.MarkOf(invitation.Way, address));
        if (store.DeadAddresses.Local.Any(dead => dead.Mark == mark) || await store.DeadAddresses.AnyAsync(dead => dead.Mark == mark, cancel)) return;
        store.DeadAddresses.Add(new() { Mark = mark, Way = invitation.Way, At = clock.GetUtcNow().UtcDateTime, Code = code, Said = said });
    }
}
