using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Takes in what is reported of messages: each report is kept once, and noted in the invitation that it is of.</summary>
public sealed class TakeReceipts(Stores stores, NoteHandovers note, TimeProvider clock)
{
    /// <summary>Takes some in.</summary>
    /// <returns>How many said something new of an invitation.</returns>
    public async Task<int> Run(string organisation, IReadOnlyList<MessageReceipt> receipts, CancellationToken cancel)
    {
        if (receipts.Count == 0) return 0;
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await NoteHandovers.Alone(store, cancel);
        var count = 0;
        foreach (var receipt in receipts.DistinctBy(receipt => (receipt.Way, receipt.MessageId, receipt.State)))
        {
            if (await store.MessageReceipts.AnyAsync(known => known.Way == receipt.Way && known.MessageId == receipt.MessageId && known.State == receipt.State, cancel)) continue;
            store.MessageReceipts.Add(receipt);
            // One that is being handed over hears of it when that is done.
            if (await Of(store, receipt, cancel) is { } invitation && await note.Follow(store, invitation, receipt, cancel)) count++;
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return count;
    }

    /// <summary>A report of what a mail server sent back.</summary>
    /// <returns>Null where it tells of nothing that ended.</returns>
    public MessageReceipt? Of(DeliveryReport report)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        ReceiptState? state = report.Action switch { "failed" => Bounces.IsHard(report.Status, report.Said) ? ReceiptState.Bounced : ReceiptState.Failed, "delivered" => ReceiptState.Delivered, _ => null };
        return state is null ? null : new() { Way = "mail", MessageId = report.MessageId, State = state.Value, At = now, TakenAt = now, Code = report.Status, Said = Bounces.Bare(report.Said) };
    }

    /// <summary>A report of a gateway.</summary>
    /// <returns>Null where it tells of nothing new: that it was queued, or read.</returns>
    public MessageReceipt? Of(string way, Kolot.Outside.Messages.GatewayReport report)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        ReceiptState? state = report.Status switch { "sent" => ReceiptState.Sent, "delivered" or "read" => ReceiptState.Delivered, "failed" => report.IsOfReader ? ReceiptState.Bounced : ReceiptState.Failed, _ => null };
        // A clock elsewhere may be wrong; what is reported has happened.
        return state is null ? null : new() { Way = way, MessageId = report.Id, State = state.Value, At = report.At < now ? report.At.Value : now, TakenAt = now, Code = report.Code, Said = Bounces.Bare(report.Said) };
    }

    private static async Task<Invitation?> Of(OrganisationStore store, MessageReceipt receipt, CancellationToken cancel) =>
        await store.Invitations.SingleOrDefaultAsync(row => row.MessageId == receipt.MessageId && row.Way == receipt.Way && row.State != InvitationState.Sending, cancel);
}
