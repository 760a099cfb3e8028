using System.Collections.Concurrent;
using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.Inviting;
using Kolot.Store;

namespace Kolot.Listen.Sending;

/// <summary>What an invitation passes on its way out.</summary>
/// <param name="Check">Looks once more whether it may go.</param>
/// <param name="Links">Makes its link.</param>
/// <param name="Write">Writes it.</param>
/// <param name="Hand">Hands it over.</param>
/// <param name="Note">Keeps what became of it.</param>
public sealed record InvitationPath(CheckInvitations Check, InvitationLinks Links, WriteInvitation Write, HandInvitations Hand, NoteHandovers Note);

/// <summary>Sends the invitations of one organisation that are due, way by way.</summary>
/// <remarks>
/// That they are being sent is kept before the first of some leaves, and what became of them once the last has: a node that never returns leaves these few uncertain, and a person
/// decides. Nothing is sent twice by itself.
/// </remarks>
public sealed class InvitationRound(Stores stores, InvitationPath path, SendingPace pace, TimeProvider clock)
{
    // Few, for as many may be uncertain after a node fell over; not one by one, for each is a write to disk.
    private const int Together = 24;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(string Organisation, string Way), DateTime> shut = new();

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Sends what is due.</summary>
    /// <returns>How many were handed over.</returns>
    public async Task<int> Run(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return 0;
        await using (var store = await stores.Open(organisation, cancel)) await ClaimInvitations.Doubt(store, Now, cancel);
        var sent = await Task.WhenAll(MessageChange.Ways.Select(way => Send(organisation, way, cancel)));
        return sent.Sum();
    }

    private async Task<int> Send(string organisation, string way, CancellationToken cancel)
    {
        if (path.Write.Address is not { } home || (shut.TryGetValue((organisation, way), out var until) && until > Now)) return 0;
        HandInvitations.Open? open = null;
        var count = 0;
        try
        {
            while (!cancel.IsCancellationRequested)
            {
                if (!await pace.IsNear((organisation, way), cancel)) return count;
                // A store of its own for each turn: what was loaded for the last is let go.
                await using var store = await stores.Open(organisation, cancel);
                var ready = await Ready(store, way, cancel);
                if (ready.Taken == 0) return count;
                if (ready.Go.Count == 0) continue;
                Result<HandInvitations.Open> opened = open is not null ? open : await path.Hand.To(organisation, way, home, cancel);
                var handed = opened.Refusal is { } no ? ready.Go.Select(one => (one.Invitation, Shut(no))).ToArray() : await Hand(open = opened.Value, (organisation, way), ready.Go, cancel);
                await path.Note.Run(store, handed, CancellationToken.None);
                count += handed.Count(one => one.Item2.What == Handed.Taken);
                if (!handed.Any(one => Closes(one.Item2))) continue;
                shut[(organisation, way)] = Now + Rest;
                return count;
            }

            return count;
        }
        finally
        {
            if (open is not null) await open.Close();
        }
    }

    // Taken, looked at, written and said to be on their way, in one transaction but for the taking.
    private async Task<(int Taken, IReadOnlyList<(Invitation Invitation, WriteInvitation.Written Written)> Go)> Ready(OrganisationStore store, string way, CancellationToken cancel)
    {
        var taken = await ClaimInvitations.Take(store, way, pace.Most(Together), Now, cancel);
        if (taken.Count == 0) return (0, []);
        await using var writing = await store.BeginWriting(cancel);
        var go = await path.Check.Run(store, await ClaimInvitations.Hold(store, taken, Now, cancel), cancel);
        var secrets = await path.Links.Ready(store, [.. go.Select(one => one.Invitation)], cancel);
        var ground = await path.Write.Lay(store, [.. go.Select(one => one.Invitation.CampaignId).Distinct()], [.. go.Select(one => one.Invitation.SurveyId).Distinct()], cancel);
        var written = ground is null ? [] : go.Select(one => (one.Invitation, WriteInvitation.Of(ground, one.Invitation, secrets[one.Invitation.FirstId], one.Name))).ToArray();
        foreach (var (invitation, _) in written) invitation.State = InvitationState.Sending;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return (taken.Count, written);
    }

    private async Task<(Invitation, Handover)[]> Hand(HandInvitations.Open open, (string, string) where, IReadOnlyList<(Invitation Invitation, WriteInvitation.Written Written)> go, CancellationToken cancel)
    {
        var handed = new Handover?[go.Count];
        // A server that takes its time over each: what was not begun while this node has them in hand waits, so that nobody else takes it for uncertain.
        var (closed, until) = (false, Now + ClaimInvitations.Lease - Rest);
        await Parallel.ForEachAsync(go.Index(), new ParallelOptions { MaxDegreeOfParallelism = pace.Lines, CancellationToken = CancellationToken.None }, async (one, _) =>
        {
            // Where the server said that it takes nobody's, or the house goes down, the rest was not begun: it waits.
            if (closed || !await pace.Comes(where, until, cancel) || closed) return;
            var outcome = handed[one.Index] = await Send(open, one.Item.Invitation, one.Item.Written);
            if (Closes(outcome)) closed = true;
        });
        return [.. go.Select((one, at) => (one.Invitation, handed[at] ?? new Handover(Handed.Shut, "", "")))];
    }

    // Words that make no message are that one's trouble, and no other's.
    private static async Task<Handover> Send(HandInvitations.Open open, Invitation invitation, WriteInvitation.Written written)
    {
        try
        {
            return await open.Send(invitation, written, CancellationToken.None);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or FormatException)
        {
            return new(Handed.Refused, "unwritable", "");
        }
    }

    // An answer that did not come, or a busy other side, is left alone for a while: the next would fare no better.
    private static bool Closes(Handover handover) => handover.What is Handed.Shut or Handed.Uncertain || handover.Wait is not null;

    private static Handover Shut(Refusal refusal) => new(Handed.Shut, refusal is Refusal.Invalid { Faults: [var fault, ..] } ? fault.Reason : "gateway", "");
}
