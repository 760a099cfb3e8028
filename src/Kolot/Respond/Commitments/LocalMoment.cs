using System.Globalization;
using Kolot.Core;

namespace Kolot.Respond.Commitments;

/// <summary>A moment as a field of date and time writes it, where the organisation is.</summary>
public static class LocalMoment
{
    private const string Pattern = "yyyy-MM-ddTHH:mm";

    /// <summary>As the field shows it.</summary>
    public static string Write(DateTime utc, TimeZoneInfo zone) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone).ToString(Pattern, CultureInfo.InvariantCulture);

    /// <summary>What was typed, UTC; null where nothing was. An hour that the clock skips is the one after.</summary>
    public static DateTime? Read(string? typed, string field, TimeZoneInfo zone, ICollection<Fault> faults) =>
        Wall(typed, field, faults) is { } wall ? TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone) : null;

    /// <summary>What was typed, as the clock on the wall shows it; null where nothing was.</summary>
    public static DateTime? Wall(string? typed, string field, ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (DateTime.TryParseExact(typed.Trim(), [Pattern, "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) && wall.Year is > 2000 and < 2100) return wall;
        faults.Add(new(field, "not_a_moment"));
        return null;
    }
}
