using Kolot.Core.Listen.Inviting;
using Kolot.Core.Respond.Afterwards;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.Inviting.Planning;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Afterwards;

/// <summary>That a case was closed is an event of its customer's: campaigns that wait for it ask, by the rules of how often anybody may be asked, and nothing else does.</summary>
/// <remarks>A case that goes on before anybody was asked takes its event back; once they were asked, closing it again asks no second time.</remarks>
public sealed class TellOfClosing : ICaseFollows
{
    private const string Source = "kolot";

    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        foreach (var (row, step) in steps.Where(one => one.Row.CustomerId is not null))
            if (GoesOn(row, step)) await TakenBack.Run(store, (Source, IdOf(row)), cancel);
            else if (step.Kind is CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed) await Tell(store, row, step, cancel);
    }

    // Of what was never closed nothing was told: who speaks while it goes on costs nothing here.
    private static bool GoesOn(Case row, CaseStep step) => step.Kind switch
    {
        CaseStepKinds.Heard or CaseStepKinds.Reopened => row.Reopened > 0 && row.ClosedAt is null,
        CaseStepKinds.ClosingUndone => row.ClosedAt is null,
        _ => false,
    };

    private static async Task Tell(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        if (row.CustomerId is not { } customer || ReadyAsking.After(row.Kind, await store.RecoverySteps.AnyAsync(made => made.CaseId == row.Id, cancel)) is not { } asking) return;
        var id = IdOf(row);
        if (await store.CustomerEvents.AnyAsync(known => known.Source == Source && known.SourceId == id, cancel)) return;
        var happened = new CustomerEvent { Id = Guid.CreateVersion7(step.At), Source = Source, SourceId = id, Kind = asking.Event, CustomerId = customer, At = step.At, KeptAt = step.At, Known = "{}" };
        store.CustomerEvents.Add(happened);
        store.Errands.Add(new() { Kind = EventRound.Errand, Subject = happened.Id.ToString(), DueAt = step.At });
    }

    private static string IdOf(Case row) => $"case-{row.Number}";
}
