using Kolot.Core.Benchmarks;
using Kolot.Core.Calendars;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Why a shopper's page comes back: nothing that was typed is lost.</summary>
/// <param name="Probe">At which probe.</param>
/// <param name="Form">In which of its forms.</param>
/// <param name="Typed">What was typed, by the field's name.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Reason">Why else it was not taken in: a code.</param>
/// <param name="Status">The status code.</param>
public sealed record ShopperBack(Guid Probe, string Form, Func<string, string?> Typed, Faults Faults, string? Reason, int Status);

/// <summary>A probe with all that its shopper sees of it.</summary>
/// <param name="Probe">The probe.</param>
/// <param name="Wave">Its wave.</param>
public sealed record ShopperCard(Probe Probe, StudyWave Wave)
{
    /// <summary>Whom it is made to; null for whoever grades again, who need not know.</summary>
    public StudyCompany? Company { get; init; }

    /// <summary>What is told them.</summary>
    public StudyScenario? Scenario { get; init; }

    /// <summary>By what its answer is graded; null where it is not.</summary>
    public AssessmentForm? Form { get; init; }

    /// <summary>What came back.</summary>
    public IReadOnlyList<ProbeReply> Replies { get; init; } = [];

    /// <summary>What proves it.</summary>
    public IReadOnlyList<ProbeEvidence> Evidence { get; init; } = [];

    /// <summary>How this shopper graded it; never how another did.</summary>
    public ProbeGrading? Grading { get; init; }

    /// <summary>Whether these grades stand: see <see cref="GradeProbe.Stand"/>.</summary>
    public bool GradesStand { get; init; }

    /// <summary>Why it comes back, if it does.</summary>
    public ShopperBack? Back { get; init; }

    /// <summary>In what words it is told; null where the scenario has none.</summary>
    public string? Wording => Scenario is { } scenario && StudyJson.Read<List<string>>(scenario.Wordings) is { Count: > 0 } all ? all[Math.Clamp(Probe.Wording, 0, all.Count - 1)] : null;

    /// <summary>What is called for it.</summary>
    public string CompanyName => FieldWords.Company(Company);

    /// <summary>What gives the company away; nothing where its shopper reads.</summary>
    internal Blind? Hidden { get; init; }

    /// <summary>What came back, as this reader may read it.</summary>
    internal string? Told(string? text) => text is null ? null : Hidden?.In(text, Words.CompanyHidden) ?? text;

    /// <summary>By what address the company is approached; null where none is known.</summary>
    public string? Address => Company is null ? null : StudyJson.Read<Dictionary<ProbeChannel, string>>(Company.Addresses).GetValueOrDefault(Probe.Channel) is { Length: > 0 } address ? address : null;
}

/// <summary>A shopper's page: what they have to do, and what they brought.</summary>
/// <param name="Study">The study.</param>
/// <param name="Shopper">Whose page it is.</param>
/// <param name="Secret">What opens it.</param>
public sealed record ShopperView(StudyOf Study, StudyShopper Shopper, string Secret)
{
    private const int Most = 40, MostDone = 20, MostAhead = 12;

    /// <summary>What a reviewer sent back.</summary>
    public IReadOnlyList<ShopperCard> Returned { get; private init; } = [];

    /// <summary>What is to be sent today, or should have been.</summary>
    public IReadOnlyList<ShopperCard> Today { get; private init; } = [];

    /// <summary>What was answered and is to be graded.</summary>
    public IReadOnlyList<ShopperCard> ToGrade { get; private init; } = [];

    /// <summary>What waits for an answer.</summary>
    public IReadOnlyList<ShopperCard> Waiting { get; private init; } = [];

    /// <summary>What was brought and is looked at by others now.</summary>
    public IReadOnlyList<ShopperCard> Done { get; private init; } = [];

    /// <summary>What comes on the next days.</summary>
    public IReadOnlyList<ShopperCard> Ahead { get; private init; } = [];

    /// <summary>How many come on the next days in all.</summary>
    public int AheadCount { get; private init; }

    /// <summary>The moment.</summary>
    public DateTime Now { get; private init; }

    /// <summary>In which zone hours are told.</summary>
    public TimeZoneInfo Zone { get; private init; } = TimeZoneInfo.Utc;

    /// <summary>The probe that something was just done with: it stands open.</summary>
    public Guid? At { get; init; }

    /// <summary>The status code of the page.</summary>
    public int Status { get; private init; } = StatusCodes.Status200OK;

