namespace Kolot.Core.Listen;

/// <summary>Where a score lies on its scale: enough to filter by, not a measure.</summary>
public enum ScoreBand
{
    /// <summary>The lower part.</summary>
    Low = 0,

    /// <summary>The middle.</summary>
    Middle = 1,

    /// <summary>The upper part.</summary>
    High = 2,
}

/// <summary>Finds the band of a score.</summary>
public static class ScoreBands
{
    /// <summary>The band of a score on a scale.</summary>
    /// <remarks>
    /// From 0 to 10 the bands are those of the Net Promoter Score (0 to 6, 7 and 8, 9 and 10; Reichheld 2003). On other scales the lower 40 % are
    /// low and the upper 20 % high, so that on 1 to 5 the bands are 1 and 2, 3 and 4, 5, which is where the same customers fall.
    /// </remarks>
    public static ScoreBand? Of(double? score, double? low, double? high)
    {
        if (score is not { } given || low is not { } from || high is not { } to || from >= to) return null;
        if (from == 0 && to == 10) return given <= 6 ? ScoreBand.Low : given < 9 ? ScoreBand.Middle : ScoreBand.High;
        return ((given - from) / (to - from)) switch
        {
            < 0.4 => ScoreBand.Low,
            <= 0.8 => ScoreBand.Middle,
            _ => ScoreBand.High,
        };
    }
}
