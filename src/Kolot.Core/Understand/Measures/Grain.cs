using Kolot.Core.Facts;

namespace Kolot.Core.Understand.Measures;

/// <summary>Into what pieces a period is cut.</summary>
public enum Grain
{
    /// <summary>Days.</summary>
    Day,

    /// <summary>Weeks from Sunday on.</summary>
    Week,

    /// <summary>Months of the calendar.</summary>
    Month,
}

/// <summary>Cuts periods into pieces.</summary>
public static class Grains
{
    private const int Longest = 500;

    /// <summary>The grain in which a period is neither a few points nor a thicket of them.</summary>
    public static Grain For(DaySpan period) => period.Length switch
    {
        <= 45 => Grain.Day,
        <= 400 => Grain.Week,
        _ => Grain.Month,
    };

    /// <summary>The pieces of a period, in order; the first and the last may be cut short.</summary>
    /// <param name="period">The period. Where it would have more than 500 pieces, the last 500.</param>
    /// <param name="grain">How large they are.</param>
    public static IReadOnlyList<DaySpan> Cut(DaySpan period, Grain grain)
    {
        var spans = new List<DaySpan>();
        for (var last = period.To; last >= period.From && spans.Count < Longest; last = spans[^1].From.AddDays(-1))
        {
            var first = grain switch
            {
                Grain.Day => last,
                Grain.Week => last.AddDays(-(int)last.DayOfWeek),
                _ => new DateOnly(last.Year, last.Month, 1),
            };
            spans.Add(new(first < period.From ? period.From : first, last));
            if (first <= period.From) break;
        }

        spans.Reverse();
        return spans;
    }
}
