using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Organisation.People;

/// <summary>What is looked for in the log, as its address says.</summary>
/// <param name="Who">Part of a name.</param>
/// <param name="Act">The beginning of an act's code: <c>customer</c>, <c>customer.read</c>.</param>
/// <param name="Subject">An id or code, whole.</param>
/// <param name="Since">The first day, in the organisation's time.</param>
/// <param name="Until">The last day.</param>
/// <param name="Before">The line before which the page begins.</param>
public sealed record LogSearch(string? Who, string? Act, string? Subject, DateOnly? Since, DateOnly? Until, long? Before)
{
    /// <summary>From an address; what cannot be read is left out.</summary>
    public static LogSearch From(IQueryCollection query) => new(
        Text(query["who"]), Text(query["act"]), Text(query["subject"]), Day(query["since"]), Day(query["until"]),
        long.TryParse(query["before"], CultureInfo.InvariantCulture, out var before) ? before : null);

    /// <summary>The lines, the newest first.</summary>
    public IQueryable<LogLine> In(OrganisationStore store, TimeZoneInfo zone)
    {
        IQueryable<LogLine> lines = store.LogLines;
        if (Who is { } who) lines = lines.Where(line => line.ByName.Contains(who));
        if (Act is { } act) lines = lines.Where(line => line.Act.StartsWith(act));
        if (Subject is { } subject) lines = lines.Where(line => line.Subject == subject);
        if (Since is { } since && Begin(since, zone) is var first) lines = lines.Where(line => line.At >= first);
        if (Until is { } until && Begin(until.AddDays(1), zone) is var end) lines = lines.Where(line => line.At < end);
        if (Before is { } before) lines = lines.Where(line => line.Id < before);
        return lines.OrderByDescending(line => line.Id);
    }

    private static string? Text(string? given) => given?.Trim() is { Length: > 0 and <= 200 } text && !text.Contains('\0', StringComparison.Ordinal) ? text : null;

    private static DateOnly? Day(string? given) =>
        DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000 ? day : null;

    // A midnight that the clocks skip is the hour after it.
    private static DateTime Begin(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(midnight) ? midnight.AddHours(1) : midnight, zone);
    }
}
