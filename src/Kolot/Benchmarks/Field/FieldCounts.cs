using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>What of the field work is listed where, and how much of it there is.</summary>
internal static class FieldCounts
{
    /// <summary>How many probes there are of each kind: counted once, and not list by list.</summary>
    public static async Task<Dictionary<FieldShow, int>> Of(OrganisationStore store, IQueryable<Probe> probes, int[] graded, CancellationToken cancel)
    {
        var rows = await probes.GroupBy(probe => new { probe.Wave, probe.Review, probe.State }).Select(all => new { all.Key.Wave, all.Key.Review, all.Key.State, Count = all.Count() }).ToListAsync(cancel);
        int Fresh(ProbeState state, Func<int, bool>? wave = null) => rows.Where(row => row.Review == ProbeReview.None && row.State == state && wave?.Invoke(row.Wave) != false).Sum(row => row.Count);
        int Judged(ProbeReview review) => rows.Where(row => row.Review == review).Sum(row => row.Count);
        var toGrade = Fresh(ProbeState.Answered, graded.Contains);
        var done = toGrade == 0 ? 0 : toGrade - await Of(store, probes, FieldShow.Ungraded, graded).CountAsync(cancel);
        return new()
        {
            [FieldShow.Look] = Fresh(ProbeState.Silent) + Fresh(ProbeState.Lost) + Fresh(ProbeState.Answered) - toGrade + done, [FieldShow.Ungraded] = toGrade - done,
            [FieldShow.Sent] = Fresh(ProbeState.Sent), [FieldShow.Planned] = Fresh(ProbeState.Planned),
            [FieldShow.Contested] = Judged(ProbeReview.Contested), [FieldShow.Returned] = Judged(ProbeReview.Returned), [FieldShow.Accepted] = Judged(ProbeReview.Accepted), [FieldShow.Struck] = Judged(ProbeReview.Struck),
        };
    }

    /// <summary>The probes of one kind.</summary>
    public static IQueryable<Probe> Of(OrganisationStore store, IQueryable<Probe> probes, FieldShow show, int[] graded)
    {
        var fresh = probes.Where(probe => probe.Review == ProbeReview.None);
        var first = store.ProbeGradings.Where(grading => !grading.Again);
        return show switch
        {
            FieldShow.Look => fresh.Where(probe => probe.State == ProbeState.Silent || probe.State == ProbeState.Lost || (probe.State == ProbeState.Answered && (!graded.Contains(probe.Wave) || first.Any(grading => grading.ProbeId == probe.Id)))),
            FieldShow.Ungraded => fresh.Where(probe => probe.State == ProbeState.Answered && graded.Contains(probe.Wave) && !first.Any(grading => grading.ProbeId == probe.Id)),
            FieldShow.Sent => fresh.Where(probe => probe.State == ProbeState.Sent),
            FieldShow.Planned => fresh.Where(probe => probe.State == ProbeState.Planned),
            FieldShow.Contested => probes.Where(probe => probe.Review == ProbeReview.Contested),
            FieldShow.Returned => probes.Where(probe => probe.Review == ProbeReview.Returned),
            FieldShow.Accepted => probes.Where(probe => probe.Review == ProbeReview.Accepted),
            _ => probes.Where(probe => probe.Review == ProbeReview.Struck),
        };
    }

    /// <summary>A page of them: by when they were sent, which is found along an index; what is to be made by when it is to be.</summary>
    public static IQueryable<Probe> Page(OrganisationStore store, IQueryable<Probe> probes, FieldQuery query, int[] graded)
    {
        var all = query.Probe is { } one ? probes.Where(probe => probe.Id == one) : Of(store, probes, query.Show, graded);
        var ordered = query.Show == FieldShow.Planned ? all.OrderBy(probe => probe.PlannedAt).ThenBy(probe => probe.Id) : all.OrderBy(probe => probe.SentAt).ThenBy(probe => probe.Id);
        return ordered.Skip(query.Page * ListField.PageSize).Take(ListField.PageSize);
    }
}