    /// <summary>Loads it.</summary>
    internal static async Task<ShopperView> Load(OrganisationStore store, (StudyShopper Shopper, string Secret) whose, (DateTime Now, TimeZoneInfo Zone) at, ShopperBack? back, CancellationToken cancel)
    {
        var shopper = whose.Shopper;
        var study = StudyOf.Of(await store.Studies.AsNoTracking().SingleAsync(one => one.Id == shopper.StudyId, cancel));
        var waves = await store.StudyWaves.AsNoTracking().Where(wave => wave.StudyId == shopper.StudyId).ToDictionaryAsync(wave => wave.Number, cancel);
        int[] open = [.. waves.Values.Where(wave => wave.ClosedAt is null).Select(wave => wave.Number)];
        var mine = store.Probes.AsNoTracking().Where(probe => probe.StudyId == shopper.StudyId && open.Contains(probe.Wave) && probe.State != ProbeState.Dropped && probe.State != ProbeState.NotReported
            && probe.Review != ProbeReview.Accepted && probe.Review != ProbeReview.Struck);
        var graded = store.ProbeGradings.Where(grading => grading.Again == shopper.GradesAgain);
        if (shopper.GradesAgain)
        {
            // What another grades again already is theirs.
            var again = store.Probes.AsNoTracking().Where(probe => probe.StudyId == shopper.StudyId && open.Contains(probe.Wave) && probe.Twice && probe.State == ProbeState.Answered && probe.Review != ProbeReview.Struck);
            var left = await again.Where(probe => !graded.Any(one => one.ProbeId == probe.Id)).OrderBy(probe => probe.SentAt).Take(Most).ToListAsync(cancel);
            var done = await again.Where(probe => graded.Any(one => one.ProbeId == probe.Id && one.ShopperId == shopper.Id)).OrderByDescending(probe => probe.SentAt).Take(MostDone).ToListAsync(cancel);
            var both = new ShopperCards(store, shopper, waves, back);
            return new(study, shopper, whose.Secret) { ToGrade = await both.Of(left, cancel), Done = await both.Of(done, cancel), Now = at.Now, Zone = at.Zone, Status = back?.Status ?? StatusCodes.Status200OK };
        }

        mine = mine.Where(probe => probe.ShopperId == shopper.Id);
        var tomorrow = LocalDays.StartOf(DateOnly.FromDateTime(Moments.Local(at.Now, at.Zone)).AddDays(1), at.Zone);
        var cards = new ShopperCards(store, shopper, waves, back);
        var whole = mine.Where(probe => probe.Review != ProbeReview.Returned);
        var planned = whole.Where(probe => probe.State == ProbeState.Planned);
        var ahead = planned.Where(probe => probe.PlannedAt >= tomorrow);
        var ungraded = whole.Where(probe => probe.State == ProbeState.Answered && !graded.Any(one => one.ProbeId == probe.Id));
        async Task<IReadOnlyList<ShopperCard>> Of(IQueryable<Probe> some, int most) => await cards.Of(await some.Take(most).ToListAsync(cancel), cancel);
        int[] toGrade = [.. waves.Values.Where(wave => wave.Form > 0).Select(wave => wave.Number)];
        return new(study, shopper, whose.Secret)
        {
            Returned = await Of(mine.Where(probe => probe.Review == ProbeReview.Returned).OrderBy(probe => probe.SentAt), Most),
            Today = await Of(planned.Where(probe => probe.PlannedAt == null || probe.PlannedAt < tomorrow).OrderBy(probe => probe.PlannedAt), Most),
            ToGrade = await Of(ungraded.Where(probe => toGrade.Contains(probe.Wave)).OrderBy(probe => probe.SentAt), Most),
            Waiting = await Of(whole.Where(probe => probe.State == ProbeState.Sent).OrderBy(probe => probe.SentAt), Most),
            Done = await Of(whole.Where(probe => probe.State == ProbeState.Silent || probe.State == ProbeState.Lost || (probe.State == ProbeState.Answered && (!toGrade.Contains(probe.Wave) || graded.Any(one => one.ProbeId == probe.Id)))).OrderByDescending(probe => probe.SentAt), MostDone),
            Ahead = await Of(ahead.OrderBy(probe => probe.PlannedAt), MostAhead), AheadCount = await ahead.CountAsync(cancel),
            Now = at.Now, Zone = at.Zone, Status = back?.Status ?? StatusCodes.Status200OK,
        };
    }

    /// <summary>The page with a probe on it that is none of these any more: what was typed to it is not lost.</summary>
    internal async Task<ShopperView> With(OrganisationStore store, ShopperBack back, CancellationToken cancel)
    {
        if (new[] { Returned, Today, ToGrade, Waiting, Done }.Any(some => some.Any(card => card.Probe.Id == back.Probe))) return this;
        if (await store.Probes.AsNoTracking().SingleOrDefaultAsync(probe => probe.Id == back.Probe && (Shopper.GradesAgain ? probe.Twice : probe.ShopperId == Shopper.Id), cancel) is not { } probe) return this;
        var waves = await store.StudyWaves.AsNoTracking().Where(wave => wave.StudyId == Shopper.StudyId).ToDictionaryAsync(wave => wave.Number, cancel);
        return this with { Returned = [.. await new ShopperCards(store, Shopper, waves, back).Of([probe], cancel), .. Returned] };
    }
}
