using Kolot.Core.Calendars;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.TopLine;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.TopLine;

/// <summary>What is written to the top goes to its team, its customer hears from it in its rhythm, and nothing but their own word closes it.</summary>
public sealed class FollowTopLine(KnownHours hours) : ICaseFollows
{
    /// <summary>The errand by which the team is reminded that the customer is to hear from it; its subject is the case.</summary>
    public const string Errand = "topline.next";

    /// <summary>The moment, UTC.</summary>
    internal DateTime Now => hours.Now;

    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        var top = await LineOf(store, cancel);
        var ids = steps.Select(one => one.Row.Id).Distinct().ToArray();
        await store.TopLineCases.Where(line => EF.Parameter(ids).Contains(line.CaseId)).LoadAsync(cancel);
        foreach (var (row, step) in steps) await Follow(store, top, (row, step), cancel);
    }

    private async Task Follow(OrganisationStore store, TopLineRow? top, (Case Row, CaseStep Step) one, CancellationToken cancel)
    {
        var (row, step) = one;
        // One that was put there a step before is not in the database yet.
        if (store.TopLineCases.Local.FindEntry(row.Id)?.Entity is not { } line)
        {
            if (step.Kind is not (CaseStepKinds.Opened or CaseStepKinds.Heard) || top?.ChannelId is not { } channel) return;
            if (await store.CaseVoices.AnyAsync(said => said.CaseId == row.Id && store.Voices.Any(voice => voice.Id == said.VoiceId && voice.ChannelId == channel), cancel)) await Put(store, row, top, step.At, cancel);
            return;
        }

        // Whoever closes is told so before; this stands behind them all.
        if (step.Kind == CaseStepKinds.ClosedUnconfirmed) throw new InvalidOperationException("A case of the line to the top is closed by its customer's word alone.");
        if (step.Kind == CaseStepKinds.MergedAway) await PassOn(store, row, line, cancel);
        if (step.Kind is CaseStepKinds.ClosedConfirmed or CaseStepKinds.MergedAway) line.NextAt = null;
        else if (row.ClosedAt is null && (step.SeenByCustomer || line.NextAt is null)) await Arm(store, row, line, step.At, cancel);
    }

    /// <summary>Puts a case on the line. The caller saves.</summary>
    internal async Task Put(OrganisationStore store, Case row, TopLineRow top, DateTime at, CancellationToken cancel)
    {
        var line = new TopLineCase { CaseId = row.Id };
        store.TopLineCases.Add(line);
        row.UnitId = top.UnitId ?? row.UnitId;
        await Arm(store, row, line, at, cancel);
    }

    // What goes on elsewhere is still of the line.
    private static async Task PassOn(OrganisationStore store, Case row, TopLineCase line, CancellationToken cancel)
    {
        if (row.MergedInto is not { } into || line.NextAt is not { } next || await store.TopLineCases.AnyAsync(one => one.CaseId == into, cancel)) return;
        store.TopLineCases.Add(new() { CaseId = into, NextAt = next });
        store.Errands.Add(new() { Kind = Errand, Subject = into.ToString(), DueAt = next });
    }

    /// <summary>The line, where there is one.</summary>
    internal static Task<TopLineRow?> LineOf(OrganisationStore store, CancellationToken cancel) => store.TopLines.AsNoTracking().SingleOrDefaultAsync(cancel);

    private async Task Arm(OrganisationStore store, Case row, TopLineCase line, DateTime at, CancellationToken cancel)
    {
        var days = (await LineOf(store, cancel))?.EveryDays is { } set and > 0 ? set : 1;
        line.NextAt = new TopLineRhythm(days).Next(await ClockOf(store, row, cancel), at);
        store.Errands.Add(new() { Kind = Errand, Subject = row.Id.ToString(), DueAt = line.NextAt.Value });
    }

    private async Task<ServiceClock> ClockOf(OrganisationStore store, Case row, CancellationToken cancel) => (await hours.Of(store.Organisation, cancel)).HoursOf(row.UnitId, null);
}
