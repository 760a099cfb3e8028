using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class SurvivalTests
{
    private static readonly double[] Weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17];
    private static readonly bool[] Ended = [true, true, true, true, true, true, true, true, true, false, false, false, false, false];

    [Fact]
    public void Curves_of_those_who_wait_are_as_in_R()
    {
        Agrees("km.inline", Weeks, Ended);
        AgreesOn("km.telco.all", "tenure_months", "churn_value", _ => true);
        AgreesOn("km.telco.Month_to_Month", "tenure_months", "churn_value", row => row["contract"] == "Month-to-Month");
        AgreesOn("km.nyc.all", "duration_days", "closed", _ => true);
        AgreesOn("km.nyc.Manhattan", "duration_days", "closed", row => row["borough"] == "Manhattan");
    }

    [Fact]
    public void Groups_that_wait_differently_are_told_apart_as_in_R()
    {
        DiffersOn("logrank.telco.contract", "tenure_months", "churn_value", "contract");
        DiffersOn("logrank.nyc.borough", "duration_days", "closed", "borough");
    }

    [Fact]
    public void Two_curves_are_told_apart_as_their_groups_are()
    {
        bool[] first = [.. Weeks.Select((_, at) => at % 3 == 0)];
        var groups = LogRank.Of(Weeks, Ended, [.. first.Select(one => one ? "1" : "2")]).Value;

        var curves = LogRank.Of(Of(own: true), Of(own: false)).Value;

        Assert.Equal(groups.ChiSquared, curves.ChiSquared, 12);
        Assert.Equal((groups.N[0], groups.Observed[1], groups.P), (curves.N[0], curves.Observed[1], curves.P));
        Assert.Equal(groups.Expected[0], curves.Expected[0], 12);

        SurvivalCurve Of(bool own) => SurvivalCurve.Of([.. Weeks.Where((_, at) => first[at] == own)], [.. Ended.Where((_, at) => first[at] == own)]).Value;
    }

    [Fact]
    public void Without_the_files_beside_it_fourteen_who_waited_are_as_R_says()
    {
        var curve = SurvivalCurve.Of(Weeks, Ended).Value;

        Assert.Equal((14, 9, 13.0), (curve.N, curve.Events, curve.Median.Value));
        Near(0.61875, curve.At(11).Survival);
        Near(0.1361935704, curve.At(11).StandardError);
        Near(0.3075336152, curve.At(11).Interval.Low);
        Near(0.8224764202, curve.At(11).Interval.High);
        Near(14.66151786, curve.RestrictedMean(23).Value.Mean);
        Near(2.0010574, curve.RestrictedMean(23).Value.StandardError);
    }

    [Fact]
    public void What_was_not_seen_cannot_be_said()
    {
        var waiting = SurvivalCurve.Of([3, 5, 8], [false, true, false]).Value;
        Assert.Equal(CannotSay.NotReached, SurvivalCurve.Of([3, 5], [false, false]).Value.Median.Why);
        Assert.Equal(CannotSay.NotReached, waiting.MedianInterval.High.Why);
        Assert.Equal(CannotSay.OutOfRange, waiting.RestrictedMean(9).Why);
        Assert.Equal(1, waiting.At(2).Interval.Low);
        Assert.Equal(CannotSay.NoAnswers, SurvivalCurve.Of([], []).Why);
        Assert.Equal(CannotSay.OutOfRange, SurvivalCurve.Of([-1], [true]).Why);
        Assert.Equal(CannotSay.NotANumber, SurvivalCurve.Of([double.NaN], [true]).Why);
        Assert.Equal(CannotSay.DifferentLengths, SurvivalCurve.Of([1, 2], [true]).Why);
        Assert.Equal(CannotSay.AllTheSame, LogRank.Of([1, 2], [true, true], ["a", "a"]).Why);
        Assert.Equal(CannotSay.NotReached, LogRank.Of([1, 2], [false, false], ["a", "b"]).Why);
        Assert.True(double.IsNaN(SurvivalCurve.Of([1], [true]).Value.At(1).StandardError));
    }

    private static void AgreesOn(string id, string time, string ended, Func<Row, bool> filter)
    {
        Row[] rows = [.. Rows(Inputs(id).GetProperty("file").GetString()!).Where(filter)];
        Agrees(id, [.. rows.Select(row => row.Number(time))], [.. rows.Select(row => row.Number(ended) == 1)]);
    }

    private static void Agrees(string id, double[] times, bool[] ended)
    {
        var expected = Value(id);
        var curve = SurvivalCurve.Of(times, ended).Value;
        Assert.Equal(((int)Number(expected, "n"), (int)Number(expected, "events")), (curve.N, curve.Events));
        Same(expected.GetProperty("median"), curve.Median);
        Same(expected.GetProperty("median_ci95_log")[0], curve.MedianInterval.Low);
        Same(expected.GetProperty("median_ci95_log")[1], curve.MedianInterval.High);
        foreach (var (at, time) in expected.GetProperty("at").GetProperty("time").EnumerateArray().Index())
        {
            var step = curve.At(time.GetDouble());
            (string, string, double)[] values =
            [
                ("at", "n_risk", step.AtRisk), ("at", "survival", step.Survival), ("at", "std_err", step.StandardError), ("at", "lower95", step.Logarithmic.Low), ("at", "upper95", step.Logarithmic.High),
                ("at_loglog_ci", "lower95", step.Interval.Low), ("at_loglog_ci", "upper95", step.Interval.High),
            ];
            foreach (var (part, name, value) in values)
                if (expected.GetProperty(part).GetProperty(name)[at] is { ValueKind: JsonValueKind.Number } number) Near(number.GetDouble(), value);
        }

        var mean = curve.RestrictedMean(Number(expected, "rmean", "tau")).Value;
        Near(Number(expected, "rmean", "value"), mean.Mean);
        Near(Number(expected, "rmean", "se"), mean.StandardError);
    }

    private static void Same(JsonElement expected, Said<double> found)
    {
        if (expected.ValueKind == JsonValueKind.Null) Assert.Equal(CannotSay.NotReached, found.Why);
        else Near(expected.GetDouble(), found.Value);
    }

    private static void DiffersOn(string id, string time, string ended, string group)
    {
        var expected = Value(id);
        Row[] rows = [.. Rows(Inputs(id).GetProperty("file").GetString()!).Where(row => row.Has(group))];
        Test(early: false, "chisq", "p");
        Test(early: true, "peto_peto_chisq", "peto_peto_p");

        void Test(bool early, string chisq, string p)
        {
            var test = LogRank.Of([.. rows.Select(row => row.Number(time))], [.. rows.Select(row => row.Number(ended) == 1)], [.. rows.Select(row => row[group])], early).Value;
            Near(Number(expected, chisq), test.ChiSquared);
            Near(Number(expected, p), test.P);
            Assert.Equal(expected.GetProperty("groups").EnumerateArray().Select(name => name.GetString()), test.Groups);
            Assert.Equal(Numbers(expected.GetProperty("observed")), test.Observed);
            foreach (var (value, found) in Numbers(expected.GetProperty("expected")).Zip(test.Expected)) Near(value, found);
        }
    }
}
