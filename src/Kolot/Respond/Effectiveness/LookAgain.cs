using System.Globalization;
using Kolot.Core.Listen;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Effectiveness;

/// <summary>Answers the errand "seven days after this closing": whether its customer had to turn to us again. It is counted on the day on which that is known.</summary>
public sealed class LookAgain : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "case.again";

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>The subject of a closing.</summary>
    public static string SubjectOf(Guid id, int step) => string.Create(CultureInfo.InvariantCulture, $"{id} {step}");

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        foreach (var errand in errands)
        {
            if (errand.Subject.Split(' ') is not [var which, var closing] || !Guid.TryParse(which, out var id) || !int.TryParse(closing, NumberStyles.None, CultureInfo.InvariantCulture, out var step)) continue;
            await Look(store, id, step, cancel);
        }

        await store.SaveChangesAsync(cancel);
    }

    // Done twice, it finds that it was done. A case that is gone takes what it told along.
    private static async Task Look(OrganisationStore store, Guid id, int step, CancellationToken cancel)
    {
        if (await store.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } row) return;
        if (await store.CaseOutcomes.AnyAsync(known => known.CaseId == id && known.Step == step && known.ContactAgain != null, cancel)) return;
        var steps = await store.OutcomeStepsOf(id, cancel);
        if (steps.FirstOrDefault(one => one.Number == step) is not { Read: { Kind: not null, At: var at } }) return;
        var until = at + CaseOutcome.Again;
        if (CaseOutcome.WasAgain([.. steps.Where(one => one.Number > step).Select(one => one.Read)], until, await Spoke(store, row, (at, until), cancel)) is not { } again) return;
        store.CaseOutcomes.Add(await store.NewOutcome(row, new(step, until) { Again = again }, cancel));
    }

    private static async Task<bool?> Spoke(OrganisationStore store, Case row, (DateTime From, DateTime Until) days, CancellationToken cancel)
    {
        if (row.CustomerId is not { } customer) return null;
        var (from, until) = (days.From, days.Until);
        VoiceKind[] turning = [VoiceKind.Complaint, VoiceKind.Request, VoiceKind.Question];
        return await store.Voices.AnyAsync(voice => voice.CustomerId == customer && !voice.History && voice.HeardAt > from && voice.HeardAt <= until && turning.Contains(voice.Kind), cancel);
    }
}
