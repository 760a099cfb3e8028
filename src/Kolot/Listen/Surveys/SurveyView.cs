using Kolot.Core.Listen.Surveys;
using Kolot.Store;

namespace Kolot.Listen.Surveys;

/// <summary>What the page of a survey shows.</summary>
/// <param name="Row">The survey.</param>
/// <param name="Draft">What is worked on, or what was typed.</param>
/// <param name="Address">Where it is answered.</param>
/// <param name="Code">The same to be pointed at with a telephone, as SVG.</param>
public sealed record SurveyView(SurveyRow Row, Survey Draft, string Address, string Code)
{
    /// <summary>Whether the draft says something else than what is asked.</summary>
    public bool Unpublished { get; init; }

    /// <summary>How many texts lack a language.</summary>
    public int MissingIn(string language) => SurveyCheck.Missing(Draft).Count(text => text.Language == language);

    /// <summary>How many sent a first screen.</summary>
    public int Begun { get; init; }

    /// <summary>How many finished, and count.</summary>
    public int Finished { get; init; }

    /// <summary>How many do not count.</summary>
    public int Uncounted { get; init; }
}
