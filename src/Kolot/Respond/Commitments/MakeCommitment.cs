using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>Notes what was promised to a customer in a case: a sentence, to whom, and by when. Whoever notes it keeps it, unless it is the owner's to keep.</summary>
public sealed class MakeCommitment(Stores stores, CaseSteps steps, KnownHours hours, ErrandRounds rounds)
{
    /// <summary>What is asked.</summary>
    /// <param name="Id">Drawn when the page was opened: sent twice, it is one.</param>
    /// <param name="Text">The sentence.</param>
    /// <param name="To">To whom, where it is somebody else than whoever the case is of.</param>
    /// <param name="DueAt">By when.</param>
    public sealed record Request(Guid Id, string? Text, string? To, DateTime? DueAt);

    /// <summary>Does it.</summary>
    public async Task<Result<Commitment>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var now = hours.Now;
        var read = CommitmentDraft.Read(request.Text, request.To, request.DueAt, now);
        if (read.Refusal is { } refusal) return refusal;
        var clocks = await hours.Of(member.Organisation, cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row) return new Refusal.NotFound();
        if (await store.Commitments.SingleOrDefaultAsync(one => one.Id == request.Id, cancel) is { } known) return known.CaseId == row.Id ? known : new Refusal.NotFound();
        if (row.MergedInto is not null) return new Refusal.Conflict("merged");
        var draft = read.Value;
        var made = new Commitment
        {
            Id = request.Id, CaseId = row.Id, Text = draft.Text, ToName = draft.To, OwnerId = row.OwnerId ?? member.Id, MadeBy = member.Id, MadeAt = now, FirstDueAt = draft.DueAt, DueAt = draft.DueAt, State = CommitmentState.Open,
        };
        store.Commitments.Add(made);
        CommitmentLedger.Arm(store, made, now, clocks.HoursOf(row.UnitId, null));
        await steps.Add(store, row, new() { Kind = "commitment_made", At = now, ByMember = member.Id, Text = draft.Text, Details = CaseDetails.Of(("commitment", made.Id), ("due", made.DueAt)), SeenByCustomer = true }, cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return made;
    }
}
