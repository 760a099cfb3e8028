using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>Agrees on another time with the customer, before the first one was due and only with their word: said on a call, or by the link that asks them.</summary>
public sealed class MoveCommitment(Stores stores, CaseSteps steps, KnownHours hours, MoveCommitment.Means means)
{
    /// <summary>By what the customer is told.</summary>
    public sealed record Means(TellSoon Tell, CasesReached Reached);

    /// <summary>What is asked.</summary>
    /// <param name="Commitment">Which.</param>
    /// <param name="To">The other time.</param>
    /// <param name="Word">By a call: they agreed. By a link: they are asked.</param>
    /// <param name="Note">What they said.</param>
    public sealed record Request(Guid Commitment, DateTime? To, CustomersWord Word, string? Note);

    /// <summary>Notes what was agreed on a call, or asks.</summary>
    public async Task<Result<LedgerOf>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var (now, faults) = (hours.Now, new List<Fault>());
        var note = PlainText.Of(request.Note, CommitmentDraft.LongestText, "note", faults);
        if (request.To is not { } to) return new Refusal.Invalid("due", "required");
        if (request.Word == CustomersWord.Call && note is null) faults.Add(new("note", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row || await store.LedgerOf(row, request.Commitment, cancel) is not { } ledger) return new Refusal.NotFound();
        var decided = request.Word == CustomersWord.Call ? ledger.Story.Agree(to, CustomersWord.Call, now) : ledger.Story.Propose(to, now);
        if (decided.Refusal is { } refusal) return refusal;
        var asks = request.Word == CustomersWord.Link;
        var reach = asks ? await means.Reached.Of(store, row, cancel) : null;
        if (reach is { Any: false }) return new Refusal.Invalid("due", "nowhere");
        if (reach is { Mail: true }) means.Tell.Leave(store, new(row.Id, CaseMailKind.Proposed, ledger.Row.Id), now);
        await Keep(store, row, ledger, new(decided.Value, now, member.Id) { Word = asks ? null : CustomersWord.Call, Note = note }, cancel);
        await writing.Commit(cancel);
        means.Tell.Ring(member.Organisation);
        return ledger;
    }

    /// <summary>The customer agrees, by their link, to the time that they were asked for.</summary>
    public async Task<Result<LedgerOf>> Agree(string organisation, Guid caseId, Guid commitment, DateTime to, CancellationToken cancel)
    {
        var now = hours.Now;
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCaseOf(caseId, cancel) is not { } row || await store.LedgerOf(row, commitment, cancel) is not { } ledger) return new Refusal.NotFound();
        // Pressed twice, it was pressed.
        if (ledger.Story.Agreed > 0 && ledger.Story.DueAt == to && ledger.Story.Asked is null) return ledger;
        var decided = ledger.Story.Agree(to, CustomersWord.Link, now);
        if (decided.Refusal is { } refusal) return refusal;
        await Keep(store, row, ledger, new(decided.Value, now, null) { Word = CustomersWord.Link }, cancel);
        await writing.Commit(cancel);
        means.Tell.Ring(organisation);
        return ledger;
    }

    private async Task Keep(OrganisationStore store, Case row, LedgerOf ledger, NewLine line, CancellationToken cancel)
    {
        var clocks = await hours.Of(store.Organisation, cancel);
        CommitmentLedger.Write(store, ledger, line, clocks.HoursOf(row.UnitId, null));
        await steps.Add(store, row, CommitmentLedger.StepOf(ledger, line), cancel);
    }
}
