using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class RegressionTests
{
    // Steps of a fit end where R's end but for this share.
    private const double Fitted = 1e-5;

    private static readonly double[] Weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17], Branch = [1, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0];
    private static readonly bool[] Ended = [.. Enumerable.Range(0, 14).Select(at => at < 9)];

    [Fact]
    public void Who_leaves_sooner_is_as_in_R()
    {
        CoxAgrees("cox.telco.1");
        CoxAgrees("cox.telco.3");
    }

    [Fact]
    public void Without_the_files_beside_it_fourteen_who_waited_are_as_R_says()
    {
        var fit = CoxFit.Of(Weeks, Ended, [Branch]).Value;

        Assert.Equal((14, 9, 1), (fit.N, fit.Events, fit.Freedom));
        Near(0.4383929312, fit.Coefficients[0].Value, Fitted);
        Near(0.7141511934, fit.Coefficients[0].StandardError, Fitted);
        Near(0.5393040693, fit.Coefficients[0].P, Fitted);
        Near(0.6138657126, fit.Coefficients[0].Z, Fitted);
        Near(1.550213915, fit.Coefficients[0].Ratio, Fitted);
        Near(0.3823886851, fit.Coefficients[0].RatioInterval.Low, Fitted);
        Near(6.284608505, fit.Coefficients[0].RatioInterval.High, Fitted);
        Near(-15.75981943, fit.LogLikelihood.Null);
        Near(-15.57273915, fit.LogLikelihood.Fitted);
        Near(0.3741605438, fit.LikelihoodRatio, Fitted);
        Near(0.3825938673, fit.Score);
        Near(0.3768311131, fit.Wald, Fitted);
        Near(0.6228070175, fit.Concordance);
        Assert.InRange(fit.P, 0.5, 0.6);
    }

    [Fact]
    public void Who_left_at_all_is_as_in_R()
    {
        var expected = Value("logit.telco");
        var rows = Rows(Inputs("logit.telco").GetProperty("file").GetString()!);

        var fit = LogisticFit.Of(
            [.. rows.Select(row => row["churn_value"] == "1")],
            [Column(rows, "tenure_months"), Column(rows, "monthly_charge"), [.. rows.Select(row => row["contract"] == "One Year" ? 1.0 : 0)], [.. rows.Select(row => row["contract"] == "Two Year" ? 1.0 : 0)]]).Value;

        Assert.Equal((int)Number(expected, "n"), fit.N);
        All(expected, [fit.Intercept, .. fit.Coefficients], "odds_ratio");
        Near(Number(expected, "loglik"), fit.LogLikelihood);
        Near(Number(expected, "null_deviance"), fit.NullDeviance);
        Near(Number(expected, "residual_deviance"), fit.Deviance);
        Near(Number(expected, "aic"), fit.Akaike);
        Assert.InRange(fit.P, 0, 1e-300);
    }

    [Fact]
    public void Scores_that_tell_who_left_but_for_those_on_the_border_have_no_coefficient()
    {
        var expected = Value("logit.separation");
        var rows = Rows(Inputs("logit.separation").GetProperty("file").GetString()!);
        for (var score = 1; score <= 5; score++)
        {
            var own = rows.Where(row => row.Number("satisfaction_score") == score).ToArray();
            Assert.Equal(expected.GetProperty("churned_by_score")[score - 1].GetInt32(), own.Count(row => row["churn_value"] == "1"));
            Assert.Equal(expected.GetProperty("stayed_by_score")[score - 1].GetInt32(), own.Count(row => row["churn_value"] == "0"));
        }

        Assert.False(expected.GetProperty("maximum_likelihood_estimate_exists").GetBoolean());
        Assert.Equal(CannotSay.QuasiSeparation, LogisticFit.Of([.. rows.Select(row => row["churn_value"] == "1")], [Column(rows, "satisfaction_score")]).Why);
        Assert.Equal(CannotSay.QuasiSeparation, LogisticFit.Of([.. rows.Select(row => row["churn_value"] == "1")], [Column(rows, "age"), Column(rows, "satisfaction_score"), Column(rows, "monthly_charge")]).Why);
    }

    [Fact]
    public void Of_one_column_of_yes_and_no_the_odds_ratio_is_that_of_the_table()
    {
        // 30 of 40 beside 20 of 50: (30 × 30) / (10 × 20), and the error of its logarithm √(1/30 + 1/10 + 1/20 + 1/30) (Woolf 1955).
        bool[] outcome = [.. Enumerable.Range(0, 90).Select(at => at is < 30 or (>= 40 and < 60))];

        var fit = LogisticFit.Of(outcome, [[.. Enumerable.Range(0, 90).Select(at => at < 40 ? 1.0 : 0)]]).Value;

        Assert.Equal(4.5, fit.Coefficients[0].Ratio, 1e-9);
        Assert.Equal(Math.Sqrt((1.0 / 30) + (1.0 / 10) + (1.0 / 20) + (1.0 / 30)), fit.Coefficients[0].StandardError, 1e-9);
        Assert.Equal(Math.Log(20.0 / 30), fit.Intercept.Value, 1e-9);
    }

    [Fact]
    public void In_what_unit_a_column_is_given_moves_its_coefficient_and_nothing_else()
    {
        bool[] outcome = [.. Enumerable.Range(0, 60).Select(at => at * 7 % 11 > 4)];
        double[] age = [.. Enumerable.Range(0, 60).Select(at => 20.0 + (at * 13 % 50))], days = [.. age.Select(value => (value * 1e6) + 1e9)];
        double[] waited = [.. Enumerable.Range(0, 60).Select(at => 1.0 + (at * 17 % 9))];

        var (one, other) = (LogisticFit.Of(outcome, [age]).Value, LogisticFit.Of(outcome, [days]).Value);
        var (cox, again) = (CoxFit.Of(waited, outcome, [age]).Value, CoxFit.Of(waited, outcome, [days]).Value);

        Assert.Equal(one.Coefficients[0].Z, other.Coefficients[0].Z, 1e-6);
        Assert.Equal(one.Coefficients[0].Value, other.Coefficients[0].Value * 1e6, 1e-9);
        Assert.Equal(one.Deviance, other.Deviance, 1e-9);
        Assert.Equal(cox.Coefficients[0].Z, again.Coefficients[0].Z, 1e-6);
        Assert.Equal(cox.Concordance, again.Concordance, 1e-12);
    }

    [Fact]
    public void What_tells_outcomes_apart_is_refused_by_name()
    {
        bool[] outcome = [false, false, false, true, true, true, true, false];

        Assert.Equal(CannotSay.Separation, LogisticFit.Of([false, false, false, true, true, true], [[1, 2, 3, 4, 5, 6]]).Why);
        Assert.Equal(CannotSay.QuasiSeparation, LogisticFit.Of([false, false, false, true, true, true], [[1, 2, 3, 3, 5, 6]]).Why);
        Assert.Equal(CannotSay.QuasiSeparation, LogisticFit.Of(outcome, [[0, 0, 0, 0, 1, 0, 1, 0]]).Why);
        // Neither column tells them apart, both together do: their sum is above five where it came.
        Assert.Equal(CannotSay.Separation, LogisticFit.Of([false, false, true, true, false, true], [[1, 4, 2, 5, 3, 6], [3, 0, 5, 1, 1, 3]]).Why);
        // The one who left was the highest of all who were there, each time.
        Assert.Equal(CannotSay.QuasiSeparation, CoxFit.Of([1, 2, 3, 4, 5, 6], [true, true, true, true, false, false], [[9, 8, 7, 6, 5, 5]]).Why);
        // Nobody of the second kind left.
        Assert.Equal(CannotSay.QuasiSeparation, CoxFit.Of([1, 2, 3, 4, 5, 6, 7, 8], [true, false, true, true, false, true, true, false], [[1, 0, 1, 1, 0, 1, 1, 0], [3, 1, 4, 1, 5, 9, 2, 6]]).Why);
    }

    [Fact]
    public void One_row_on_the_wrong_side_is_enough_for_a_coefficient_however_large()
    {
        bool[] outcome = [.. Enumerable.Range(0, 400).Select(at => at >= 200)];
        double[] nearly = [.. Enumerable.Range(0, 400).Select(at => at == 399 ? 0.0 : at)];

        var fit = LogisticFit.Of(outcome, [nearly]).Value;

        Assert.True(double.IsFinite(fit.Coefficients[0].StandardError));
        // Where likelihood is highest, as many are expected as came.
        Assert.Equal(200, nearly.Sum(value => 1 / (1 + Math.Exp(-fit.Intercept.Value - (fit.Coefficients[0].Value * value)))), 1e-6);
    }

    [Fact]
    public void What_the_data_do_not_carry_cannot_be_said_and_why_has_a_name()
    {
        bool[] came = [true, false, true, false, false, true];
        double[] one = [1, 4, 2, 8, 5, 7], other = [2, 8, 4, 16, 10, 14];

        Assert.Equal(CannotSay.NoAnswers, LogisticFit.Of([], []).Why);
        Assert.Equal(CannotSay.NoAnswers, CoxFit.Of([1, 2], [true, true], []).Why);
        Assert.Equal(CannotSay.DifferentLengths, LogisticFit.Of(came, [[1, 2]]).Why);
        Assert.Equal(CannotSay.DifferentLengths, CoxFit.Of(one, came, [[1, 2]]).Why);
        Assert.Equal(CannotSay.AllTheSame, LogisticFit.Of([true, true, true, true], [[1, 2, 3, 5]]).Why);
        Assert.Equal(CannotSay.AllTheSame, CoxFit.Of(one, came, [[2, 2, 2, 2, 2, 2]]).Why);
        Assert.Equal(CannotSay.NotReached, CoxFit.Of(one, new bool[6], [one]).Why);
        Assert.Equal(CannotSay.OutOfRange, CoxFit.Of([-1, 2, 3, 4, 5, 6], came, [one]).Why);
        Assert.Equal(CannotSay.NotANumber, CoxFit.Of([1, 2, 3, 4, 5, double.NaN], came, [one]).Why);
        Assert.Equal(CannotSay.NotANumber, LogisticFit.Of(came, [[1, 2, 3, 4, 5, double.PositiveInfinity]]).Why);
        Assert.Equal(CannotSay.TooFew, LogisticFit.Of([true, false], [[1, 2]]).Why);
        Assert.Equal(CannotSay.Collinear, LogisticFit.Of(came, [one, other]).Why);
        Assert.Equal(CannotSay.Collinear, CoxFit.Of(one, came, [one, other]).Why);
        Assert.Equal(CannotSay.OutOfRange, LogisticFit.Of(came, [[1e300, 2e300, 1e300, 4e300, 1e300, 3e300]]).Why);
        // It varies only among those who were no longer there when the first end came.
        Assert.Equal(CannotSay.NotConverged, CoxFit.Of([1, 1, 5, 6, 7], [false, false, true, true, false], [[1, 2, 3, 3, 3]]).Why);
    }

    private static void CoxAgrees(string id)
    {
        var (expected, columns) = (Value(id), Inputs(id).GetProperty("columns").EnumerateArray().Select(column => column.GetString()!).ToArray());
        var rows = Rows(Inputs(id).GetProperty("file").GetString()!);

        var fit = CoxFit.Of(Column(rows, columns[0]), [.. rows.Select(row => row[columns[1]] == "1")], [.. columns.Skip(2).Select(column => Column(rows, column))]).Value;

        Assert.Equal(((int)Number(expected, "n"), (int)Number(expected, "events"), (int)Number(expected, "df")), (fit.N, fit.Events, fit.Freedom));
        All(expected, fit.Coefficients, "hazard_ratio");
        foreach (var (lower, upper, found) in Numbers(expected.GetProperty("hr_lower95")).Zip(Numbers(expected.GetProperty("hr_upper95")), fit.Coefficients))
        {
            Near(lower, found.RatioInterval.Low, Fitted);
            Near(upper, found.RatioInterval.High, Fitted);
        }

        Near(expected.GetProperty("loglik")[0].GetDouble(), fit.LogLikelihood.Null);
        Near(expected.GetProperty("loglik")[1].GetDouble(), fit.LogLikelihood.Fitted);
        Near(Number(expected, "lr_test"), fit.LikelihoodRatio, Fitted);
        Near(Number(expected, "score_test"), fit.Score, Fitted);
        Near(Number(expected, "wald_test"), fit.Wald, Fitted);
        Near(Number(expected, "concordance"), fit.Concordance);
    }

    private static void All(JsonElement expected, IReadOnlyList<Coefficient> found, string ratio)
    {
        foreach (var (name, of) in new (string, Func<Coefficient, double>)[] { ("coef", one => one.Value), ("se", one => one.StandardError), ("z", one => one.Z), ("p", one => one.P), (ratio, one => one.Ratio) })
        {
            var values = Numbers(expected.GetProperty(name));
            Assert.Equal(values.Length, found.Count);
            foreach (var (value, at) in values.Select((value, at) => (value, at)))
            {
                Near(value, of(found[at]), Fitted);
                // Far in the tail a p is held to its own size too; the tail is as far out as the step of the fit lets it be.
                if (name == "p" && value > 0) Assert.InRange(of(found[at]) / value, 0.999, 1.001);
            }
        }
    }

    private static double[] Column(IReadOnlyList<Row> rows, string name) => [.. rows.Select(row => row.Number(name))];
}
