using Kolot.Core.Listen.Surveys;
using Kolot.Store;

namespace Kolot.Listen.Surveys;

/// <summary>Surveys, in the reader's language.</summary>
internal static class SurveyWords
{
    /// <summary>How it stands with a survey.</summary>
    public static string State(SurveyRow survey) => survey switch { { Asked: 0 } => Words.IsDraft, { ClosedAt: not null } => Words.IsClosed, _ => Words.IsOpen };

    /// <summary>Where a text stands: the key of its question, and what of it.</summary>
    public static string Place(Survey survey, string place)
    {
        foreach (var (at, screen) in survey.Screens.Index())
            foreach (var (within, question) in screen.Questions.Index())
                if (place.StartsWith($"screens[{at}].questions[{within}].", StringComparison.Ordinal)) return $"{question.Key} · {place[(place.IndexOf("].", place.IndexOf("questions", StringComparison.Ordinal), StringComparison.Ordinal) + 2)..]}";
        return place;
    }
}
