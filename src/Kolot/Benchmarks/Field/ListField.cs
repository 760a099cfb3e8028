using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>What shoppers brought, for whoever judges it: what is to be looked at first, with how far the wave has come.</summary>
public sealed class ListField(Stores stores)
{
    /// <summary>How many are listed on a page.</summary>
    public const int PageSize = 20;

    /// <summary>How many companies can be picked from; any other is found by its sheet.</summary>
    internal const int MostPicked = 200;

    private const int MostAppeals = 200;

    /// <summary>A probe with all that was brought.</summary>
    /// <param name="Probe">The probe.</param>
    public sealed record Line(Probe Probe)
    {
        /// <summary>To whom.</summary>
        public StudyCompany? Company { get; init; }

        /// <summary>Who made it.</summary>
        public StudyShopper? Shopper { get; init; }

        /// <summary>With what words.</summary>
        public string? Wording { get; init; }

        /// <summary>What came back.</summary>
        public IReadOnlyList<ProbeReply> Replies { get; init; } = [];

        /// <summary>What proves it.</summary>
        public IReadOnlyList<ProbeEvidence> Evidence { get; init; } = [];

        /// <summary>How it was graded.</summary>
        public ProbeGrading? First { get; init; }

        /// <summary>How it was graded again: only once both are in.</summary>
        public ProbeGrading? Again { get; init; }
    }

    /// <summary>Why the page comes back.</summary>
    /// <param name="At">At which probe or appeal.</param>
    /// <param name="Typed">What was typed, by the field's name.</param>
    /// <param name="Faults">What is wrong with it.</param>
    /// <param name="Reason">Why else it was not taken: a code.</param>
    /// <param name="Status">The status code.</param>
    public sealed record Back(Guid? At, Func<string, string?> Typed, Faults Faults, string? Reason, int Status)
    {
        /// <summary>What came of reading the mailbox; null where it was not asked for.</summary>
        public ReadingTried? Reading { get; init; }
    }

    /// <summary>What came of wanting a mailbox read.</summary>
    /// <param name="Tried">How many mails lie in it; null where it was not opened.</param>
    /// <param name="Held">The password that was typed, as the form holds it.</param>
    /// <param name="Stale">Whether somebody else changed it meanwhile.</param>
    public sealed record ReadingTried(int? Tried, string? Held, bool Stale);

    /// <summary>What the page shows.</summary>
    /// <param name="Study">The study.</param>
    /// <param name="Query">What it is narrowed to.</param>
    /// <param name="Lines">The probes.</param>
    public sealed record View(StudyOf Study, FieldQuery Query, IReadOnlyList<Line> Lines)
    {
        /// <summary>How many there are of each kind.</summary>
        public IReadOnlyDictionary<FieldShow, int> Counts { get; init; } = new Dictionary<FieldShow, int>();

        /// <summary>The study's waves.</summary>
        public IReadOnlyList<StudyWave> Waves { get; init; } = [];

        /// <summary>Its companies, as far as they can be picked or are spoken of.</summary>
        public IReadOnlyList<StudyCompany> Companies { get; init; } = [];

        /// <summary>Its shoppers.</summary>
        public IReadOnlyList<StudyShopper> Shoppers { get; init; } = [];

        /// <summary>The forms that answers were graded by.</summary>
        public IReadOnlyDictionary<int, AssessmentForm> Forms { get; init; } = new Dictionary<int, AssessmentForm>();

        /// <summary>How far it has come.</summary>
        public FieldCourse Course { get; init; } = new([], []);

        /// <summary>What companies object to, what waits for a decision first.</summary>
        public IReadOnlyList<StudyAppeal> Appeals { get; init; } = [];

        /// <summary>Which of them were upheld and are not carried out yet.</summary>
        public IReadOnlySet<Guid> Owed { get; init; } = new HashSet<Guid>();

        /// <summary>From where answers by mail are read; null where they are not.</summary>
        public StudyMailbox? Reading { get; init; }

        /// <summary>How many of them came.</summary>
        public int Mails { get; init; }

        /// <summary>Why it comes back, if it does.</summary>
        public Back? Back { get; init; }

        /// <summary>How many there are of what is listed.</summary>
        public int Total => Query.Probe is null ? Counts.GetValueOrDefault(Query.Show) : Lines.Count;
    }

