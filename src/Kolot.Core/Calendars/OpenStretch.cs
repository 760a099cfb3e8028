namespace Kolot.Core.Calendars;

/// <summary>The openings of a stretch of time as sorted numbers, so that a moment is found among them by halving.</summary>
internal sealed class OpenStretch
{
    /// <summary>How many days, of Greenwich, a stretch has.</summary>
    public const int Days = 128;

    // Ticks at which each opening begins and ends, and how much was open in the stretch before it.
    private readonly long[] from;
    private readonly long[] until;
    private readonly long[] before;

    private OpenStretch(List<(long From, long Until)> openings)
    {
        from = new long[openings.Count];
        until = new long[openings.Count];
        before = new long[openings.Count];
        for (var i = 0; i < openings.Count; i++)
        {
            (from[i], until[i]) = openings[i];
            before[i] = Total;
            Total += until[i] - from[i];
        }
    }

    /// <summary>How much is open in the whole stretch, in ticks.</summary>
    public long Total { get; }

    /// <summary>The openings from one moment to another.</summary>
    public static OpenStretch Of(ServiceDays days, DateTime begins, DateTime ends)
    {
        // Two days before and one after: clocks are up to 14 hours ahead, and an opening goes on up to the second midnight.
        var (first, last) = (DateOnly.FromDateTime(begins).AddDays(-3), DateOnly.FromDateTime(ends).AddDays(1));
        var open = new List<(long From, long Until)>();
        for (var day = first; day <= last; day = day.AddDays(1))
            foreach (var time in days.On(day).Open)
                if (time.Within(begins, ends) is { } within) open.Add((within.From.Ticks, within.Until.Ticks));
        open.Sort();

        // What touches or overlaps is one opening: a shift past midnight may run into an exception of the next day.
        var merged = new List<(long From, long Until)>(open.Count);
        foreach (var (from, until) in open)
        {
            if (merged.Count > 0 && from <= merged[^1].Until) merged[^1] = (merged[^1].From, Math.Max(merged[^1].Until, until));
            else merged.Add((from, until));
        }

        return new(merged);
    }

    /// <summary>How much is open in the stretch before a moment.</summary>
    public long Before(long at) => LastAtOrBefore(from, at) is >= 0 and var i ? before[i] + Math.Min(at, until[i]) - from[i] : 0;

    /// <summary>When the opening ends within which a moment lies; null where it lies in none.</summary>
    public long? EndOf(long at) => LastAtOrBefore(from, at) is >= 0 and var i && at < until[i] ? until[i] : null;

    /// <summary>When the next opening begins after a moment; null where there is none.</summary>
    public long? BeginsAfter(long at) => LastAtOrBefore(from, at) + 1 is var next && next < from.Length ? from[next] : null;

    /// <summary>The first moment before which so much is open: more than nothing, and no more than all.</summary>
    public long At(long spent)
    {
        // The last opening before which less was open: at its end, not at the beginning of the next, all is spent.
        var i = LastAtOrBefore(before, spent - 1);
        return from[i] + spent - before[i];
    }

    private static int LastAtOrBefore(long[] sorted, long value)
    {
        var found = Array.BinarySearch(sorted, value);
        return found >= 0 ? found : ~found - 1;
    }
}
