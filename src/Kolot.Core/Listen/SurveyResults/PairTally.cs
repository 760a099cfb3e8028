using Kolot.Core.Statistics;
using One = Kolot.Core.Statistics.Given;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>What was found beside what was expected, of those who said both.</summary>
/// <param name="N">How many said both.</param>
/// <param name="Expected">The mean of what was expected.</param>
/// <param name="Found">The mean of what was found.</param>
/// <param name="Interval">Where the difference lies, found less expected, at 95 %.</param>
/// <param name="P">How likely a difference at least as large is by chance.</param>
public sealed record PairFigure(long N, double Expected, double Found, Interval Interval, double P)
{
    /// <summary>Found less expected.</summary>
    public double Difference => Found - Expected;
}

/// <summary>Pairs of answers: what was expected, and what was found.</summary>
/// <remarks>Student's t of the differences (Student 1908, Biometrika 6, 1-25); who answered more than once is counted by what their answers have in common (see <see cref="Repeated"/>).</remarks>
public sealed class PairTally
{
    private readonly List<One> differences = [];
    private double expected;

    /// <summary>How many said both.</summary>
    public long N => differences.Count;

    /// <summary>The two beside each other.</summary>
    public Said<PairFigure> Figure
    {
        get
        {
            if (N == 0) return CannotSay.NoAnswers;
            var said = Repeated.Of(differences);
            if (!said.Try(out var repeated)) return said.Why ?? CannotSay.OutOfRange;
            if (N < ScoreTally.Fewest || repeated.Customers < ScoreTally.Fewest) return CannotSay.TooFew;
            if (!repeated.Interval.Try(out var interval)) return CannotSay.AllTheSame;
            var mean = expected / N;
            return new PairFigure(N, mean, mean + repeated.Mean, interval, Tails.OfStudent(repeated.Mean / repeated.StandardError.Value, repeated.Customers - 1));
        }
    }

    /// <summary>Counts one pair.</summary>
    public void Add(int customer, double before, double after)
    {
        differences.Add(new(customer, after - before));
        expected += before;
    }
}
