using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>Grades of one layer, or of all of it together.</summary>
/// <param name="N">How many answers were graded.</param>
/// <param name="Mean">Their mean, 1 to 5.</param>
/// <param name="SumOfSquares">Of what they are off it.</param>
public readonly record struct LayerScore(int N, double Mean, double SumOfSquares)
{
    /// <summary>Student's interval of the mean, within 1 and 5; of one, or of grades all alike, it cannot be said.</summary>
    public Said<Interval> Interval
    {
        get
        {
            if (N < 2) return CannotSay.OneAnswer;
            if (SumOfSquares <= 1e-12) return CannotSay.AllTheSame;
            var half = Tails.StudentPoint(N - 1) * Math.Sqrt(SumOfSquares / (N - 1) / N);
            return new Interval(Math.Max(1, Mean - half), Math.Min(5, Mean + half));
        }
    }

    /// <summary>The grades of probes in one layer; without any it cannot be said.</summary>
    public static Said<LayerScore> Of(IReadOnlyList<ProbeSeen> probes, Func<Grade, double?> layer)
    {
        // The mean is carried along, so that what is all alike has no spread (Welford 1962, Technometrics 4, 419-420).
        var (n, mean, squares) = (0, 0.0, 0.0);
        for (var at = 0; at < probes.Count; at++)
        {
            if (probes[at].Grade is not { } grade || layer(grade) is not { } given) continue;
            var off = given - mean;
            mean += off / ++n;
            squares += off * (given - mean);
        }

        return n > 0 ? new LayerScore(n, mean, squares) : CannotSay.NoAnswers;
    }
}

/// <summary>What the answers were like, by layers.</summary>
/// <param name="Style">Availability and style.</param>
/// <param name="Professional">The professional answer.</param>
/// <param name="Emotional">The emotional experience.</param>
/// <param name="Overall">All of it.</param>
/// <param name="Graded">How many answers were graded.</param>
/// <param name="Failed">In how many of them something failed without which all the rest counts for nothing.</param>
public sealed record LayerScores(Said<LayerScore> Style, Said<LayerScore> Professional, Said<LayerScore> Emotional, Said<LayerScore> Overall, int Graded, int Failed)
{
    /// <summary>The score of a layer.</summary>
    public Said<LayerScore> this[Layer layer] => layer switch { Layer.Style => Style, Layer.Professional => Professional, _ => Emotional };

    /// <summary>The scores of probes, by their first grading.</summary>
    public static LayerScores Of(IReadOnlyList<ProbeSeen> probes)
    {
        var (graded, failed) = (0, 0);
        for (var at = 0; at < probes.Count; at++)
        {
            if (probes[at].Grade is not { } grade) continue;
            graded++;
            if (grade.Failed) failed++;
        }

        return new(
            LayerScore.Of(probes, grade => grade.Style), LayerScore.Of(probes, grade => grade.Professional), LayerScore.Of(probes, grade => grade.Emotional),
            LayerScore.Of(probes, grade => grade.Overall), graded, failed);
    }
}
