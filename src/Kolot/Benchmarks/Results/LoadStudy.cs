using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Results;

/// <summary>Reads a study's rows as they count: what was struck, dropped or is still to be made is left out.</summary>
public static class LoadStudy
{
    /// <summary>A study as it counts.</summary>
    /// <param name="Seen">From what its result is reckoned.</param>
    /// <param name="Companies">Its companies, in the order of their numbers.</param>
    /// <param name="Waves">Its waves, in order.</param>
    /// <param name="Waits">Whether some probes still await an answer, so that the result goes on with the clock.</param>
    public sealed record Loaded(StudySeen Seen, IReadOnlyList<StudyCompany> Companies, IReadOnlyList<StudyWave> Waves, bool Waits);

    private sealed record Row(Guid Id, Guid Company, int Wave, ProbeState State, DateTime? SentAt, long? From, long? Until, Outcome? Stated);

    private const double MsPerMinute = 60_000;

    /// <summary>Reads it in one pass.</summary>
    public static async Task<Loaded> Of(OrganisationStore store, Study study, DateTime now, CancellationToken cancel)
    {
        var design = StudyJson.Read<StudyDesign>(study.Design);
        var companies = await store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == study.Id).OrderBy(one => one.Number).ToListAsync(cancel);
        var waves = await store.StudyWaves.AsNoTracking().Where(one => one.StudyId == study.Id).OrderBy(one => one.Number).ToListAsync(cancel);
        var forms = await store.StudyForms.AsNoTracking().Where(one => one.StudyId == study.Id).ToDictionaryAsync(one => one.Number, one => StudyJson.Read<AssessmentForm>(one.Content), cancel);
        var counting = Counting(store, study.Id);
        var probes = await counting.OrderBy(one => one.Id)
            .Select(one => new Row(one.Id, one.CompanyId, one.Wave, one.State, one.SentAt, one.WaitedFrom, one.WaitedUntil, one.Stated)).ToListAsync(cancel);
        var (first, again) = await Grades(store, counting, forms, cancel);

        ProbeSeen Seen(Row row)
        {
            var (minutes, grade) = (Minutes(row, now), first.GetValueOrDefault(row.Id));
            return new(row.Company, row.Wave, row.State, minutes, grade, again.GetValueOrDefault(row.Id), row.Stated ?? design.Rule.Of(row.State, minutes, grade));
        }

        return new(
            new(design, [.. companies.Select(one => new CompanySeen(one.Id, one.Industry, one.Ours))], [.. probes.Select(Seen)]),
            companies, waves, probes.Any(row => row.State == ProbeState.Sent));
    }

    /// <summary>The probes of a study that count, or still may.</summary>
    public static IQueryable<Probe> Counting(OrganisationStore store, Guid study) => store.Probes.AsNoTracking()
        .Where(one => one.StudyId == study && one.State != ProbeState.Planned && one.State != ProbeState.Dropped && one.Review != ProbeReview.Struck);

    /// <summary>Between how many minutes a probe was answered, or for how long it was watched.</summary>
    public static Within Minutes(Probe probe, DateTime now) => Minutes(new(probe.Id, probe.CompanyId, probe.Wave, probe.State, probe.SentAt, probe.WaitedFrom, probe.WaitedUntil, probe.Stated), now);

    private static Within Minutes(Row row, DateTime now) => row.State switch
    {
        ProbeState.Answered => new((row.From ?? 0) / MsPerMinute, row.Until / MsPerMinute ?? double.MaxValue),
        ProbeState.Silent => row.From is { } watched ? new(watched / MsPerMinute, double.PositiveInfinity) : Within.Never,
        ProbeState.Sent => new(row.SentAt is { } sent ? Math.Max(0, (now - sent).TotalMinutes) : 0, double.PositiveInfinity),
        _ => Within.Unknown,
    };

    private static async Task<(Dictionary<Guid, Grade> First, Dictionary<Guid, Grade> Again)> Grades(OrganisationStore store, IQueryable<Probe> probes, Dictionary<int, AssessmentForm> forms, CancellationToken cancel)
    {
        var gradings = await (from grading in store.ProbeGradings.AsNoTracking() join probe in probes on grading.ProbeId equals probe.Id
                              select new { grading.ProbeId, grading.Again, grading.Form, grading.Grades }).ToListAsync(cancel);
        var (first, again) = (new Dictionary<Guid, Grade>(gradings.Count), new Dictionary<Guid, Grade>());
        foreach (var one in gradings)
            if (forms.TryGetValue(one.Form, out var form)) (one.Again ? again : first)[one.ProbeId] = form.Of(StudyJson.ReadGrades(one.Grades));
        return (first, again);
    }
}
