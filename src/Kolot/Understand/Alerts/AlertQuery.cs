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

    /// <summary>The measure as it is now; null where there is none of that code any more.</summary>
    public static Measure? MeasureOf(string code) => Measure.Ready.FirstOrDefault(measure => measure.Code == code);

    /// <summary>The scores page of an alert, up to the last day of some news.</summary>
    public static Address Scores(string path, Alert alert, (DateOnly From, DateOnly To)? days = null)
    {
        var address = Full(new(path, []), alert).With("per", alert.Grain.ToString().ToLowerInvariant());
        return days is { } span ? address.With("from", Iso(span.From)).With("to", Iso(span.To)) : address;
    }

    /// <summary>The voices behind it; an attribute of customers narrows no stream.</summary>
    public static Address Voices(string path, Alert alert, (DateOnly From, DateOnly To) days) =>
        Read(alert).Chosen.Aggregate(new Address(path, []), (address, one) => address.With(one.Key, one.Value)).With("from", Iso(days.From)).With("to", Iso(days.To));

    private static Address Full(Address address, Alert alert)
    {
        var query = Read(alert);
        address = query.Chosen.Aggregate(address.With("measure", alert.Measure), (so, one) => so.With(one.Key, one.Value));
        return query.Attributes.Aggregate(address, (so, one) => so.With(ScoreQuery.Attribute + one.Key, one.Value));
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
