namespace Kolot.Core.Listen.Surveys;

/// <summary>Puts a survey on one screen, where it is to stand on one.</summary>
/// <remarks>
/// What is asked of everybody comes together, in the order in which it is written; what depends on an answer, or speaks of one, cannot be asked before it was given, and
/// follows on the screens on which it was written.
/// </remarks>
public static class OneScreen
{
    /// <summary>The survey as it is asked.</summary>
    public static Survey Arranged(Survey survey)
    {
        if (!survey.OnOneScreen || survey.Screens.Count == 0) return survey;
        Screen[] parts = [.. survey.Screens.Where(IsForAll).Select(screen => screen with { Questions = [.. screen.Questions.Where(IsForAll)] }).Where(part => part.Questions.Count > 0)];
        var later = survey.Screens.Select(screen => IsForAll(screen) ? screen with { Questions = [.. screen.Questions.Where(question => !IsForAll(question))] } : screen).Where(screen => screen.Questions.Count > 0);
        var first = new Screen { Questions = [.. parts.SelectMany(part => part.Questions)], Parts = parts };
        return survey with { Screens = parts.Length == 0 ? [.. later] : [first, .. later] };
    }

    private static bool IsForAll(Screen screen) => Known(screen.ShowIf);

    private static bool IsForAll(Question question) =>
        Known(question.ShowIf) && !SurveyCheck.TextsOf(question).SelectMany(text => text.Wording.In.Values).SelectMany(Piping.FieldsIn).Any(field => !IsAttribute(field));

    // What came along is known before anything is asked.
    private static bool Known(Condition? condition) => condition is null || condition.Tests.All(test => IsAttribute(test.Of));

    private static bool IsAttribute(string field) => field.StartsWith(Test.Attribute, StringComparison.Ordinal);
}
