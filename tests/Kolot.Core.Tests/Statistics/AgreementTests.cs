using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class AgreementTests
{
    private static readonly long[][] Raters = [[20, 5, 1], [3, 15, 4], [2, 3, 12]];
    private static readonly long[][] Told = [[50, 5, 5], [8, 30, 2], [4, 6, 10]];

    [Fact]
    public void Two_raters_agree_as_R_says_plainly_and_by_how_far_they_are_apart()
    {
        var plain = CohenKappa.Of(Raters).Value;
        Near(0.5791366906, plain.Kappa);
        Near(0.08412590454, plain.StandardError);
        Near(0.4142529476, plain.Interval.Low);
        Near(0.7440204337, plain.Interval.High);
        Near(0.7230769231, plain.Observed);
        Near(0.3420118343, plain.Expected);
        var (linear, quadratic) = (CohenKappa.Of(Raters, KappaWeights.Linear).Value, CohenKappa.Of(Raters, KappaWeights.Quadratic).Value);
        Near(0.6257197697, linear.Kappa);
        Near(0.08133888082, linear.StandardError);
        Near(0.6738524438, quadratic.Kappa);
        Near(0.08832267709, quadratic.StandardError);
    }

    [Fact]
    public void Ten_raters_of_Hebrew_words_agree_as_in_R()
    {
        var expected = Value("kappa.fleiss");
        var counts = Ratings().Where(unit => unit.Count == 10).Select(unit => (IReadOnlyList<long>)[.. Enumerable.Range(0, 3).Select(at => unit.LongCount(rating => ClassOf(rating) == at))]).ToArray();

        var kappa = FleissKappa.Of(counts).Value;

        Assert.Equal((int)Number(expected, "subjects"), counts.Length);
        Near(Number(expected, "mean_observed"), kappa.Observed);
        Near(Number(expected, "expected"), kappa.Expected);
        Near(Number(expected, "kappa"), kappa.Kappa);
        Near(Number(expected, "se_null"), kappa.ErrorUnderChance);
        Near(Number(expected, "z"), kappa.Z);
        foreach (var (share, found) in Numbers(expected.GetProperty("category_shares")).Zip(kappa.Shares)) Near(share, found);
    }

    [Fact]
    public void Raters_of_whom_some_are_missing_agree_as_in_R()
    {
        var expected = Value("alpha.krippendorff");
        var units = Ratings();
        foreach (var (name, scale, rated) in new[]
        {
            ("nominal_3class", RatingScale.Nominal, units.Select(unit => (IReadOnlyList<double>)[.. unit.Select(rating => (double)ClassOf(rating))]).ToArray()),
            ("ordinal_5", RatingScale.Ordinal, units), ("interval_5", RatingScale.Interval, units),
        })
        {
            var alpha = Krippendorff.Of(rated, scale).Value;
            Near(Number(expected, name, "alpha"), alpha.Alpha);
            Assert.Equal(((int)Number(expected, name, "units"), (int)Number(expected, name, "pairable_values")), (alpha.Units, alpha.Values));
        }
    }

    [Fact]
    public void The_published_example_of_four_observers_comes_out_as_published()
    {
        double?[][] raters =
        [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null], [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3], [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null], [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
        ];
        IReadOnlyList<double>[] units = [.. Enumerable.Range(0, 12).Select(unit => (IReadOnlyList<double>)[.. raters.Select(rater => rater[unit]).OfType<double>()])];

        Near(0.7434210526, Krippendorff.Of(units, RatingScale.Nominal).Value.Alpha);
        Near(0.8153875038, Krippendorff.Of(units, RatingScale.Ordinal).Value.Alpha);
        Near(0.8491071429, Krippendorff.Of(units, RatingScale.Interval).Value.Alpha);
    }

    [Fact]
    public void Whoever_tells_classes_apart_is_marked_as_by_hand()
    {
        var marks = Classification.Of(Told).Value;

        Near(0.75, marks.Accuracy.Value);
        Near(0.6655886334, marks.Accuracy.Interval.Low);
        Near(0.8189017834, marks.Accuracy.Interval.High);
        double[] precision = [0.8064516129, 0.7317073171, 0.5882352941], recall = [0.8333333333, 0.75, 0.5], f1 = [0.8196721311, 0.7407407407, 0.5405405405];
        foreach (var (expected, found) in precision.Zip(marks.Precision).Concat(recall.Zip(marks.Recall)).Concat(f1.Zip(marks.F1))) Near(expected, found);
        Near(0.7003178041, marks.MacroF1);
        Near(0.7468397359, marks.WeightedF1);
        Near(0.5867233846, marks.Matthews.Value);
        Near(0.5862068966, CohenKappa.Of(Told).Value.Kappa);
    }

    [Fact]
    public void Where_nothing_can_disagree_agreement_cannot_be_said()
    {
        Assert.Equal(CannotSay.AllTheSame, CohenKappa.Of([[5, 0], [0, 0]]).Why);
        Assert.Equal(CannotSay.NoAnswers, CohenKappa.Of([[0, 0], [0, 0]]).Why);
        Assert.Equal(CannotSay.DifferentLengths, CohenKappa.Of([[1, 2], [3]]).Why);
        Assert.Equal(CannotSay.OutOfRange, CohenKappa.Of([[1, -2], [3, 1]]).Why);
        Assert.Equal(CannotSay.AllTheSame, FleissKappa.Of([[3, 0], [3, 0]]).Why);
        Assert.Equal(CannotSay.DifferentLengths, FleissKappa.Of([[3, 0], [2, 0]]).Why);
        Assert.Equal(CannotSay.OneAnswer, FleissKappa.Of([[1, 0], [0, 1]]).Why);
        Assert.Equal(CannotSay.NoAnswers, Krippendorff.Of([[1], [2], []], RatingScale.Nominal).Why);
        Assert.Equal(CannotSay.AllTheSame, Krippendorff.Of([[2, 2], [2, 2, 2]], RatingScale.Interval).Why);
        Assert.Equal(CannotSay.NotANumber, Krippendorff.Of([[2, double.NaN]], RatingScale.Interval).Why);
        Assert.Equal(CannotSay.AllTheSame, Classification.Of([[4, 0], [0, 0]]).Value.Matthews.Why);
        Assert.Equal(1, CohenKappa.Of([[5, 0], [0, 4]]).Value.Kappa);
    }

    private static IReadOnlyList<double>[] Ratings() =>
        [.. Rows("shared/data/hebrew-rater-agreement/ratings.csv").GroupBy(row => row["doc_id"]).Select(unit => (IReadOnlyList<double>)[.. unit.Select(row => row.Number("rating"))])];

    private static int ClassOf(double rating) => rating < 3 ? 0 : rating == 3 ? 1 : 2;
}
