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

        /// <summary>How many companies lack one of the channels by which others were approached: between these and the others the channel differs, and not chance alone.</summary>
        public int LackChannels { get; init; }

        /// <summary>What industries are called in English, by what they are called.</summary>
        public IReadOnlyDictionary<string, string> InEnglish { get; } = Companies.Where(one => one is { Industry: not null, IndustryEn: not null }).DistinctBy(one => one.Industry).ToDictionary(one => one.Industry ?? "", one => one.IndustryEn ?? "");

        /// <summary>By which ways companies were approached: the design may say others by now, for the waves to come.</summary>
        public IReadOnlyList<ProbeChannel> Channels { get; init; } = [];

        /// <summary>How many probes were planned for each company in a wave, by its number; the most, where not all got as many.</summary>
        public IReadOnlyDictionary<int, int> Each { get; init; } = new Dictionary<int, int>();

        /// <summary>What was planned and does not count, and what counts though nobody looked at it.</summary>
        public LeftOut LeftOut { get; init; } = new(0, 0, 0, 0);

        /// <summary>Whether some item of its forms fails all of an answer.</summary>
        public bool Critical { get; init; }

        /// <summary>How many count that came to an end, and that no reviewer accepted yet.</summary>
        public int Unlooked { get; init; }

        /// <summary>Whether both waves of a comparison were graded by the same version of the form: grades by others are no more alike than two scales.</summary>
        public bool SameForm(StudyComparison one) => one.Wave == 0 || Waves.First(wave => wave.Number == one.Wave).Form == Waves.First(wave => wave.Number == one.Before).Form;
    }

    /// <summary>Probes that a reader must know of beside those that count.</summary>
    /// <param name="Dropped">Planned, and not made or taken out.</param>
    /// <param name="Struck">Struck by a reviewer.</param>
    /// <param name="StruckSince">Of these, since the result was published.</param>
    /// <param name="NotLookedAt">Of closed waves, and counted, though no reviewer accepted them.</param>
    public sealed record LeftOut(int Dropped, int Struck, int StruckSince, int NotLookedAt)
    {
        /// <summary>Counted by grades that a reviewer corrected.</summary>
        public int Corrected { get; init; }
    }

    /// <summary>What a company wrote, and after how many minutes.</summary>
    public sealed record Quote(Guid Company, int Wave, string Text, Within Minutes);

    // Short enough for a margin, long enough to be an answer.
    private const int ShortestQuote = 40, LongestQuote = 240, DelightsLookedAt = 60;

    private sealed record Row(Guid Id, Guid Company, int Wave, ProbeState State, DateTime? SentAt, long? From, long? Until, Outcome? Stated, ProbeReview Review)
    {
        public static Row Of(Probe probe) => new(probe.Id, probe.CompanyId, probe.Wave, probe.State, probe.SentAt, probe.WaitedFrom, probe.WaitedUntil, probe.Stated, probe.Review);
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
            .Select(one => new Row(one.Id, one.CompanyId, one.Wave, one.State, one.SentAt, one.WaitedFrom, one.WaitedUntil, one.Stated, one.Review)).ToListAsync(cancel);
        var (counted, again, first) = await Grades(store, counting, forms, cancel);

        ProbeSeen Seen(Row row)
        {
            var (minutes, grade) = (Minutes(row, now), counted.GetValueOrDefault(row.Id));
            return new(row.Company, row.Wave, row.State, minutes, grade, again.GetValueOrDefault(row.Id), row.Stated ?? design.Rule.Of(row.State, minutes, grade)) { First = first.GetValueOrDefault(row.Id) };
        }

        var seen = probes.ConvertAll(Seen);
        var channels = await counting.Select(one => one.Channel).Distinct().OrderBy(one => one).ToListAsync(cancel);
        return new(
            new(design, [.. companies.Select(one => new CompanySeen(one.Id, one.Industry, one.Ours))], seen),
            companies, waves, probes.Exists(row => row.State == ProbeState.Sent))
        {
            Quotes = await Quoted(store, [.. probes.Zip(seen).Where(one => one is { First.Review: ProbeReview.Accepted, Second.Outcome: Outcome.Delight }).Take(DelightsLookedAt)], cancel),
            Critical = forms.Values.Any(HasCritical),
            Unlooked = study.Kind != StudyKind.Shopped ? 0 : probes.Count(row => row.State != ProbeState.Sent && row.Review != ProbeReview.Accepted),
            Channels = channels, LackChannels = study.Kind == StudyKind.Shopped ? Lacking(companies, channels) : 0,
            Each = (await Of(store, study.Id, closed).GroupBy(one => new { one.Wave, one.CompanyId }).Select(some => new { some.Key.Wave, Count = some.Count() }).Distinct().ToListAsync(cancel)).GroupBy(some => some.Wave).ToDictionary(some => some.Key, some => some.Max(one => one.Count)),
            LeftOut = await Left(store, study, closed, cancel) with { Corrected = first.Count },
        };
    }

    /// <summary>Whether some item of a form fails all of an answer.</summary>
    public static bool HasCritical(AssessmentForm form) => form.Items.Any(item => item.Critical);

    private static int Lacking(List<StudyCompany> companies, List<ProbeChannel> used) =>
        companies.Count(company => StudyJson.Read<Dictionary<ProbeChannel, string>>(company.Addresses) is var addresses && !used.TrueForAll(addresses.ContainsKey));

    private static async Task<LeftOut> Left(OrganisationStore store, Study study, bool closed, CancellationToken cancel)
    {
        if (study.Kind != StudyKind.Shopped) return new(0, 0, 0, 0);
        var of = Of(store, study.Id, closed);
        var dropped = await of.CountAsync(one => one.State == ProbeState.Dropped, cancel);
        var struck = of.Where(one => one.State != ProbeState.Dropped && one.Review == ProbeReview.Struck);
        return new(dropped, await struck.CountAsync(cancel), await struck.CountAsync(one => one.ReviewedAt > study.PublishedAt, cancel), await Counting(store, study.Id, closed: true).CountAsync(one => one.Review != ProbeReview.Accepted, cancel));
    }

    private static async Task<IReadOnlyList<Quote>> Quoted(OrganisationStore store, (Row Row, ProbeSeen Seen)[] delights, CancellationToken cancel)
    {
        var ids = delights.Select(one => one.Row.Id).ToArray();
        // A mail as it came has the names of whoever wrote it and of whom it was written to: only what a shopper wrote down of an answer is read by others.
        var replies = await store.ProbeReplies.AsNoTracking().Where(reply => ids.Contains(reply.ProbeId) && !reply.Automatic && !reply.ByMail && reply.Text != null).OrderBy(reply => reply.From).ThenBy(reply => reply.Id).ToListAsync(cancel);
        return
        [
            .. from one in delights join reply in replies on one.Row.Id equals reply.ProbeId where reply.Text is { Length: >= ShortestQuote and <= LongestQuote } text && !Reaches(text)
               select new Quote(one.Seen.Company, one.Seen.Wave, reply.Text ?? "", one.Seen.Minutes),
        ];
    }

    // By what somebody could be reached is read by nobody else.
    private static bool Reaches(string text) => text.Contains('@', StringComparison.Ordinal) || text.Count(char.IsAsciiDigit) >= 7;

    /// <summary>The probes of a study that count, or still may; of all waves, or of the closed ones.</summary>
    public static IQueryable<Probe> Counting(OrganisationStore store, Guid study, bool closed) =>
        Of(store, study, closed).Where(one => one.State != ProbeState.Planned && one.State != ProbeState.Dropped && one.Review != ProbeReview.Struck);

    private static IQueryable<Probe> Of(OrganisationStore store, Guid study, bool closed)
    {
        var probes = store.Probes.AsNoTracking().Where(one => one.StudyId == study);
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

    /// <summary>How answers were graded, as it counts, and again, by the forms of the study; and how first, where a reviewer corrected it.</summary>
    public static async Task<(Dictionary<Guid, Grade> Counted, Dictionary<Guid, Grade> Again, Dictionary<Guid, Grade> First)> Grades(OrganisationStore store, IQueryable<Probe> probes, Dictionary<int, AssessmentForm> forms, CancellationToken cancel)
    {
        var gradings = await store.ProbeGradings.AsNoTracking().Join(probes, grading => grading.ProbeId, probe => probe.Id, (grading, _) => new { grading.ProbeId, grading.Again, grading.Form, grading.Grades }).ToListAsync(cancel);
        var (counted, again, first) = (new Dictionary<Guid, Grade>(gradings.Count), new Dictionary<Guid, Grade>(), new Dictionary<Guid, Grade>());
        foreach (var one in gradings)
        {
            if (!forms.TryGetValue(one.Form, out var form)) continue;
            (one.Again ? again : counted)[one.ProbeId] = form.Of(StudyJson.ReadCounted(one.Grades));
            if (StudyJson.IsCorrected(one.Grades)) first[one.ProbeId] = form.Of(StudyJson.ReadGrades(one.Grades));
        }

        return (counted, again, first);
    }
}
