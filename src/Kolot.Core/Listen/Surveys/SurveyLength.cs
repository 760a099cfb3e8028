namespace Kolot.Core.Listen.Surveys;

/// <summary>How long a survey takes, roughly, before anybody answered it.</summary>
/// <remarks>A tap takes some seconds, a sentence half a minute; who is asked less for a condition takes less, so this is the longest way. What it really took, the results say.</remarks>
public static class SurveyLength
{
    /// <summary>The seconds that its questions take one who answers all.</summary>
    public static int Seconds(Survey survey) => survey.Questions.Sum(Seconds);

    private static int Seconds(Question question) => question.Kind switch
    {
        QuestionKind.Statements => 4 + (5 * question.Choices.Count),
        QuestionKind.One => 8,
        QuestionKind.Several => 12,
        QuestionKind.Ranking => 8 + (4 * question.Choices.Count),
        QuestionKind.Line or QuestionKind.Date => 12,
        QuestionKind.Text => 30,
        QuestionKind.Contact or QuestionKind.File => 25,
        QuestionKind.Consent or QuestionKind.Words => 6,
        _ => 8,
    };
}
