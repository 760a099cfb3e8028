using System.Globalization;
using Kolot.Core.Listen;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Effectiveness;

/// <summary>What is to be kept of a closing.</summary>
/// <param name="Step">The number of its step.</param>
/// <param name="At">When it was known.</param>
internal sealed record ToldOutcome(int Step, DateTime At)
{
    /// <summary>What the case tells as it is closed.</summary>
    public CaseOutcome? Outcome { get; init; }

    /// <summary>Whether its customer turned to us again within seven days.</summary>
    public bool? Again { get; init; }
}

/// <summary>Makes rows of what is counted of cases.</summary>
internal static class OutcomeRows
{
    /// <summary>The steps of a case in their order, with their numbers.</summary>
    public static async Task<IReadOnlyList<(int Number, OutcomeStep Read)>> OutcomeStepsOf(this OrganisationStore store, Guid id, CancellationToken cancel) =>
    [
        .. (await store.CaseSteps.AsNoTracking().Where(step => step.CaseId == id).OrderBy(step => step.Number).ToListAsync(cancel))
            .Select(step => (step.Number, new OutcomeStep(step.Kind, step.At, int.TryParse(step.Detail("minutes"), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? minutes : null))),
    ];

    /// <summary>A row of a case: about what its first voice was about, and whose the case is.</summary>
    public static async Task<OutcomeRow> NewOutcome(this OrganisationStore store, Case row, ToldOutcome told, CancellationToken cancel)
    {
        var began = await store.Voices.AsNoTracking().Where(voice => store.CaseVoices.Any(one => one.CaseId == row.Id && one.VoiceId == voice.Id)).OrderBy(voice => voice.Place)
            .Select(voice => new { voice.Id, voice.Kind, voice.ChannelId, voice.TouchpointId, voice.Language }).FirstOrDefaultAsync(cancel);
        return new()
        {
            Place = await FreePlace(store, told.At, row.Number, cancel), CaseId = row.Id, Step = told.Step, VoiceId = began?.Id, Kind = began?.Kind ?? KindOf(row.Kind), ChannelId = began?.ChannelId,
            TouchpointId = began?.TouchpointId ?? row.TouchpointId, UnitId = row.UnitId, CustomerId = row.CustomerId, OwnerId = row.OwnerId, Language = began?.Language,
            Confirmed = told.Outcome?.Confirmed, SolvedAtFirst = told.Outcome?.SolvedAtFirst, OwnMinutes = told.Outcome?.OwnMinutes, ContactAgain = told.Again,
        };
    }

    // What comes next to it, for a case that began without a voice.
    private static VoiceKind KindOf(CaseKind kind) => kind switch { CaseKind.Question => VoiceKind.Question, CaseKind.Request => VoiceKind.Request, _ => VoiceKind.Complaint };

    // No two of all that is counted have the same: what is in memory is known by it.
    private static async Task<long> FreePlace(OrganisationStore store, DateTime at, long number, CancellationToken cancel)
    {
        for (var running = number; ; running++)
        {
            var place = Place.Of(at, running);
            if (!await store.Voices.AnyAsync(voice => voice.Place == place, cancel) && !await store.CaseOutcomes.AnyAsync(known => known.Place == place, cancel)) return place;
        }
    }
}
