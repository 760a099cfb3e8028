using System.Globalization;
using Kolot.Core.Understand.Measures;
using Kolot.Understand.Scores;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Understand.Boards;

/// <summary>The address of a view of the scores, as a tile keeps it: what can be read of it, and nothing else.</summary>
internal static class TileQuery
{
    /// <summary>What a tile keeps of an address. Two groups that were compared are left out: no tile shows that.</summary>
    public static string Of(string? address)
    {
        var query = Read(address);
        List<KeyValuePair<string, string?>> kept = [];
        if (query.Measure is { } measure) kept.Add(new("measure", measure));
        if (query.Days is { } days) kept.Add(new("days", days.ToString(CultureInfo.InvariantCulture)));
        if (query.From is { } from) kept.Add(new("from", Iso(from)));
        if (query.To is { } to) kept.Add(new("to", Iso(to)));
        if (query.YearBefore) kept.Add(new("against", "year"));
        if (query.AgainstFrom is { } afrom) kept.Add(new("afrom", Iso(afrom)));
        if (query.AgainstTo is { } ato) kept.Add(new("ato", Iso(ato)));
        if (query.Per is { } per) kept.Add(new("per", per.ToString().ToLowerInvariant()));
        if (query.By is { } by) kept.Add(new("by", by));
        kept.AddRange(query.Chosen.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value)));
        kept.AddRange(query.Attributes.Select(one => KeyValuePair.Create(ScoreQuery.Attribute + one.Key, (string?)one.Value)));
        return QueryHelpers.AddQueryString("", kept);
    }

    /// <summary>What it asks.</summary>
    public static ScoreQuery Read(string? address) => ScoreQuery.FromAddress(Parsed(address));

    /// <summary>Whether it still means what it meant: a measure may be gone since.</summary>
    public static bool IsKnown(string address, KnownMeasures known) => ScoreQuery.Faults(Parsed(address), known).Count == 0;

    private static QueryCollection Parsed(string? address) => new(QueryHelpers.ParseQuery(address));

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
