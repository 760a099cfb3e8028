using Kolot.Core.Demo;
using Kolot.Core.Listen;

namespace Kolot.Core.Tests.Demo;

/// <summary>What was planted is found again by plain differences of means.</summary>
public sealed class PlantedTruthsTests(OneYear one) : IClassFixture<OneYear>
{
    [Theory, InlineData("visit"), InlineData("journey")]
    public void A_late_technician_costs_the_visit_and_the_whole_journey_the_planted_points(string survey)
    {
        var late = one.Surveyed(survey).ToLookup(OneYear.WasLate);

        Near(PlantedTruths.LateVisitEffect, OneYear.Mean(late[true]) - OneYear.Mean(late[false]), 0.3);
    }

    [Fact]
    public void Narrower_windows_halved_lateness_in_the_North_and_the_Centre_and_nowhere_else()
    {
        Near(PlantedTruths.LateShare, LateShare(repaired: true, after: false), 0.035);
        Near(PlantedTruths.LateShareAfterRepair, LateShare(repaired: true, after: true), 0.035);
        Near(PlantedTruths.LateShare, LateShare(repaired: false, after: false), 0.035);
        Near(PlantedTruths.LateShare, LateShare(repaired: false, after: true), 0.035);
    }

    [Fact]
    public void The_branch_in_Beer_Sheva_is_adored()
    {
        var visits = one.Surveyed("branch").ToLookup(voice => voice.Unit == PlantedTruths.AdoredBranch);

        Near(PlantedTruths.AdoredBranchEffect, OneYear.Mean(visits[true]) - OneYear.Mean(visits[false]), 0.3);
    }

    [Fact]
    public void The_evening_team_sinks_from_month_five_and_the_morning_team_does_not()
    {
        Near(0, Sunk("call", "cc-morning"), 0.45);
        // From months 1 to 4 to months 11 and 12, when it has lasted seven and a half months on average.
        Near(PlantedTruths.TiredScoresPerMonth * 7.5, Sunk("call", PlantedTruths.TiredTeam), 0.4);
    }

    [Fact]
    public void The_evening_teams_own_pulse_sinks_with_its_scores()
    {
        Assert.True(Sunk("pulse", PlantedTruths.TiredTeam) < -1.4);
        Assert.True(Math.Abs(Sunk("pulse", "cc-billing")) < 1.4);
    }

    [Fact]
    public void Many_new_customers_step_on_the_first_bill()
    {
        var confused = one.Surveyed("bill").ToLookup(voice => OneYear.AnswerOf(voice, "confused") == "True");

        Near(PlantedTruths.FirstBillEffect, OneYear.Mean(confused[true]) - OneYear.Mean(confused[false]), 0.4);
        Near(PlantedTruths.FirstBillConfusedShare, (double)confused[true].Count() / confused.Sum(group => group.Count()), 0.05);
    }

    [Fact]
    public void Customers_whose_case_was_mended_on_the_same_day_stay_longer()
    {
        double LeftShare(string mended)
        {
            var those = one.Year.Customers.Where(customer => OneYear.AttributeOf(customer, "case-mended") == mended).ToList();
            return (double)those.Count(customer => OneYear.AttributeOf(customer, "left-on") is not null) / those.Count;
        }

        Assert.True(LeftShare("later") > 1.6 * LeftShare("same-day"));
    }

    [Fact]
    public void The_letter_about_the_price_makes_customers_of_that_plan_leave()
    {
        var letter = OneYear.End.AddMonths(PlantedTruths.PriceRiseMonth - 13);
        double LeavingShare(bool plan, bool after)
        {
            var here = one.Year.Customers.Where(customer => (OneYear.AttributeOf(customer, "plan") == PlantedTruths.PriceRisePlan) == plan).ToList();
            var left = here.Count(customer => OneYear.AttributeOf(customer, "left-on") is { } on && DateOnly.Parse(on) >= letter == after);
            return left / (after ? 3.0 : 9.0) / here.Count;
        }

        Assert.InRange(LeavingShare(plan: true, after: true) / LeavingShare(plan: true, after: false), 2.2, 3.8);
        Assert.InRange(LeavingShare(plan: false, after: true) / LeavingShare(plan: false, after: false), 0.75, 1.4);
    }

    [Fact]
    public void WhatsApp_falls_silent_in_the_last_two_weeks()
    {
        var written = one.Heard.Where(voice => voice.Channel == PlantedTruths.SilentChannel).ToLookup(voice =>
            DateOnly.FromDateTime((voice.HeardAt ?? default).Date) >= OneYear.End.AddDays(-PlantedTruths.SilentDays));

        Assert.Empty(written[true]);
        Assert.True(written[false].Count() > 2_000);
    }

    [Fact]
    public void The_day_of_the_week_does_nothing()
    {
        var all = one.Heard.Where(voice => voice.Score is { High: 10 }).ToList();
        var mean = OneYear.Mean(all);

        foreach (var day in all.GroupBy(voice => (voice.HeardAt ?? default).DayOfWeek)) Near(mean, OneYear.Mean(day), 0.15);
    }

    private double LateShare(bool repaired, bool after)
    {
        var regionOf = DemoOrganisation.Units.ToDictionary(unit => unit.Code, unit => unit.Parent ?? "");
        var visits = one.Surveyed("visit").Where(voice =>
            PlantedTruths.RepairedRegions.Contains(regionOf[voice.Unit ?? ""]) == repaired && one.MonthOf(voice) >= PlantedTruths.RepairMonth == after).ToList();
        return (double)visits.Count(OneYear.WasLate) / visits.Count;
    }

    private double Sunk(string survey, string team)
    {
        var scores = one.Surveyed(survey).Where(voice => voice.Unit == team).ToList();
        return OneYear.Mean(scores.Where(voice => one.MonthOf(voice) >= 11)) - OneYear.Mean(scores.Where(voice => one.MonthOf(voice) <= 4));
    }

    private static void Near(double expected, double found, double tolerance) => Assert.InRange(found, expected - tolerance, expected + tolerance);
}
