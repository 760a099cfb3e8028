using System.Globalization;
using Kolot.Shell;

namespace Kolot.Benchmarks.Findings;

/// <summary>By what the league table is ordered.</summary>
public enum LeagueOrder
{
    /// <summary>By place, the best first.</summary>
    Place = 0,

    /// <summary>By name.</summary>
    Name = 1,

    /// <summary>By the share answered.</summary>
    Answered = 2,

    /// <summary>By the median time, the shortest first.</summary>
    Time = 3,

    /// <summary>By availability and style.</summary>
    Style = 4,

    /// <summary>By the professional answer.</summary>
    Professional = 5,

    /// <summary>By the emotional experience.</summary>
    Emotional = 6,
}

/// <summary>What of a result is looked at, as its address says.</summary>
/// <param name="Wave">Of which wave; 0 for all.</param>
/// <param name="Industry">Only of an industry; null for all.</param>
/// <param name="Order">By what it is ordered.</param>
/// <param name="Page">Which page of the table, from 1.</param>
public sealed record ResultQuery(int Wave, string? Industry, LeagueOrder Order, int Page)
{
    /// <summary>How in an address all companies are asked for at once, rather than a page of them.</summary>
    public const string All = "all";

    /// <summary>Whether the whole table is looked at, to be printed.</summary>
    public bool Whole { get; init; }

    /// <summary>Reads it; what cannot be read is as if it were not there.</summary>
    public static ResultQuery FromAddress(IQueryCollection query) => new(
        Number(query["wave"], 0, 10_000), query["industry"] is [{ Length: > 0 } industry, ..] ? industry : null,
        Enum.TryParse<LeagueOrder>(query["order"], true, out var order) && Enum.IsDefined(order) ? order : LeagueOrder.Place, Number(query["p"], 1, 100_000))
    {
        Whole = query["p"] == All,
    };

    private static int Number(string? given, int least, int most) => int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : least;
}
