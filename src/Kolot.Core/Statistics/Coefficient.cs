namespace Kolot.Core.Statistics;

/// <summary>What one column is worth in a regression whose likelihood was climbed, on the scale of the logarithm of odds or hazards.</summary>
/// <param name="Value">By how much the logarithm is higher for one more of the column, the others held as they are.</param>
/// <param name="StandardError">Its standard error, from the curvature of the likelihood at its summit.</param>
public readonly record struct Coefficient(double Value, double StandardError)
{
    /// <summary>In standard errors (Wald 1943).</summary>
    public double Z => Value / StandardError;

    /// <summary>How likely one at least as far from zero is by chance.</summary>
    public double P => Tails.OfNormal(Z);

    /// <summary>The normal interval.</summary>
    public Interval Interval => new(Value - (Tails.Z * StandardError), Value + (Tails.Z * StandardError));

    /// <summary>How many times the odds, or the hazard, are as high for one more of the column.</summary>
    public double Ratio => Math.Exp(Value);

    /// <summary>Where that lies.</summary>
    public Interval RatioInterval => new(Math.Exp(Interval.Low), Math.Exp(Interval.High));
}
