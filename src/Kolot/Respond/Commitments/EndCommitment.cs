using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Commitments;

/// <summary>Notes that a commitment was kept, or that it will not be.</summary>
public sealed class EndCommitment(Stores stores, CaseSteps steps, KnownHours hours)
{
    /// <summary>What is asked.</summary>
    /// <param name="Commitment">Which.</param>
    /// <param name="Kept">Whether it was done.</param>
    /// <param name="DoneAt">When; null for now.</param>
    /// <param name="Note">What became of it; asked where it was broken.</param>
    public sealed record Request(Guid Commitment, bool Kept, DateTime? DoneAt, string? Note);

    /// <summary>Does it.</summary>
    public async Task<Result<LedgerOf>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var (now, faults) = (hours.Now, new List<Fault>());
        var note = PlainText.Of(request.Note, CommitmentDraft.LongestText, "note", faults);
        // What was broken is told by whoever broke it: from that one learns.
        if (!request.Kept && note is null) faults.Add(new("note", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var clocks = await hours.Of(member.Organisation, cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row || await store.LedgerOf(row, request.Commitment, cancel) is not { } ledger) return new Refusal.NotFound();
        var decided = request.Kept ? ledger.Story.Do(request.DoneAt ?? now, ledger.Row.MadeAt, now) : ledger.Story.Break(now);
        if (decided.Refusal is { } refusal) return refusal;
        var line = new NewLine(decided.Value, now, member.Id) { Note = note };
        CommitmentLedger.Write(store, ledger, line, clocks.HoursOf(row.UnitId, null));
        await steps.Add(store, row, CommitmentLedger.StepOf(ledger, line), cancel);
        await writing.Commit(cancel);
        return ledger;
    }
}
