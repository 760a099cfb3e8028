using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Restatements;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Commitments;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Restatements;

/// <summary>The customer's answer to what was said back to them: by their link, or on a call that a member notes.</summary>
public sealed class AnswerRestatement(Stores stores, CaseSteps steps, KnownHours hours)
{
    /// <summary>What is answered.</summary>
    /// <param name="Restatement">Which.</param>
    /// <param name="Said">What they said instead; null where they confirm.</param>
    public sealed record Request(Guid Restatement, string? Said);

    /// <summary>By their link. Said twice, it is said once.</summary>
    public async Task<Result<Restatement>> Run(string organisation, Guid caseId, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        return await store.HoldCaseOf(caseId, cancel) is { } row ? await Keep(store, writing, (row, null), request, cancel) : new Refusal.NotFound();
    }

    /// <summary>On a call.</summary>
    public async Task<Result<Restatement>> Note(Member member, long number, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        return await store.HoldCase(member, number, cancel) is { } row ? await Keep(store, writing, (row, member.Id), request, cancel) : new Refusal.NotFound();
    }

    private async Task<Result<Restatement>> Keep(OrganisationStore store, Writing writing, (Case Row, Guid? Member) by, Request request, CancellationToken cancel)
    {
        var said = request.Said is null ? (Result<string>?)null : Understandings.Read(request.Said, "said");
        if (said?.Refusal is { } refusal) return refusal;
        var cases = await store.Together(by.Row, cancel);
        if (await store.Restatements.SingleOrDefaultAsync(one => one.Id == request.Restatement && cases.Contains(one.CaseId), cancel) is not { } found) return new Refusal.NotFound();
        var ending = said is null ? RestatementEnding.Confirmed : RestatementEnding.Corrected;
        if (found.Ending == ending) return found;
        // Whoever confirmed may see afterwards that it is not quite so; nobody un-says a correction that was answered meanwhile.
        if (found.Ending is not (RestatementEnding.Waiting or RestatementEnding.Confirmed)) return new Refusal.Conflict("changed_meanwhile");
        (found.Ending, found.EndedAt, found.Said) = (ending, hours.Now, said?.Value);
        await steps.Add(store, by.Row, Restate.StepOf(found, by.Member, byCustomer: by.Member is null), cancel);
        await writing.Commit(cancel);
        return found;
    }
}
