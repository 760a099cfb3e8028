using System.Globalization;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Listen.Answering;
using Kolot.Store;

namespace Kolot.Listen.Surveys;

/// <summary>Surveys, in the reader's language.</summary>
internal static class SurveyWords
{
    /// <summary>How it stands with a survey.</summary>
    public static string State(SurveyRow survey, DateTime now) => survey.Asked == 0 ? Words.IsDraft
        : AskedSurvey.IsOpen(survey, now) ? Words.IsOpen
        : survey.ClosedAt is null && now < survey.OpensAt ? Words.OpensLater : Words.IsClosed;

    /// <summary>The same, and whether what is worked on differs from what is asked.</summary>
    public static string Standing(SurveyRow survey, bool unpublished, DateTime now) => survey.Asked > 0 && unpublished ? $"{State(survey, now)}. {Words.ChangedSince}" : State(survey, now);

    /// <summary>How many questions, and about how long they take.</summary>
    public static string Length(int questions, int seconds)
    {
        var count = questions == 1 ? Words.OneQuestion : Words.ManyQuestions.Replace("{0}", questions.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var minutes = (seconds + 20) / 60;
        var time = minutes switch { 0 => Words.HalfAMinute, 1 => Words.AMinute, 2 => Words.TwoMinutes, _ => Words.SomeMinutes.Replace("{0}", minutes.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) };
        return $"{count}, {time}.";
    }

    /// <summary>How many answered.</summary>
    public static string Said(SurveyCounts counts)
    {
        static string With(string sentence, params int[] numbers) =>
            numbers.Index().Aggregate(sentence, (said, number) => said.Replace($"{{{number.Index}}}", number.Item.ToString(CultureInfo.CurrentCulture), StringComparison.Ordinal));
        var whole = counts switch
        {
            { Finished: 0, Begun: 0 } => Words.CountsNone,
            { Finished: 0, Begun: 1 } => Words.CountsNoneOfOne,
            { Finished: 0 } => With(Words.CountsNoneOf, counts.Begun),
            { Finished: 1, Begun: 1 } => Words.CountsAll,
            { Finished: 1 } => With(Words.CountsOne, counts.Begun),
            _ => With(Words.CountsMany, counts.Finished, counts.Begun),
        };
        return counts.Uncounted switch { 0 => whole, 1 => $"{whole} {Words.CountsOneUncounted}", var some => $"{whole} {With(Words.CountsUncounted, some)}" };
    }

    /// <summary>What a ready-made survey asks, in a sentence.</summary>
    public static string Asks(ReadySurvey ready) => Words.ResourceManager.GetString($"Ready_{ready.Code}", CultureInfo.CurrentUICulture) ?? "";

    /// <summary>Where a text stands: which question, in words, and what of it.</summary>
    public static string Place(Survey survey, string place)
    {
        foreach (var (at, screen) in survey.Screens.Index())
            foreach (var (within, question) in screen.Questions.Index())
                if (place.StartsWith($"screens[{at}].questions[{within}].", StringComparison.Ordinal)) return $"{Building.QuestionWords.Called(survey, question)}: {Part(question, place)}";
        foreach (var (at, _) in survey.Endings.Index())
            if (place.StartsWith($"endings[{at}].", StringComparison.Ordinal)) return $"{Words.EndingPlace} {at + 1}: {(place.EndsWith("title", StringComparison.Ordinal) ? Words.TitlePlace : Words.TextPlace)}";
        return place == "title" ? Words.TitlePlace : Words.WelcomePlace;
    }

    private static string Part(Question question, string place)
    {
        foreach (var (at, _) in question.Choices.Index())
            if (place.EndsWith($".choices[{at}].text", StringComparison.Ordinal)) return Building.QuestionWords.Number(Building.Words.ChoiceNumber, at + 1);
        return place[(place.LastIndexOf('.') + 1)..] switch { "hint" => Words.HintPlace, "lowEnd" => Words.LowPlace, "highEnd" => Words.HighPlace, _ => Words.QuestionPlace };
    }
}
