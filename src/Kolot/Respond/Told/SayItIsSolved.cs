using Kolot.Core;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Told;

/// <summary>The customer says, by their link, that it is solved, which closes the case as confirmed; or that it is not, which has it go on. Said twice, it is said once.</summary>
public sealed class SayItIsSolved(Stores stores, CaseSteps steps, KnownHours hours, TellSoon tell)
{
    /// <summary>What is said.</summary>
    /// <param name="Solved">Whether it is solved.</param>
    /// <param name="Minutes">How many minutes of their own it took, where they say so.</param>
    public readonly record struct Said(bool Solved, int? Minutes = null);

    /// <summary>Does it.</summary>
    public async Task<Result<Case>> Run(string organisation, Guid caseId, Said said, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCaseOf(caseId, cancel) is not { } row) return new Refusal.NotFound();
        var (solved, minutes) = (said.Solved, said.Solved && said.Minutes is >= 0 and <= CaseOutcome.MostMinutes ? said.Minutes : null);
        var stands = solved ? row.Confirmed == true : row.State < CaseState.Answered;
        if (stands) return row;
        await steps.Add(store, row, new() { Kind = solved ? CaseStepKinds.ClosedConfirmed : CaseStepKinds.Heard, At = hours.Now, ByCustomer = true, Details = CaseDetails.Of(("solved", solved), ("minutes", minutes)), SeenByCustomer = true }, cancel);
        await writing.Commit(cancel);
        tell.Ring(organisation);
        return row;
    }
}
