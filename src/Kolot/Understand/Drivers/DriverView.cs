using Kolot.Core.Understand.Importance;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Drivers;

/// <summary>What the drivers page shows, and what the file and the API hand out.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Slice">Whose voices, over which days: what the filters show.</param>
public sealed record DriverView(DriverQuery Query, ScoreView Slice)
{
    /// <summary>The questions that were answered together with the outcome.</summary>
    public IReadOnlyList<DriverQuestion> Beside { get; init; } = [];

    /// <summary>Those that are looked at.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>What was found; null while the numbers are loaded, and where those who answered are so few that they could be recognised.</summary>
    public ImportanceReading? Reading { get; init; }

    /// <summary>Whether anybody gave the outcome at all.</summary>
    public bool Nobody { get; init; }
}
