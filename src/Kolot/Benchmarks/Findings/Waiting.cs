using Kolot.Core.Statistics;

namespace Kolot.Benchmarks.Findings;

/// <summary>Who waits for how long: one line of the waiting curve, with what it is called.</summary>
/// <param name="Name">What it is called, in full; and short, at the rows of numbers.</param>
/// <param name="Short">The same short.</param>
/// <param name="Curve">The curve.</param>
/// <param name="Stopped">At how many minutes watching stopped with somebody still waiting, each once.</param>
public sealed record WaitingLine(string Name, string Short, SurvivalCurve Curve, IReadOnlyList<double> Stopped)
{
    /// <summary>The corners of its steps as far as a time: when, the share still waiting from then on, and between what it lies.</summary>
    public IEnumerable<(double At, double Share, double Low, double High)> Corners(double last)
    {
        var (low, high) = (1.0, 1.0);
        yield return (0, 1, 1, 1);
        foreach (var step in Curve.Steps.Where(step => step.Time <= last))
        {
            // Where nobody is left the formula has nothing to say, and the last bounds go on.
            if (step.Survival > 0) (low, high) = (step.Interval.Low, step.Interval.High);
            else low = 0;
            yield return (step.Time, step.Survival, low, high);
        }
    }

    /// <summary>The share still waiting after a time.</summary>
    public double ShareAt(double time) => Curve.At(time).Survival;

    /// <summary>How many still wait just then.</summary>
    public int WaitingAt(double time) => Curve.At(time).AtRisk;
}
