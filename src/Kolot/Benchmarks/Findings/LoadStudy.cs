using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>Reads a study's rows as they count: what was struck, dropped or is still to be made is left out.</summary>
public static class LoadStudy
{
    /// <summary>A study as it counts.</summary>
    /// <param name="Seen">From what its result is reckoned.</param>
    /// <param name="Companies">Its companies, in the order of their numbers.</param>
    /// <param name="Waves">Its waves, in order.</param>
    /// <param name="Waits">Whether some probes still await an answer, so that the result goes on with the clock.</param>
    public sealed record Loaded(StudySeen Seen, IReadOnlyList<StudyCompany> Companies, IReadOnlyList<StudyWave> Waves, bool Waits)
    {
        /// <summary>Some of the answers that delighted, for one to be read.</summary>
        public IReadOnlyList<Quote> Quotes { get; init; } = [];

        /// <summary>What industries are called in English, by what they are called.</summary>
        public IReadOnlyDictionary<string, string> InEnglish { get; } = Companies.Where(one => one is { Industry: not null, IndustryEn: not null }).DistinctBy(one => one.Industry).ToDictionary(one => one.Industry ?? "", one => one.IndustryEn ?? "");
    }

    /// <summary>What a company wrote, and after how many minutes.</summary>
    public sealed record Quote(Guid Company, int Wave, string Text, Within Minutes);

    // Short enough for a margin, long enough to be an answer.
    private const int ShortestQuote = 40, LongestQuote = 240, DelightsLookedAt = 60;

    private sealed record Row(Guid Id, Guid Company, int Wave, ProbeState State, DateTime? SentAt, long? From, long? Until, Outcome? Stated)
    {
        public static Row Of(Probe probe) => new(probe.Id, probe.CompanyId, probe.Wave, probe.State, probe.SentAt, probe.WaitedFrom, probe.WaitedUntil, probe.Stated);
    }

    private const double MsPerMinute = 60_000;

    /// <summary>Reads it in one pass.</summary>
    /// <param name="store">The organisation's.</param>
    /// <param name="study">Which.</param>
    /// <param name="closed">Whether of closed waves alone: all that anybody reads who does not run studies.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="cancel">Breaks it off.</param>
    public static async Task<Loaded> Of(OrganisationStore store, Study study, bool closed, DateTime now, CancellationToken cancel)
    {
        var design = StudyJson.Read<StudyDesign>(study.Design);
        var companies = await store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == study.Id).OrderBy(one => one.Number).ToListAsync(cancel);
        var waves = await store.StudyWaves.AsNoTracking().Where(one => one.StudyId == study.Id && (!closed || one.ClosedAt != null)).OrderBy(one => one.Number).ToListAsync(cancel);
        var forms = await store.StudyForms.AsNoTracking().Where(one => one.StudyId == study.Id).ToDictionaryAsync(one => one.Number, one => StudyJson.Read<AssessmentForm>(one.Content), cancel);
        var counting = Counting(store, study.Id, closed);
        var probes = await counting.OrderBy(one => one.Id)
            .Select(one => new Row(one.Id, one.CompanyId, one.Wave, one.State, one.SentAt, one.WaitedFrom, one.WaitedUntil, one.Stated)).ToListAsync(cancel);
        var (first, again) = await Grades(store, counting, forms, cancel);

        ProbeSeen Seen(Row row)
        {
            var (minutes, grade) = (Minutes(row, now), first.GetValueOrDefault(row.Id));
            return new(row.Company, row.Wave, row.State, minutes, grade, again.GetValueOrDefault(row.Id), row.Stated ?? design.Rule.Of(row.State, minutes, grade));
        }

        var seen = probes.ConvertAll(Seen);
        return new(
            new(design, [.. companies.Select(one => new CompanySeen(one.Id, one.Industry, one.Ours))], seen),
            companies, waves, probes.Exists(row => row.State == ProbeState.Sent))
        {
            Quotes = await Quoted(store, [.. probes.Zip(seen).Where(one => one.Second.Outcome == Outcome.Delight).Take(DelightsLookedAt)], cancel),
        };
    }

    private static async Task<IReadOnlyList<Quote>> Quoted(OrganisationStore store, (Row Row, ProbeSeen Seen)[] delights, CancellationToken cancel)
    {
        var ids = delights.Select(one => one.Row.Id).ToArray();
        var replies = await store.ProbeReplies.AsNoTracking().Where(reply => ids.Contains(reply.ProbeId) && !reply.Automatic && reply.Text != null).OrderBy(reply => reply.From).ThenBy(reply => reply.Id).ToListAsync(cancel);
        return
        [
            .. from one in delights join reply in replies on one.Row.Id equals reply.ProbeId where reply.Text is { Length: >= ShortestQuote and <= LongestQuote }
               select new Quote(one.Seen.Company, one.Seen.Wave, reply.Text ?? "", one.Seen.Minutes),
        ];
    }

    /// <summary>The probes of a study that count, or still may; of all waves, or of the closed ones.</summary>
    public static IQueryable<Probe> Counting(OrganisationStore store, Guid study, bool closed)
    {
        var probes = store.Probes.AsNoTracking().Where(one => one.StudyId == study && one.State != ProbeState.Planned && one.State != ProbeState.Dropped && one.Review != ProbeReview.Struck);
        return closed ? probes.Where(one => store.StudyWaves.Any(wave => wave.StudyId == study && wave.Number == one.Wave && wave.ClosedAt != null)) : probes;
    }

    /// <summary>Between how many minutes a probe was answered, or for how long it was watched.</summary>
    public static Within Minutes(Probe probe, DateTime now) => Minutes(Row.Of(probe), now);

    private static Within Minutes(Row row, DateTime now) => row.State switch
    {
        ProbeState.Answered => new((row.From ?? 0) / MsPerMinute, row.Until / MsPerMinute ?? double.MaxValue),
        ProbeState.Silent => row.From is { } watched ? new(watched / MsPerMinute, double.PositiveInfinity) : Within.Never,
        ProbeState.Sent => new(row.SentAt is { } sent ? Math.Max(0, (now - sent).TotalMinutes) : 0, double.PositiveInfinity),
        _ => Within.Unknown,
    };

    /// <summary>How answers were graded, first and again, by the forms of the study.</summary>
    public static async Task<(Dictionary<Guid, Grade> First, Dictionary<Guid, Grade> Again)> Grades(OrganisationStore store, IQueryable<Probe> probes, Dictionary<int, AssessmentForm> forms, CancellationToken cancel)
    {
        var gradings = await store.ProbeGradings.AsNoTracking().Join(probes, grading => grading.ProbeId, probe => probe.Id, (grading, _) => new { grading.ProbeId, grading.Again, grading.Form, grading.Grades }).ToListAsync(cancel);
        var (first, again) = (new Dictionary<Guid, Grade>(gradings.Count), new Dictionary<Guid, Grade>());
        foreach (var one in gradings)
            if (forms.TryGetValue(one.Form, out var form)) (one.Again ? again : first)[one.ProbeId] = form.Of(StudyJson.ReadGrades(one.Grades));
        return (first, again);
    }
}
