using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Store;

namespace Kolot.Listen.SurveyResults;

/// <summary>Which responses of a survey are looked at, as an address says it.</summary>
public sealed record ResultsQuery
{
    /// <summary>The names in the address that narrow.</summary>
    public static readonly string[] Narrowing = ["version", "language", "way", "from", "to"];

    /// <summary>The ways in that there are.</summary>
    public static readonly string[] Ways = ["link", "personal", "qr", "kiosk", "site", "mail", "feedback", "trial"];

    /// <summary>Of this version only.</summary>
    public int? Version { get; init; }

    /// <summary>Given in this language only.</summary>
    public string? Language { get; init; }

    /// <summary>By this way in only.</summary>
    public string? Way { get; init; }

    /// <summary>Begun on this day or later, where the organisation is.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Begun on this day or before.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether anything is left out.</summary>
    public bool IsNarrowed => this != new ResultsQuery();

    /// <summary>As the address says; what it cannot mean narrows nothing.</summary>
    public static ResultsQuery FromAddress(IQueryCollection query) => new()
    {
        Version = int.TryParse(query["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null,
        Language = query["language"].ToString() is "he" or "en" or "ar" or "ru" ? query["language"].ToString() : null,
        Way = Ways.Contains(query["way"].ToString()) ? query["way"].ToString() : null,
        From = Day(query["from"]),
        To = Day(query["to"]),
    };

    /// <summary>The responses that it leaves.</summary>
    public IQueryable<SurveyResponse> Of(IQueryable<SurveyResponse> responses, TimeZoneInfo zone)
    {
        if (Version is { } version) responses = responses.Where(response => response.Number == version);
        if (Language is { } language) responses = responses.Where(response => response.Language == language);
        if (Way is { } way) responses = responses.Where(response => response.Way == way);
        if (From is { } from)
        {
            var begin = LocalDays.StartOf(from, zone);
            responses = responses.Where(response => response.BegunAt >= begin);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = LocalDays.StartOf(to.AddDays(1), zone);
            responses = responses.Where(response => response.BegunAt < end);
        }

        return responses;
    }

    // Days beyond what a clock can say are no days.
    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1970 and < 2109 ? day : null;
}
