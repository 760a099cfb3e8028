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
        foreach (var row in steps.Where(one => one.Row.CustomerId is not null && GoesOn(one.Row, one.Step)).Select(one => one.Row).Distinct()) await TakenBack.Run(store, (Source, IdOf(row)), cancel);
        await Tell(store, [.. steps.Where(one => one.Row is { CustomerId: not null, ClosedAt: not null } && one.Step.Kind is CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed).DistinctBy(one => one.Row)], cancel);
    }

    // Of what was never closed nothing was told: who speaks while it goes on costs nothing here.
    private static bool GoesOn(Case row, CaseStep step) => step.Kind switch
    {
        CaseStepKinds.Heard or CaseStepKinds.Reopened => row.Reopened > 0 && row.ClosedAt is null,
        CaseStepKinds.ClosingUndone => row.ClosedAt is null,
        _ => false,
    };

    private static async Task Tell(OrganisationStore store, (Case Row, CaseStep Step)[] closings, CancellationToken cancel)
    {
        if (closings.Length == 0) return;
        var (ids, names) = (closings.Select(one => one.Row.Id).ToArray(), closings.Select(one => IdOf(one.Row)).ToArray());
        var putRight = (await store.RecoverySteps.Where(made => EF.Parameter(ids).Contains(made.CaseId)).Select(made => made.CaseId).Distinct().ToListAsync(cancel)).ToHashSet();
        var told = (await store.CustomerEvents.Where(known => known.Source == Source && EF.Parameter(names).Contains(known.SourceId)).Select(known => known.SourceId).ToListAsync(cancel)).ToHashSet();
        foreach (var (row, step) in closings.Where(one => !told.Contains(IdOf(one.Row))))
        {
            if (row.CustomerId is not { } customer || ReadyAsking.After(row.Kind, putRight.Contains(row.Id)) is not { } asking) continue;
            var happened = new CustomerEvent { Id = Guid.CreateVersion7(step.At), Source = Source, SourceId = IdOf(row), Kind = asking.Event, CustomerId = customer, At = step.At, KeptAt = step.At, Known = "{}" };
            store.CustomerEvents.Add(happened);
            store.Errands.Add(new() { Kind = EventRound.Errand, Subject = happened.Id.ToString(), DueAt = step.At });
        }
    }

    private static string IdOf(Case row) => $"case-{row.Number}";
}
