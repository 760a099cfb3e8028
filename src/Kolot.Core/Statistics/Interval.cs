namespace Kolot.Core.Statistics;

/// <summary>Where a figure lies with the confidence that goes with it, 95 % unless said otherwise.</summary>
/// <param name="Low">The lower bound, in the figure's own unit.</param>
/// <param name="High">The upper bound, never below the lower one.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Half of its width: the figure after ± where the interval is symmetric.</summary>
    public double Half => (High - Low) / 2;

    /// <summary>Whether a value lies inside or on a bound.</summary>
    public bool Holds(double value) => Low <= value && value <= High;

    /// <summary>The same interval in another unit.</summary>
    public static Interval operator *(Interval interval, double factor) => factor < 0
        ? new(interval.High * factor, interval.Low * factor)
        : new(interval.Low * factor, interval.High * factor);
}
