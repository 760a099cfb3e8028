using System.Globalization;

namespace Kolot.Shell.Parts;

/// <summary>How a moment is told: relative under a day, else by its date, in the organisation's own time.</summary>
public static class Moments
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static DateTime Local(DateTime utc, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone);

    /// <summary>22.11.2026, or 22 Nov 2026 in English.</summary>
    public static string Date(DateTime local) =>
        Language.Here == "en" ? local.ToString("d MMM yyyy", Plain) : local.ToString("dd.MM.yyyy", Plain);

    public static string Hour(DateTime local) => local.ToString("HH:mm", Plain);

    /// <summary>A sentence such as "{0} minutes ago" and its number; null when the moment is a day away or more.</summary>
    public static (string Sentence, int Number)? Relative(TimeSpan since)
    {
        var past = since >= TimeSpan.Zero;
        var minutes = (int)since.Duration().TotalMinutes;
        var hours = minutes / 60;
        return (minutes, hours) switch
        {
            ( < 1, _) => (Words.JustNow, 0),
            (1, _) => (past ? Words.MinuteAgo : Words.InMinute, 1),
            ( < 60, _) => (past ? Words.MinutesAgo : Words.InMinutes, minutes),
            (_, 1) => (past ? Words.HourAgo : Words.InHour, 1),
            (_, 2) => (past ? Words.TwoHoursAgo : Words.InTwoHours, 2),
            (_, < 24) => (past ? Words.HoursAgo : Words.InHours, hours),
            _ => null,
        };
    }
}
