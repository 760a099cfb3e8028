using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Lists the studies within reach, the newest first.</summary>
public sealed class ListStudies(Stores stores)
{
    /// <summary>A study, and how much of it there is.</summary>
    /// <param name="Study">The study.</param>
    /// <param name="Companies">How many companies it compares.</param>
    /// <param name="Waves">How many waves it has.</param>
    /// <param name="Probes">How many probes were planned in them; what was dropped is not counted.</param>
    public sealed record Line(StudyOf Study, int Companies, int Waves, int Probes)
    {
        /// <summary>Whether a wave of it goes on.</summary>
        public bool GoesOn { get; init; }
    }

    /// <summary>Loads them.</summary>
    public async Task<IReadOnlyList<Line>> Run(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.StudiesSeenBy(reader).AsNoTracking();
        var rows = await seen.OrderByDescending(study => study.BegunAt).ThenBy(study => study.Code).ToListAsync(cancel);
        var companies = await store.StudyCompanies.Where(one => seen.Any(study => study.Id == one.StudyId)).GroupBy(one => one.StudyId).Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel);
        // Others are told of closed waves alone.
        var runs = StudyOf.MayRun(reader);
        var waves = await store.StudyWaves.Where(one => (runs || one.ClosedAt != null) && seen.Any(study => study.Id == one.StudyId)).GroupBy(one => one.StudyId).Select(all => new { all.Key, Count = all.Count(), Open = all.Count(one => one.ClosedAt == null) }).ToDictionaryAsync(one => one.Key, one => one, cancel);
        var probes = await store.Probes.Where(one => one.State != Core.Benchmarks.ProbeState.Dropped && (runs || store.StudyWaves.Any(wave => wave.StudyId == one.StudyId && wave.Number == one.Wave && wave.ClosedAt != null)) && seen.Any(study => study.Id == one.StudyId)).GroupBy(one => one.StudyId)
            .Select(all => new { all.Key, Count = all.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel);
        return [.. rows.Select(row => new Line(StudyOf.Of(row), companies.GetValueOrDefault(row.Id), waves.GetValueOrDefault(row.Id)?.Count ?? 0, probes.GetValueOrDefault(row.Id)) { GoesOn = waves.GetValueOrDefault(row.Id)?.Open > 0 })];
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/studies", async (Visit visit, ListStudies list, CancellationToken cancel) =>
        new RazorComponentResult<StudiesPage>(new { Lines = await list.Run(visit.Here, cancel) })).Needs(Right.ReadScores);
}
