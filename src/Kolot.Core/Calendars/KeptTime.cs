namespace Kolot.Core.Calendars;

/// <summary>How much of what was published was kept, and how much was given beyond it.</summary>
/// <param name="Published">How long one was to be there.</param>
/// <param name="Kept">How much of that somebody was.</param>
/// <param name="Beyond">How long somebody was there besides.</param>
public readonly record struct KeptTime(TimeSpan Published, TimeSpan Kept, TimeSpan Beyond)
{
    /// <summary>How much of what was published was missing.</summary>
    public TimeSpan Missing => Published - Kept;

    /// <summary>Compares the two. Times that were noted twice count once.</summary>
    public static KeptTime Of(IReadOnlyList<OpenTime> published, IEnumerable<OpenTime> noted)
    {
        var (kept, all, since) = (0L, 0L, DateTime.MinValue);
        foreach (var time in noted.OrderBy(time => time.From))
        {
            if (time.Within(since, DateTime.MaxValue) is not { } anew) continue;
            since = anew.Until;
            all += anew.Length.Ticks;
            kept += published.Sum(open => open.Within(anew.From, anew.Until)?.Length.Ticks ?? 0);
        }

        return new(new(published.Sum(open => open.Length.Ticks)), new(kept), new(all - kept));
    }
}
