using Kolot.Core.Respond.Cases;
using Kolot.Listen.Inviting.Planning;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Recovery;

/// <summary>Once something was made right and the case is closed, that is an event of the customer's: campaigns that wait for it ask the trust question, by the rules of how often anybody may be asked.</summary>
public sealed class AskForTrust : ICaseFollows
{
    /// <summary>The event's kind, as campaigns name it.</summary>
    public const string Event = "recovered";

    private const string Source = "kolot";

    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        foreach (var (row, step) in steps) await Ask(store, row, step, cancel);
    }

    private static async Task Ask(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        if (step.Kind is not (CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed) || row.CustomerId is not { } customer) return;
        if (row.Kind != CaseKind.Recovery && !await store.RecoverySteps.AnyAsync(made => made.CaseId == row.Id, cancel)) return;
        // A case that goes on and is closed again asks no second time.
        var id = $"case-{row.Number}";
        if (await store.CustomerEvents.AnyAsync(known => known.Source == Source && known.SourceId == id && known.Kind == Event, cancel)) return;
        var happened = new Core.Listen.Inviting.CustomerEvent { Id = Guid.CreateVersion7(step.At), Source = Source, SourceId = id, Kind = Event, CustomerId = customer, At = step.At, KeptAt = step.At, Known = "{}" };
        store.CustomerEvents.Add(happened);
        store.Errands.Add(new() { Kind = EventRound.Errand, Subject = happened.Id.ToString(), DueAt = step.At });
    }
}
