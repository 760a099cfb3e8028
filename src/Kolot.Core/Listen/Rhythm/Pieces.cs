using Kolot.Core.Facts;

namespace Kolot.Core.Listen.Rhythm;

/// <summary>The weeks and months by which a rhythm is looked at.</summary>
public static class Pieces
{
    /// <summary>How many weeks are shown: half a year, and the one that is not over.</summary>
    public const int Weeks = 27;

    /// <summary>How many months: a year, and the one that is not over.</summary>
    public const int Months = 13;

    private const int Week = 7;

    /// <summary>The pieces up to today, in order of time. Weeks begin on Sunday; the last piece is not over.</summary>
    public static IReadOnlyList<DaySpan> Until(DateOnly today, RhythmPer per) => per == RhythmPer.Month
        ? [.. Enumerable.Range(0, Months).Select(back => Month(new DateOnly(today.Year, today.Month, 1).AddMonths(back - Months + 1)))]
        : [.. Enumerable.Range(0, Weeks).Select(back => today.AddDays(-(int)today.DayOfWeek + ((back - Weeks + 1) * Week))).Select(from => new DaySpan(from, from.AddDays(Week - 1)))];

    /// <summary>The days up to today, each by itself: as many as a silence is judged by, and those of it.</summary>
    public static IReadOnlyList<DaySpan> Days(DateOnly today) =>
        [.. Enumerable.Range(0, (2 * Silence.Usually) + 1).Select(back => today.AddDays(back - (2 * Silence.Usually))).Select(day => new DaySpan(day, day))];

    private static DaySpan Month(DateOnly from) => new(from, from.AddMonths(1).AddDays(-1));
}
