using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Importance;

/// <summary>Where a question belongs, by how much the outcome goes with it and by how well it stands.</summary>
public enum DriverPlace
{
    /// <summary>Matters much and stands low: what to mend first.</summary>
    Mend,

    /// <summary>Matters much and stands high: what to keep.</summary>
    Keep,

    /// <summary>Matters little and stands low: what can wait.</summary>
    Later,

    /// <summary>Matters little and stands high: well as it is.</summary>
    Fine,
}

/// <summary>A question beside an outcome: how much goes with it, and how well it stands.</summary>
public sealed record Driver
{
    /// <summary>The question's name.</summary>
    public required string Question { get; init; }

    /// <summary>Which part of what the questions explain together is this one's, in percent (Johnson's relative weights).</summary>
    public required double Weight { get; init; }

    /// <summary>Where that lies at 95 %; null where drawing anew does not carry it.</summary>
    public Interval? WeightInterval { get; init; }

    /// <summary>The same part as the average over all orders, in percent; null where there are too many questions for it.</summary>
    public double? Shapley { get; init; }

    /// <summary>The mean answer.</summary>
    public required double Mean { get; init; }

    /// <summary>Where it lies at 95 %, who answered more than once known.</summary>
    public Interval? MeanInterval { get; init; }

    /// <summary>How far along its scale the mean stands, in percent, 100 the end that goes with more of the outcome.</summary>
    public required double Standing { get; init; }

    /// <summary>Where that lies at 95 %.</summary>
    public Interval? StandingInterval { get; init; }

    /// <summary>Whether less of it is better: hours late, minutes lost.</summary>
    public required bool Turned { get; init; }

    /// <summary>Its own correlation with the outcome.</summary>
    public required double Correlation { get; init; }

    /// <summary>Where it belongs.</summary>
    public required DriverPlace Place { get; init; }

    /// <summary>Whether its weight keeps clear of an equal share for all.</summary>
    public required bool Sure { get; init; }

    /// <summary>The answers that are worse than its mean, worst first: whose voices tell why.</summary>
    public required IReadOnlyList<double> LowAnswers { get; init; }

    /// <summary>Its weight times how far it is from the end of its scale: by this they are sorted, those to mend before all others.</summary>
    public double Room => Weight * (100 - Standing) / 100;
}
