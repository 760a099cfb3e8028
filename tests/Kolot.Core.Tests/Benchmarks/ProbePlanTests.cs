using Kolot.Core.Benchmarks;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class ProbePlanTests
{
    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
    private static readonly StudyDesign Design = new(Wording.None, OutcomeRule.Usual, [ProbeChannel.Mail, ProbeChannel.ContactForm, ProbeChannel.Phone]);

    [Fact]
    public void Each_company_gets_as_many_probes_as_the_design_says()
    {
        var plan = ProbePlan.Of(Asked(companies: 41)).Value;

        Assert.Equal((41 * 3, 0), (plan.Probes.Count, plan.Cut));
        Assert.All(plan.Probes.CountBy(probe => probe.Company), company => Assert.Equal(3, company.Value));
    }

    [Fact]
    public void Where_the_budget_ends_probes_are_spread_evenly_and_it_is_said_how_many_were_cut()
    {
        var plan = ProbePlan.Of(Asked(companies: 10) with { Design = Design with { Budget = 1_275, CostEach = 50 } }).Value;

        Assert.Equal((25, 5), (plan.Probes.Count, plan.Cut));
        Assert.Equal([2, 2, 2, 2, 2, 3, 3, 3, 3, 3], plan.Probes.CountBy(probe => probe.Company).Select(company => company.Value).Order());
    }

    [Fact]
    public void Channels_scenarios_wordings_and_shoppers_are_used_alike()
    {
        var plan = ProbePlan.Of(Asked(companies: 40)).Value;

        Alike(plan.Probes.CountBy(probe => probe.Channel), 3, 40);
        Alike(plan.Probes.CountBy(probe => probe.Scenario), 2, 60);
        Alike(plan.Probes.CountBy(probe => (probe.Scenario, probe.Wording)), 5, 24, within: 7);
        Alike(plan.Probes.CountBy(probe => probe.Shopper), 4, 30);
        Assert.All(plan.Probes.GroupBy(probe => probe.Company), own => Assert.Equal(3, own.Select(probe => probe.Channel).Distinct().Count()));
    }

    [Fact]
    public void A_way_that_some_lack_is_named_with_them_and_a_plan_by_shared_ways_uses_it_nowhere()
    {
        var asked = Asked(companies: 6);
        PlanCompany[] apart = [.. asked.Companies.Select((company, at) => at < 2 ? company with { Channels = [ProbeChannel.Mail, ProbeChannel.ContactForm] } : company)];

        var (uneven, none) = (asked with { Companies = apart }, asked with { Companies = [.. apart, apart[0] with { Id = Guid.CreateVersion7(), Channels = [ProbeChannel.Phone] }] });
        Assert.Empty(asked.Lacking);
        Assert.Equal([ProbeChannel.Phone], uneven.Lacking.Keys);
        Assert.Equal(apart.Take(2).Select(company => company.Id), uneven.Lacking[ProbeChannel.Phone]);
        var shared = uneven.ByShared().Value;
        Assert.Empty(shared.Lacking);
        Assert.DoesNotContain(ProbePlan.Of(shared).Value.Probes, probe => probe.Channel == ProbeChannel.Phone);
        Assert.Equal(new Fault("channels", "none_shared"), Assert.Single(Assert.IsType<Refusal.Invalid>(none.ByShared().Refusal).Faults));
    }

    [Fact]
    public void Nobody_shops_twice_at_a_company_while_others_are_left()
    {
        Assert.All(ProbePlan.Of(Asked(companies: 30)).Value.Probes.GroupBy(probe => probe.Company), own => Assert.Equal(3, own.Select(probe => probe.Shopper).Distinct().Count()));
        Assert.All(ProbePlan.Of(Asked(companies: 30) with { Design = Design with { ProbesEach = 9 } }).Value.Probes.GroupBy(probe => probe.Company), own => Alike(own.CountBy(probe => probe.Shopper), 4, 2, within: 1));
    }

    [Fact]
    public void A_companys_days_are_distinct_where_there_are_enough_and_all_days_are_used_alike()
    {
        var plan = ProbePlan.Of(Asked(companies: 50)).Value;

        Assert.All(plan.Probes.GroupBy(probe => probe.Company), own =>
        {
            int[] days = [.. own.Select(probe => DayOf(probe).DayNumber).Order()];
            Assert.Equal(3, days.Distinct().Count());
            Assert.True(days[1] - days[0] >= 3 && days[2] - days[1] >= 3, "too near each other");
        });
        Alike(plan.Probes.CountBy(DayOf), 14, 150 / 14, within: 4);
    }

    [Fact]
    public void More_probes_than_days_share_days_and_never_a_moment()
    {
        var asked = Asked(companies: 3) with { Design = Design with { ProbesEach = 10 } };

        var plan = ProbePlan.Of(asked with { Until = asked.From.AddDays(3) }).Value;

        Assert.All(plan.Probes.GroupBy(probe => probe.Company), own =>
        {
            Assert.Equal(10, own.Select(probe => probe.At).Distinct().Count());
            Alike(own.CountBy(DayOf), 4, 3, within: 1);
        });
    }

    [Fact]
    public void Everybody_is_approached_within_service_hours_on_whole_minutes()
    {
        var asked = Asked(companies: 60);
        var clock = ServiceClock.Of(ServiceHours.Usual, Israel);

        var plan = ProbePlan.Of(asked with { Hours = clock, NotBefore = new DateTime(2026, 12, 1, 9, 30, 20, DateTimeKind.Utc) }).Value;

        Assert.All(plan.Probes, probe => Assert.True(clock.IsOpen(probe.At), $"closed at {probe.At}"));
        Assert.All(plan.Probes, probe => Assert.True(probe.At >= new DateTime(2026, 12, 1, 9, 30, 20, DateTimeKind.Utc) && DayOf(probe) <= asked.Until));
        Assert.DoesNotContain(plan.Probes, probe => DayOf(probe).DayOfWeek == DayOfWeek.Saturday);
        var hours = ProbePlan.Of(asked).Value.Probes.Select(probe => TimeZoneInfo.ConvertTimeFromUtc(probe.At, Israel)).ToList();
        Assert.All(hours, at => Assert.True(at is { Hour: >= 8 and < 20, Second: 0 }));
        Assert.Equal(12, hours.Select(at => at.Hour).Distinct().Count());
        Assert.All(hours.CountBy(at => at.Hour / 4), part => Assert.InRange(part.Value, 45, 75));
    }

    [Fact]
    public void The_same_seed_draws_the_same_plan_and_another_one_another()
    {
        Assert.Equal(ProbePlan.Of(Asked(companies: 20)).Value.Probes, ProbePlan.Of(Asked(companies: 20)).Value.Probes);
        Assert.NotEqual(ProbePlan.Of(Asked(companies: 20)).Value.Probes, ProbePlan.Of(Asked(companies: 20) with { Seed = 8 }).Value.Probes);
    }

    [Fact]
    public void A_part_of_the_answers_is_drawn_to_be_graded_twice()
    {
        Assert.Equal(24, ProbePlan.Of(Asked(companies: 40)).Value.Probes.Count(probe => probe.Twice));
        Assert.All(ProbePlan.Of(Asked(companies: 4) with { Design = Design with { RatedTwice = 1 } }).Value.Probes, probe => Assert.True(probe.Twice));
        Assert.All(ProbePlan.Of(Asked(companies: 4) with { Design = Design with { RatedTwice = 0 } }).Value.Probes, probe => Assert.False(probe.Twice));
    }

    [Fact]
    public void Companies_are_approached_only_as_they_can_be_and_told_only_what_fits()
    {
        var asked = Asked(companies: 12);
        Guid byMail = Id(301_000), phoneOnly = Id(302_000);

        var plan = ProbePlan.Of(asked with
        {
            Companies = [.. asked.Companies, new(byMail, [ProbeChannel.Mail, ProbeChannel.Social])],
            Scenarios = [.. asked.Scenarios, new(phoneOnly, 1, [ProbeChannel.Phone])],
        }).Value;

        Assert.All(plan.Probes.Where(probe => probe.Company == byMail), probe => Assert.Equal(ProbeChannel.Mail, probe.Channel));
        Assert.All(plan.Probes.Where(probe => probe.Scenario == phoneOnly), probe => Assert.Equal(ProbeChannel.Phone, probe.Channel));
        Assert.Contains(plan.Probes, probe => probe.Scenario == phoneOnly);
    }

    [Fact]
    public void What_makes_a_plan_impossible_is_named()
    {
        var asked = Asked(companies: 2);
        Assert.Equal([new("companies", "required")], FaultsOf(asked with { Companies = [] }));
        Assert.Equal([new("shoppers", "required")], FaultsOf(asked with { Shoppers = [] }));
        Assert.Equal([new("scenarios", "required")], FaultsOf(asked with { Scenarios = [] }));
        Assert.Equal([new("companies[1].channels", "none_in_common")], FaultsOf(asked with { Companies = [asked.Companies[0], new(Id(301_000), [ProbeChannel.Branch])] }));
        Assert.Equal([new("until", "out_of_range")], FaultsOf(asked with { Until = asked.From.AddDays(-1) }));
        Assert.Equal([new("budget", "too_small")], FaultsOf(asked with { Design = Design with { Budget = 99, CostEach = 50 } }));
        Assert.Equal([new("hours", "none_open")], FaultsOf(asked with { From = new(2026, 12, 5), Until = new(2026, 12, 5), Hours = ServiceClock.Of(ServiceHours.Usual, Israel) }));
        Assert.Equal([new("hours", "none_open")], FaultsOf(asked with { NotBefore = new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc) }));
    }

    private static PlanFor Asked(int companies) => new(
        Design, [.. Enumerable.Range(1, companies).Select(at => new PlanCompany(Id(at), [ProbeChannel.Phone, ProbeChannel.Mail, ProbeChannel.ContactForm]))],
        [new(Id(101_000), 2), new(Id(102_000), 3)], [.. Enumerable.Range(201_000, 4).Select(Id)], new(2026, 12, 1), new(2026, 12, 14), 7, Israel);

    private static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static DateOnly DayOf(PlannedProbe probe) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(probe.At, Israel));

    private static Fault[] FaultsOf(PlanFor asked) => [.. Assert.IsType<Refusal.Invalid>(ProbePlan.Of(asked).Refusal).Faults];

    private static void Alike<T>(IEnumerable<KeyValuePair<T, int>> counts, int many, int each, int within = 1)
    {
        var all = counts.ToList();
        Assert.Equal(many, all.Count);
        Assert.All(all, count => Assert.InRange(count.Value, each - within, each + within));
    }
}
