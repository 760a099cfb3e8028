using System.Globalization;
using Kolot.Core.Calendars;

namespace Kolot.Core.Listen.Surveys;

/// <summary>A part of a day.</summary>
public enum DayPart
{
    /// <summary>Until noon.</summary>
    Morning,

    /// <summary>From noon on.</summary>
    Afternoon,

    /// <summary>From four on.</summary>
    Evening,
}

/// <summary>A time at which somebody may be called.</summary>
/// <param name="Day">The day, where the business is.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="From">From when on one can be called in it.</param>
/// <param name="Until">Until when.</param>
public sealed record CallTime(DateOnly Day, DayPart Part, TimeOnly From, TimeOnly Until)
{
    /// <summary>What is answered by whom any time suits.</summary>
    public const string Any = "any";

    private const int DaysOffered = 2;
    private const int DaysLookedAt = 14;

    // Less is no time that one could promise.
    private static readonly TimeSpan Shortest = TimeSpan.FromHours(1);

    private static readonly (DayPart Part, TimeOnly From, TimeOnly Until)[] Parts =
        [(DayPart.Morning, new(6, 0), new(12, 0)), (DayPart.Afternoon, new(12, 0), new(16, 0)), (DayPart.Evening, new(16, 0), new(21, 0))];

    /// <summary>By what it is chosen and kept: <c>2026-03-01 09:00-12:00</c>.</summary>
    public string Code => string.Create(CultureInfo.InvariantCulture, $"{Day:yyyy-MM-dd} {From:HH:mm}-{Until:HH:mm}");

    /// <summary>The times to choose from: parts of the next two days on which the business is open, of today only those that are not nearly over.</summary>
    /// <param name="now">The moment, in UTC.</param>
    /// <param name="hours">When one can be called.</param>
    public static IReadOnlyList<CallTime> Offered(DateTime now, ServiceClock hours) =>
        [.. Enumerable.Range(0, DaysLookedAt).Select(day => Of(hours.On(hours.DayOf(now).AddDays(day)), now, hours.Zone).ToArray()).Where(parts => parts.Length > 0).Take(DaysOffered).SelectMany(parts => parts)];

    private static IEnumerable<CallTime> Of(ServiceDay day, DateTime now, TimeZoneInfo zone)
    {
        var open = day.Open.Select(time => (From: Wall(time.From), Until: Wall(time.Until))).ToList();
        var midnight = day.Day.ToDateTime(TimeOnly.MinValue);
        foreach (var (part, from, until) in Parts)
        {
            // Of a part with a break in it the longer piece is offered.
            var pieces = open.Select(time => (From: Later(time.From, midnight + from.ToTimeSpan()), Until: Earlier(time.Until, midnight + until.ToTimeSpan()))).Where(piece => piece.Until > piece.From).ToList();
            if (pieces.Count == 0) continue;
            var longest = pieces.MaxBy(piece => piece.Until - piece.From);
            if (longest.Until - longest.From < Shortest || longest.Until - Wall(now) < Shortest) continue;
            yield return new(day.Day, part, TimeOnly.FromDateTime(longest.From), TimeOnly.FromDateTime(longest.Until));
        }

        DateTime Wall(DateTime at) => TimeZoneInfo.ConvertTimeFromUtc(at, zone);
    }

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;

    private static DateTime Earlier(DateTime one, DateTime other) => one < other ? one : other;
}
