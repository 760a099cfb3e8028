using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Understand.Alerts;

/// <summary>The weeks or months that are over, and when the next one will be.</summary>
/// <remarks>A piece is looked at on the morning after its last day, so that what was said late in the evening has come. The running one never counts.</remarks>
public static class PastPieces
{
    private static readonly TimeSpan Morning = TimeSpan.FromHours(6);

    /// <summary>The newest piece that may be looked at.</summary>
    public static DaySpan Newest(Grain grain, DateTime now, TimeZoneInfo zone)
    {
        var first = FirstOf(grain, DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(now, zone) - Morning));
        return new(Step(grain, first, -1), first.AddDays(-1));
    }

    /// <summary>The newest pieces, that one last.</summary>
    public static IReadOnlyList<DaySpan> Until(Grain grain, DaySpan newest, int count) =>
        [.. Enumerable.Range(0, count).Select(back => Step(grain, newest.From, back - count + 1)).Select(from => new DaySpan(from, Step(grain, from, 1).AddDays(-1)))];

    /// <summary>When the running piece may be looked at.</summary>
    public static DateTime Next(Grain grain, DateTime now, TimeZoneInfo zone)
    {
        var local = Step(grain, Newest(grain, now, zone).From, 2).ToDateTime(TimeOnly.FromTimeSpan(Morning));
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    private static DateOnly FirstOf(Grain grain, DateOnly day) => grain == Grain.Month ? new(day.Year, day.Month, 1) : day.AddDays(-(int)day.DayOfWeek);

    private static DateOnly Step(Grain grain, DateOnly first, int pieces) => grain == Grain.Month ? first.AddMonths(pieces) : first.AddDays(7 * pieces);
}
