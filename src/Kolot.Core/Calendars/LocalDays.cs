using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Kolot.Core.Calendars;

/// <summary>The days of a place: when each begins, and which one a moment falls into.</summary>
/// <remarks>Days are numbered from 0, the first of January 1970, to <see cref="Most"/>. A day begins at midnight, or, where the clock springs over midnight, when it lands.</remarks>
public sealed class LocalDays
{
    /// <summary>How many days there are: until the year 2109, as long as there are places in time.</summary>
    public const int Most = 50_769;

    private const long DayLength = 86_400_000;

    private static readonly DateOnly First = DateOnly.FromDateTime(DateTime.UnixEpoch);

    // Milliseconds since 1970 at which each day begins; the last one ends the last day.
    private readonly long[] starts = new long[Most + 1];

    /// <summary>The days of a time zone.</summary>
    public LocalDays(TimeZoneInfo zone)
    {
        Zone = zone;
        for (var day = 0; day <= Most; day++) starts[day] = (long)(StartOf(First.AddDays(day), zone) - DateTime.UnixEpoch).TotalMilliseconds;
        Mark = Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<long>(starts)));
    }

    /// <summary>Whose days they are.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The same where every day begins at the same moment, whatever the zone is called: its names come in the language of whoever asks first.</summary>
    public string Mark { get; }

    /// <summary>The number of a day. What lies before the first is the first, and what lies beyond the last one past it.</summary>
    public static int NumberOf(DateOnly day) => Math.Clamp(day.DayNumber - First.DayNumber, 0, Most);

    /// <summary>The day of a number.</summary>
    public static DateOnly DateOf(int number) => First.AddDays(number);

    /// <summary>When a day begins, in UTC.</summary>
    public static DateTime StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return TimeZoneInfo.ConvertTimeToUtc(midnight, zone);
    }

    /// <summary>When it is a time on the clock on the wall, in UTC: where the clock springs over it, when it lands; where it comes twice, the first.</summary>
    public static DateTime Moment(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(30);
        return zone.IsAmbiguousTime(local)
            ? DateTime.SpecifyKind(local - zone.GetAmbiguousTimeOffsets(local).Max(), DateTimeKind.Utc)
            : TimeZoneInfo.ConvertTimeToUtc(local, zone);
    }

    /// <summary>The number of the day into which a moment falls.</summary>
    /// <param name="milliseconds">Since 1970, UTC.</param>
    public int DayOf(long milliseconds)
    {
        // No clock is a day away from that of Greenwich, so that the guess is wrong by one day at most.
        var day = (int)Math.Clamp(milliseconds / DayLength, 0, Most - 1);
        while (day > 0 && milliseconds < starts[day]) day--;
        while (day < Most - 1 && milliseconds >= starts[day + 1]) day++;
        return day;
    }
}
