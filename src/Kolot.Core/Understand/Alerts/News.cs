using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Alerts;

/// <summary>Why a change is news.</summary>
public enum NewsKind
{
    /// <summary>The last piece lies beyond the limits of chance.</summary>
    Beyond = 0,

    /// <summary>The last three differ from what was before by more than chance explains.</summary>
    Shift = 1,

    /// <summary>The last eight all lie on one side, and together farther off than chance explains.</summary>
    Run = 2,
}

/// <summary>A change that is no wiggle.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Before">What it was.</param>
/// <param name="Now">What it is.</param>
/// <param name="Interval">Where the difference lies, with 95 % confidence.</param>
/// <param name="P">How likely a difference at least as large is by chance, looked at once.</param>
public sealed record News(NewsKind Kind, Level Before, Level Now, Interval Interval, double P)
{
    /// <summary>By how much it changed.</summary>
    public double Difference => Now.Value - Before.Value;
}

/// <summary>Which changes somebody wants to be told of.</summary>
public enum AlertDirection
{
    /// <summary>Any.</summary>
    Both = 0,

    /// <summary>Those for the worse.</summary>
    Worse = 1,

    /// <summary>Those for the better.</summary>
    Better = 2,
}

/// <summary>What a look at a measure came to.</summary>
public enum AlertState
{
    /// <summary>Nobody looked yet.</summary>
    New = 0,

    /// <summary>Nothing that chance does not explain.</summary>
    Quiet = 1,

    /// <summary>Too few pieces before the last to tell what it usually is.</summary>
    TooFewPieces = 2,

    /// <summary>The last piece has too few answers.</summary>
    TooFewAnswers = 3,

    /// <summary>The answers of the last piece came as history: read, and nothing is told of them.</summary>
    History = 4,

    /// <summary>The rule of the measure changed, or the measure is no more: somebody must say how to go on.</summary>
    MeasureChanged = 5,

    /// <summary>It rests on what its reader may not know.</summary>
    BeyondReach = 6,

    /// <summary>It changed, and that is told.</summary>
    Told = 7,
}

/// <summary>What came of a look.</summary>
/// <param name="State">What it came to: quiet, told, or why it cannot be said.</param>
/// <param name="Pieces">How many pieces what it usually is was read from.</param>
/// <param name="News">The change; null where there is none.</param>
public sealed record Look(AlertState State, int Pieces, News? News = null);
