using Kolot.Core;
using Kolot.Core.Understand.Importance;
using Kolot.Core.Understand.Measures;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Drivers;

/// <summary>Which outcome, of whose voices, beside which questions. It stands in the address, with the same filters as scores have.</summary>
/// <param name="Slice">Whose voices, over which days; its measure is the outcome, unless a question is.</param>
/// <param name="Question">The question whose answers are the outcome; null where a measure is.</param>
/// <param name="Chosen">The questions beside it; none where Kolot chooses.</param>
public sealed record DriverQuery(ScoreQuery Slice, string? Question, IReadOnlyList<string> Chosen)
{
    /// <summary>How a question is named in an address as the outcome.</summary>
    public const string Outcome = "outcome";

    /// <summary>How a question beside it is, once for each.</summary>
    public const string Beside = "of";

    private const int LongestName = 300;

    /// <summary>Reads an address. What it cannot read it leaves out.</summary>
    public static DriverQuery FromAddress(IQueryCollection query) => new(
        ScoreQuery.FromAddress(query) with { By = null, A = null, B = null },
        query[Outcome].ToString() is { Length: > 0 and <= LongestName } name ? name : null,
        [.. query[Beside].OfType<string>().Where(name => name.Length is > 0 and <= LongestName).Distinct().Take(DriverQuestion.Most)]);

    /// <summary>What in an address cannot be read. A program is told; a person's link shows more instead.</summary>
    /// <param name="query">The address.</param>
    /// <param name="known">The measures that there are.</param>
    public static IReadOnlyList<Fault> Faults(IQueryCollection query, KnownMeasures known) =>
        [.. ScoreQuery.Faults(query, known), .. query[Beside].Count > DriverQuestion.Most ? [new Fault(Beside, "too_many")] : Array.Empty<Fault>()];
}
