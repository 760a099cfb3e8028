using Kolot.Core.Calendars;

namespace Kolot.Core.Benchmarks;

/// <summary>A company, as a plan sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Channels">By which ways it can be reached.</param>
public sealed record PlanCompany(Guid Id, IReadOnlyList<ProbeChannel> Channels);

/// <summary>A scenario, as a plan sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Wordings">How many wordings it has.</param>
/// <param name="Channels">For which channels alone; null for all.</param>
public sealed record PlanScenario(Guid Id, int Wordings, IReadOnlyList<ProbeChannel>? Channels = null);

/// <summary>For what a wave's plan is drawn.</summary>
/// <param name="Design">How the study is made.</param>
/// <param name="Companies">Whom it compares.</param>
/// <param name="Scenarios">What companies are told.</param>
/// <param name="Shoppers">Who approaches them.</param>
/// <param name="From">The wave's first day.</param>
/// <param name="Until">The last day on which anybody is approached.</param>
/// <param name="Seed">From what it is drawn: the same draws the same.</param>
/// <param name="Zone">Where the companies are.</param>
public sealed record PlanFor(StudyDesign Design, IReadOnlyList<PlanCompany> Companies, IReadOnlyList<PlanScenario> Scenarios, IReadOnlyList<Guid> Shoppers, DateOnly From, DateOnly Until, long Seed, TimeZoneInfo Zone)
{
    /// <summary>The hours within which anybody is approached; null for any from eight in the morning to eight in the evening.</summary>
    public ServiceClock? Hours { get; init; }

    /// <summary>Before when nobody can be approached any more, UTC: now, of a wave that begins today.</summary>
    public DateTime? NotBefore { get; init; }

    /// <summary>Why no plan can be drawn, by the field's name; nothing where one can.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (Companies.Count == 0) yield return new("companies", "required");
        if (Scenarios.Count == 0) yield return new("scenarios", "required");
        if (Shoppers.Count == 0) yield return new("shoppers", "required");
        if (Scenarios.Count > 0)
            foreach (var (at, company) in Companies.Index())
                if (!ChannelsOf(company).Any()) yield return new($"companies[{at}].channels", "none_in_common");
        if (Design.ProbesEach < 1) yield return new("probes", "out_of_range");
        if (Until < From || Until.DayNumber - From.DayNumber > MostDays) yield return new("until", "out_of_range");
        else if (!PlanDays.Of(this).Any) yield return new("hours", "none_open");
        if (Companies.Count > 0 && Affordable < Companies.Count) yield return new("budget", "too_small");
    }

    /// <summary>The longest wave, in days.</summary>
    public const int MostDays = 366;

    /// <summary>How many probes the budget allows.</summary>
    internal long Affordable => Design is { Budget: { } budget, CostEach: > 0 and { } each } ? (long)Math.Min(Math.Floor(budget / each), int.MaxValue) : int.MaxValue;

    /// <summary>The ways by which a company can be approached, and for which there is something to tell it.</summary>
    internal IEnumerable<ProbeChannel> ChannelsOf(PlanCompany company) =>
        Design.Channels.Distinct().Where(channel => company.Channels.Contains(channel) && Scenarios.Any(scenario => Serves(scenario, channel)));

    /// <summary>The ways that are used though not every company has them, each with the companies that lack it: of these, the way tells companies apart, and not chance alone.</summary>
    public IReadOnlyDictionary<ProbeChannel, IReadOnlyList<Guid>> Lacking =>
        Companies.SelectMany(ChannelsOf).Distinct().Select(channel => (Channel: channel, Without: (IReadOnlyList<Guid>)[.. Companies.Where(company => !ChannelsOf(company).Contains(channel)).Select(company => company.Id)]))
            .Where(one => one.Without.Count > 0).OrderBy(one => one.Channel).ToDictionary(one => one.Channel, one => one.Without);

    /// <summary>The same by those ways alone that every company has; refused where there is none.</summary>
    public Result<PlanFor> ByShared()
    {
        ProbeChannel[] shared = [.. Design.Channels.Where(channel => Companies.All(company => ChannelsOf(company).Contains(channel)))];
        return shared.Length == 0 ? new Refusal.Invalid("channels", "none_shared") : this with { Design = Design with { Channels = shared } };
    }

    internal static bool Serves(PlanScenario scenario, ProbeChannel channel) => scenario.Wordings > 0 && (scenario.Channels is not { } only || only.Contains(channel));
}

/// <summary>A probe to be made.</summary>
/// <param name="Company">To which company.</param>
/// <param name="Channel">By which way.</param>
/// <param name="Scenario">By which scenario.</param>
/// <param name="Wording">In which of its wordings, from 0.</param>
/// <param name="Shopper">By whom.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Twice">Whether its answer is graded by a second person too.</param>
public sealed record PlannedProbe(Guid Company, ProbeChannel Channel, Guid Scenario, int Wording, Guid Shopper, DateTime At, bool Twice);

/// <summary>Who is approached when, how and by whom in one wave: drawn, so that nothing but chance goes together with a company (and the ways that it has, see <see cref="PlanFor.Lacking"/>), and in balance, so that chance leaves little.</summary>
/// <param name="Probes">The probes, in order of time.</param>
/// <param name="Cut">How many the design wants that the budget does not allow.</param>
public sealed record ProbePlan(IReadOnlyList<PlannedProbe> Probes, int Cut)
{
    /// <summary>Draws a plan.</summary>
    /// <remarks>
    /// Each company gets as many probes as any other, or one less where the budget ends among them. Its days are as far apart as there are days (systematic sampling with a start by chance,
    /// Cochran 1977, Sampling Techniques, 3rd ed., 8.1), its hours from all parts of the day. Of channels, scenarios, wordings and shoppers always one of those least used is taken, of the company first
    /// and of the wave then, by chance among equals (minimisation, Pocock and Simon 1975, Biometrics 31, 103-115).
    /// </remarks>
    public static Result<ProbePlan> Of(PlanFor asked)
    {
        Fault[] faults = [.. asked.Faults()];
        return faults.Length > 0 ? new Refusal.Invalid(faults) : new PlanDraw(asked).Drawn();
    }
}
