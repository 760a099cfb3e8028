using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Answers the errand "look after field work": what nobody answered until its horizon is silent, and evidence whose time is over goes.</summary>
public sealed class FieldSweep(TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "studies.field";

    // Bytes are removed by so many files at a time.
    private const int Together = 50;

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>It holds studies, for which shoppers wait who hold nothing else.</summary>
    public bool ComesFirst => true;

    /// <summary>Has it come when something is due: called by whoever sends a probe or keeps evidence, in the same transaction. The caller saves.</summary>
    public static Task Arm(OrganisationStore store, DateTime at, DateTime now, CancellationToken cancel) => OneErrand.Arm(store, Errand, at, now, cancel);

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime?[] next = [await FallSilent(store, now, cancel), await LetGo(store, now, cancel)];
        if (next.Min() is not { } due) return;
        await Arm(store, due, now, cancel);
        await store.SaveChangesAsync(cancel);
    }

    // In one order, so that two nodes wait for each other in a row.
    private static async Task<DateTime?> FallSilent(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var watched = await store.Probes.Where(probe => probe.State == ProbeState.Sent && probe.SentAt != null).Select(probe => probe.StudyId).Distinct().ToArrayAsync(cancel);
        DateTime? next = null;
        foreach (var study in await store.Studies.AsNoTracking().Where(one => watched.Contains(one.Id)).OrderBy(one => one.Id).ToListAsync(cancel))
        {
            var horizon = TimeSpan.FromMinutes(StudyOf.Of(study).Design.Rule.NeverAfterMinutes);
            var border = now - horizon;
            var sent = store.Probes.Where(probe => probe.StudyId == study.Id && probe.State == ProbeState.Sent);
            if (await sent.AnyAsync(probe => probe.SentAt <= border, cancel))
            {
                await HeldProbe.Hold(store, study.Id, cancel);
                await sent.Where(probe => probe.SentAt <= border).ExecuteUpdateAsync(set => set
                    .SetProperty(probe => probe.State, ProbeState.Silent).SetProperty(probe => probe.WaitedFrom, (long)horizon.TotalMilliseconds).SetProperty(probe => probe.WaitedUntil, (long?)null)
                    .SetProperty(probe => probe.Version, probe => probe.Version + 1), cancel);
            }

            if (await sent.MinAsync(probe => probe.SentAt, cancel) is { } first && (next is null || first + horizon < next)) next = first + horizon;
        }

        return next;
    }

    private static async Task<DateTime?> LetGo(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var over = await store.ProbeEvidence.Where(evidence => evidence.Until <= now).OrderBy(evidence => evidence.Until).Take(Together).Select(evidence => evidence.Id).ToArrayAsync(cancel);
        await store.FileParts.Where(part => over.Contains(part.FileId)).ExecuteDeleteAsync(cancel);
        await store.ProbeEvidence.Where(evidence => over.Contains(evidence.Id)).ExecuteDeleteAsync(cancel);
        return await store.ProbeEvidence.MinAsync(evidence => (DateTime?)evidence.Until, cancel);
    }
}
