using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>All that a study knows of one company: what it reads itself, and what whoever runs the study reads.</summary>
/// <param name="Study">The study.</param>
/// <param name="Company">The company.</param>
/// <param name="Probes">Its probes that count, in order.</param>
/// <param name="Appeals">What it objected to, the newest first.</param>
public sealed record CompanySheet(StudyOf Study, StudyCompany Company, IReadOnlyList<CompanySheet.Line> Probes, IReadOnlyList<StudyAppeal> Appeals)
{
    /// <summary>One probe, and what came of it.</summary>
    /// <param name="Row">The probe.</param>
    /// <param name="Minutes">Between how many minutes it was answered, or for how long it was watched.</param>
    /// <param name="Grade">How its answer was graded; null where it was not.</param>
    /// <param name="Outcome">Its outcome.</param>
    /// <param name="Replies">What came back, in order.</param>
    /// <param name="Scenario">What it was about; null where nobody knows.</param>
    public sealed record Line(Probe Row, Within Minutes, Grade? Grade, Outcome Outcome, IReadOnlyList<ProbeReply> Replies, string? Scenario);

    /// <summary>Which of them were upheld and are not carried out yet.</summary>
    public IReadOnlySet<Guid> Owed { get; init; } = new HashSet<Guid>();

    /// <summary>How many there are of each outcome.</summary>
    public OutcomeCounts Counts => new(Of(Outcome.Delight), Of(Outcome.Indifferent), Of(Outcome.LatePoor), Of(Outcome.Never), Of(Outcome.Unknown));

    /// <summary>How many were answered, graded or not: as in the league.</summary>
    public AnsweredCounts Answered => AnsweredCounts.Of(Study.Design, [.. Probes.Select(line => new ProbeSeen(Company.Id, line.Row.Wave, line.Row.State, line.Minutes, line.Grade, null, line.Outcome))]);

    /// <summary>Whether some item of the study's forms fails all of an answer.</summary>
    public bool Critical { get; init; }

    private int Of(Outcome outcome) => Probes.Count(line => line.Outcome == outcome);

    /// <summary>Reads it.</summary>
    public static async Task<CompanySheet> Of(OrganisationStore store, StudyOf study, StudyCompany company, (bool Closed, DateTime Now) seen, CancellationToken cancel)
    {
        var probes = LoadStudy.Counting(store, study.Row.Id, seen.Closed).Where(probe => probe.CompanyId == company.Id);
        var rows = await probes.OrderBy(probe => probe.Wave).ThenBy(probe => probe.SentAt).ThenBy(probe => probe.Id).ToListAsync(cancel);
        var forms = await store.StudyForms.AsNoTracking().Where(one => one.StudyId == study.Row.Id).ToDictionaryAsync(one => one.Number, one => StudyJson.Read<AssessmentForm>(one.Content), cancel);
        var (grades, _, _) = await LoadStudy.Grades(store, probes, forms, cancel);
        var replies = (await (from reply in store.ProbeReplies.AsNoTracking() join probe in probes on reply.ProbeId equals probe.Id orderby reply.From, reply.Id select reply).ToListAsync(cancel)).ToLookup(reply => reply.ProbeId);
        var scenarios = await store.StudyScenarios.AsNoTracking().Where(one => one.StudyId == study.Row.Id).ToDictionaryAsync(one => one.Id, one => one.Name, cancel);
        var appeals = await store.StudyAppeals.AsNoTracking().Where(one => one.CompanyId == company.Id).OrderByDescending(one => one.At).ToListAsync(cancel);
        var owed = await OpenAppeals.Owed(store, study.Row.Id, store.StudyAppeals.Where(one => one.CompanyId == company.Id)).Select(one => one.Id).ToListAsync(cancel);
        return new(study, company, [.. rows.Select(Told)], appeals) { Owed = owed.ToHashSet(), Critical = forms.Values.Any(LoadStudy.HasCritical) };

        Line Told(Probe row)
        {
            var (minutes, grade) = (LoadStudy.Minutes(row, seen.Now), grades.GetValueOrDefault(row.Id));
            var outcome = row.Stated ?? study.Design.Rule.Of(row.State, minutes, grade);
            return new(row, minutes, grade, outcome, [.. replies[row.Id]], row.ScenarioId is { } scenario ? scenarios.GetValueOrDefault(scenario) : null);
        }
    }

    /// <summary>The company that a secret opens, with its study; null where it opens none.</summary>
    public static async Task<(StudyOf Study, StudyCompany Company)?> Opened(OrganisationStore store, string secret, CancellationToken cancel)
    {
        if (secret.Length is < 20 or > 40) return null;
        var hash = EntranceKeys.HashOf(secret);
        var found = await (from company in store.StudyCompanies.AsNoTracking() where company.SecretHash == hash join study in store.Studies.AsNoTracking() on company.StudyId equals study.Id select new { study, company }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (StudyOf.Of(found.study), found.company);
    }
}
