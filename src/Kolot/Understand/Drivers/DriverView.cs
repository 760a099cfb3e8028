using Kolot.Core.Understand.Importance;
using Kolot.Core.Understand.Measures;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Drivers;

/// <summary>What the drivers page shows, and what the file and the API hand out.</summary>
/// <param name="Query">What was asked.</param>
/// <param name="Slice">Whose voices, over which days: what the filters show.</param>
public sealed record DriverView(DriverQuery Query, ScoreView Slice)
{
    /// <summary>The question whose answers are the outcome.</summary>
    public string Asked => Query.Question ?? Slice.Measure.Question;

    /// <summary>What a program calls the outcome.</summary>
    public string Outcome => Query.Question ?? Slice.Measure.Code;

    /// <summary>The measures of the organisation, as they count now: from these a question's scale and name are known.</summary>
    public IReadOnlyList<Measure> Measures => [.. Slice.Known.Offered.Select(known => known.Latest)];

    /// <summary>The questions that were answered together with the outcome.</summary>
    public IReadOnlyList<DriverQuestion> Beside { get; init; } = [];

    /// <summary>Those that are looked at.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>What was found; null while the numbers are loaded, and where those who answered are so few that they could be recognised.</summary>
    public ImportanceReading? Reading { get; init; }

    /// <summary>Whether anybody gave the outcome at all.</summary>
    public bool Nobody { get; init; }
}
