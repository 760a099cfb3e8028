using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Understand.Scores;

namespace Kolot.Understand;

/// <summary>One page of understanding, beside the others.</summary>
/// <param name="Key">What the page says in <c>Here</c>.</param>
/// <param name="Rest">Its path within the organisation.</param>
/// <param name="Label">Its word in the reader's language.</param>
/// <param name="Right">Who may open it.</param>
/// <param name="Slices">Whether it is narrowed and counted over days as the scores are: what was chosen on the one is kept on the other.</param>
public sealed record Beside(string Key, string Rest, Func<string> Label, Right Right, bool Slices = false)
{
    private static readonly Beside[] All =
    [
        new("scores", "scores", () => Words.Scores, Right.ReadScores, Slices: true),
        new("drivers", "drivers", () => Words.NavDrivers, Right.ReadScores, Slices: true),
        new("measures", "measures", () => Words.Measures, Right.ReadScores),
        new("alerts", "alerts", () => Alerts.Words.Alerts, Right.ReadScores),
        new("boards", "boards", () => Boards.Words.Boards, Right.ReadScores),
    ];

    private static readonly string[] Kept = ["measure", "days", "from", "to", .. ScoreQuery.Narrowing];

    /// <summary>Its address, with the measure, the days and what narrows kept from a page that has them too.</summary>
    public string PathFrom(Visit visit, Address? slice) => slice is null || !Slices ? visit.Path(Rest) : (slice with
    {
        Path = visit.Path(Rest),
        Query = [.. slice.Query.Where(pair => Kept.Contains(pair.Key) || pair.Key.StartsWith(ScoreQuery.Attribute, StringComparison.Ordinal))],
    }).ToString();

    /// <summary>Those that the visitor may open, in order.</summary>
    public static IEnumerable<Beside> For(Visit visit) => All.Where(page => visit.May(page.Right));
}
