using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;
using Kolot.Shell;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Understand.Alerts;

/// <summary>Whose voices an alert is of: the part of a scores address that it keeps, without the period.</summary>
internal static class AlertQuery
{
    /// <summary>The longest address.</summary>
    public const int Longest = 2000;

    /// <summary>What an alert keeps of an address: what narrows.</summary>
    public static string Of(ScoreQuery query) => new Address("",
    [
        .. ScoreQuery.Narrowing.Where(query.Chosen.ContainsKey).Select(name => KeyValuePair.Create(name, query.Chosen[name])),
        .. query.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => KeyValuePair.Create(ScoreQuery.Attribute + one.Key, one.Value)),
    ]).ToString().TrimStart('?');

    /// <summary>What an alert asks of the scores.</summary>
    public static ScoreQuery Read(Alert alert) => ScoreQuery.FromAddress(Parse(alert.Query)) with { Measure = alert.Measure };

    /// <summary>An address' query as one that came.</summary>
    public static QueryCollection Parse(string? query) => new(QueryHelpers.ParseQuery(query));

    /// <summary>The rule that an alert was set on; where that is gone, whatever there is of the measure; null where there is none of that code any more.</summary>
    public static Measure? MeasureOf(Alert alert, KnownMeasures known) =>
        known.Find(alert.Measure) is { } measure ? measure.Versions.FirstOrDefault(version => version.Version == alert.MeasureVersion) ?? measure.Latest : null;

    /// <summary>The rule by which a measure is counted on a day; null where it is not offered any more, or does not begin before.</summary>
    public static Measure? RuleOf(string? code, KnownMeasures known, DateOnly day) =>
        (code is null ? known.Offered.FirstOrDefault() : known.Find(code)) is { Retired: false } measure ? measure.On(day) ?? measure.Latest : null;

    /// <summary>The scores page of an alert, up to the last day of some news.</summary>
    public static Address Scores(string path, Alert alert, (DateOnly From, DateOnly To)? days = null)
    {
        var address = Full(new(path, []), alert).With("per", alert.Grain.ToString().ToLowerInvariant());
        return days is { } span ? address.With("from", Iso(span.From)).With("to", Iso(span.To)) : address;
    }

    /// <summary>The voices behind it.</summary>
    public static string Voices(Visit visit, Alert alert, Measure measure, (DateOnly From, DateOnly To) days)
    {
        var (only, span) = (new KnownMeasure(measure.Code, [measure]), new DaySpan(days.From, days.To));
        return ScoreVoices.Of(visit, new() { Query = Read(alert), Known = new([only]), Versions = only, Measure = measure, Names = new([], [], [], []), Period = span, Counted = span }, span);
    }

    private static Address Full(Address address, Alert alert)
    {
        var query = Read(alert);
        address = query.Chosen.Aggregate(address.With("measure", alert.Measure), (so, one) => so.With(one.Key, one.Value));
        return query.Attributes.Aggregate(address, (so, one) => so.With(ScoreQuery.Attribute + one.Key, one.Value));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