    /// <summary>Loads it; null where the member sees no such study.</summary>
    public async Task<View?> Run(Member member, string code, FieldQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await StudyOf.Seen(store, member, code, cancel) is not { } study) return null;
        var id = study.Row.Id;
        var waves = await store.StudyWaves.AsNoTracking().Where(one => one.StudyId == id).OrderBy(one => one.Number).ToListAsync(cancel);
        var probes = Narrow(store, store.Probes.AsNoTracking().Where(probe => probe.StudyId == id && probe.State != ProbeState.Dropped && probe.State != ProbeState.NotReported), id, query);
        int[] graded = [.. waves.Where(wave => wave.Form > 0).Select(wave => wave.Number)];
        var counts = await FieldCounts.Of(store, probes, graded, cancel);
        var (undecided, owed) = await OpenAppeals.Count(store, id, cancel);
        counts[FieldShow.Appeals] = undecided + owed;
        var appeals = query.Show == FieldShow.Appeals ? await OpenAppeals.Of(store, id).AsNoTracking().OrderBy(appeal => appeal.Upheld != null).ThenByDescending(appeal => appeal.At).Take(MostAppeals).ToListAsync(cancel) : [];
        var listed = query.Show == FieldShow.Appeals ? [] : await FieldCounts.Page(store, probes, query, graded).ToListAsync(cancel);
        var companies = await Companies(store, id, [.. listed.Select(probe => probe.CompanyId), .. appeals.Select(appeal => appeal.CompanyId)], cancel);
        var shoppers = await store.StudyShoppers.AsNoTracking().Where(one => one.StudyId == id).OrderBy(one => one.Name).ToListAsync(cancel);
        var reading = await store.StudyMailboxes.AsNoTracking().SingleOrDefaultAsync(one => one.StudyId == id, cancel);
        return new(study, query, await Lines(store, listed, (companies, shoppers), cancel))
        {
            Counts = counts, Waves = waves, Companies = companies, Shoppers = shoppers, Appeals = appeals,
            Owed = query.Show == FieldShow.Appeals ? (await OpenAppeals.Owed(store, id, OpenAppeals.Of(store, id)).Select(appeal => appeal.Id).ToListAsync(cancel)).ToHashSet() : [],
            Forms = (await store.StudyForms.AsNoTracking().Where(one => one.StudyId == id).ToListAsync(cancel)).ToDictionary(form => form.Number, form => StudyJson.Read<AssessmentForm>(form.Content)),
            Reading = reading, Mails = reading is null ? 0 : await store.ProbeReplies.CountAsync(reply => reply.ByMail && store.Probes.Any(probe => probe.Id == reply.ProbeId && probe.StudyId == id), cancel),
            Course = await FieldCourse.Of(probes, waves, query.Wave, shoppers, zone, cancel),
        };
    }

    // Those that can be picked, and those that are spoken of.
    private static Task<List<StudyCompany>> Companies(OrganisationStore store, Guid study, Guid[] named, CancellationToken cancel)
    {
        var all = store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == study);
        var picked = all.OrderBy(one => one.Number).Take(MostPicked).Select(one => one.Id);
        return all.Where(one => picked.Contains(one.Id) || named.Contains(one.Id)).OrderBy(one => one.Number).ToListAsync(cancel);
    }

    private static IQueryable<Probe> Narrow(OrganisationStore store, IQueryable<Probe> probes, Guid study, FieldQuery query)
    {
        if (query.Wave is { } wave) probes = probes.Where(probe => probe.Wave == wave);
        if (query.Shopper is { } shopper) probes = probes.Where(probe => probe.ShopperId == shopper);
        return query.Company is { } number ? probes.Where(probe => probe.CompanyId == store.StudyCompanies.Where(one => one.StudyId == study && one.Number == number).Select(one => one.Id).FirstOrDefault()) : probes;
    }

    private static async Task<IReadOnlyList<Line>> Lines(OrganisationStore store, List<Probe> probes, (List<StudyCompany> Companies, List<StudyShopper> Shoppers) known, CancellationToken cancel)
    {
        Guid[] ids = [.. probes.Select(probe => probe.Id)], told = [.. probes.Select(probe => probe.ScenarioId ?? Guid.Empty).Distinct()];
        var scenarios = (await store.StudyScenarios.AsNoTracking().Where(one => told.Contains(one.Id)).ToListAsync(cancel)).ToDictionary(one => one.Id, one => StudyJson.Read<List<string>>(one.Wordings));
        var replies = (await store.ProbeReplies.AsNoTracking().Where(one => ids.Contains(one.ProbeId)).OrderBy(one => one.From).ToListAsync(cancel)).ToLookup(one => one.ProbeId);
        var evidence = (await store.ProbeEvidence.AsNoTracking().Where(one => ids.Contains(one.ProbeId)).OrderBy(one => one.At).ToListAsync(cancel)).ToLookup(one => one.ProbeId);
        var gradings = (await store.ProbeGradings.AsNoTracking().Where(one => ids.Contains(one.ProbeId)).ToListAsync(cancel)).ToLookup(one => one.ProbeId);
        return [.. probes.Select(probe => new Line(probe)
        {
            Company = known.Companies.Find(one => one.Id == probe.CompanyId), Shopper = known.Shoppers.Find(one => one.Id == probe.ShopperId),
            Wording = probe.ScenarioId is { } scenario && scenarios.GetValueOrDefault(scenario) is { Count: > 0 } words ? words[Math.Clamp(probe.Wording, 0, words.Count - 1)] : null,
            Replies = [.. replies[probe.Id]], Evidence = [.. evidence[probe.Id]], First = gradings[probe.Id].FirstOrDefault(one => !one.Again),
            Again = gradings[probe.Id].Count() > 1 ? gradings[probe.Id].First(one => one.Again) : null,
        })];
    }

    /// <summary>The page.</summary>
    internal async Task<IResult> Page(HttpContext context, Visit visit, string code, Back? back = null, FieldShow? show = null)
    {
        var query = FieldQuery.FromAddress(context.Request.Query);
        if (await Run(visit.Here, code, show is { } only ? query with { Show = only } : query, visit.TimeZone, context.RequestAborted) is not { } view) return Results.NotFound();
        var here = Address.Of(context.Request) with { Path = visit.Path($"studies/{code}/field") };
        return new RazorComponentResult<FieldPage>(new { View = view with { Back = back }, Here = here }) { StatusCode = back?.Status ?? StatusCodes.Status200OK };
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/field", (string code, HttpContext context, Visit visit, ListField list) => list.Page(context, visit, code)).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/field/evidence/{id:guid}", async (string code, Guid id, HttpContext context, Visit visit, Stores stores) =>
        {
            await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
            var probes = store.StudiesSeenBy(visit.Here).Where(study => study.Code == code).SelectMany(study => store.Probes.Where(probe => probe.StudyId == study.Id));
            return await store.ProbeEvidence.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && probes.Any(probe => probe.Id == one.ProbeId), context.RequestAborted) is { } found ? EvidenceFile.Send(context, stores, visit.Here.Organisation, found) : Results.NotFound();
        }).NeedsWholeReach(Right.RunStudies);
    }
}
