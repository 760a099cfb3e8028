using Kolot.Core.Organisation;
using Kolot.Shell;

namespace Kolot.Understand;

/// <summary>One page of understanding, beside the others.</summary>
/// <param name="Key">What the page says in <c>Here</c>.</param>
/// <param name="Rest">Its path within the organisation.</param>
/// <param name="Label">Its word in the reader's language.</param>
/// <param name="Right">Who may open it.</param>
public sealed record Beside(string Key, string Rest, Func<string> Label, Right Right)
{
    private static readonly Beside[] All =
    [
        new("scores", "scores", () => Words.Scores, Right.ReadScores),
        new("drivers", "drivers", () => Words.NavDrivers, Right.ReadScores),
        new("measures", "measures", () => Words.Measures, Right.ReadScores),
        new("alerts", "alerts", () => Alerts.Words.Alerts, Right.ReadScores),
        new("boards", "boards", () => Boards.Words.Boards, Right.ReadScores),
    ];

    /// <summary>Those that the visitor may open, in order.</summary>
    public static IEnumerable<Beside> For(Visit visit) => All.Where(page => visit.May(page.Right));
}
