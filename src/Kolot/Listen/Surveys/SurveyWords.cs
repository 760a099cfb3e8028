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
                if (place.StartsWith($"screens[{at}].questions[{within}].", StringComparison.Ordinal)) return $"{question.Key}: {Part(question, place)}";
        foreach (var (at, _) in survey.Endings.Index())
            if (place.StartsWith($"endings[{at}].", StringComparison.Ordinal)) return $"{Words.EndingPlace} {at + 1}: {(place.EndsWith("title", StringComparison.Ordinal) ? Words.TitlePlace : Words.TextPlace)}";
        return place == "title" ? Words.TitlePlace : Words.WelcomePlace;
    }

    private static string Part(Question question, string place)
    {
        foreach (var (at, choice) in question.Choices.Index())
            if (place.EndsWith($".choices[{at}].text", StringComparison.Ordinal)) return choice.Key;
        return place[(place.LastIndexOf('.') + 1)..] switch { "hint" => Words.HintPlace, "lowEnd" => Words.LowPlace, "highEnd" => Words.HighPlace, _ => Words.QuestionPlace };
    }
}
