namespace Kolot.Core.Listen.Surveys;

/// <summary>The way of one who answers through a survey: what is asked of them, after what, and what is said to them at the end.</summary>
/// <remarks>
/// Answers are looked at in the order in which they are asked. What was answered on a way that one has left since, by going back and choosing otherwise, counts for nothing.
/// </remarks>
public sealed class SurveyWalk
{
    private readonly bool[] shown;

    /// <summary>The way of whoever gave this so far.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="given">Answers by field, and what is known of them as <c>is.NAME</c>.</param>
    public SurveyWalk(Survey survey, Given given)
    {
        Survey = survey;
        var counted = given.Only(field => field.StartsWith(Test.Attribute, StringComparison.Ordinal));
        shown = new bool[survey.Questions.Count()];
        var at = 0;
        foreach (var screen in survey.Screens)
        {
            var open = screen.ShowIf?.Holds(counted) ?? true;
            foreach (var question in screen.Questions)
            {
                shown[at] = open && (question.ShowIf?.Holds(counted) ?? true);
                if (shown[at++]) counted = counted.With(question.Fields.Select(field => KeyValuePair.Create(field, given[field])));
            }
        }

        Given = counted;
    }

    /// <summary>The survey.</summary>
    public Survey Survey { get; }

    /// <summary>What counts of what was given.</summary>
    public Given Given { get; }

    /// <summary>What is said at the end; null where the survey has nothing of its own to say.</summary>
    public Ending? Ending => Survey.Endings.FirstOrDefault(ending => ending.ShowIf?.Holds(Given) ?? true);

    /// <summary>What is asked on a screen.</summary>
    /// <param name="screen">Its place, from 0.</param>
    public IReadOnlyList<Question> Asked(int screen)
    {
        var first = Survey.Screens.Take(screen).Sum(one => one.Questions.Count);
        return [.. Survey.Screens[screen].Questions.Where((_, at) => shown[first + at])];
    }

    /// <summary>The screen after one, or the first after -1; null at the end.</summary>
    public int? Next(int screen)
    {
        for (var next = screen + 1; next < Survey.Screens.Count; next++)
            if (Asked(next).Count > 0) return next;
        return null;
    }

    /// <summary>The screen before one; null at the beginning.</summary>
    public int? Before(int screen)
    {
        for (var before = Math.Min(screen, Survey.Screens.Count) - 1; before >= 0; before--)
            if (Asked(before).Count > 0) return before;
        return null;
    }

    /// <summary>How far one is on a screen, from 0 to 1: what is behind, of all that is asked as it stands.</summary>
    public double Progress(int screen)
    {
        var all = Enumerable.Range(0, Survey.Screens.Count).Select(at => Asked(at).Count).ToArray();
        return all.Sum() is > 0 and var sum ? (double)all.Take(screen).Sum() / sum : 1;
    }

    /// <summary>The first screen on which something must be answered and is not: whoever comes to the end by a way of their own is led there.</summary>
    public int? Unanswered => Enumerable.Range(0, Survey.Screens.Count).Where(at => Asked(at).Any(question => question.Needed == Needed.Yes && !Answered(question))).Cast<int?>().FirstOrDefault();

    /// <summary>Questions that are asked and must be answered, and are not; of all screens.</summary>
    public IEnumerable<Question> Lacking => Survey.Questions.Where((question, at) => shown[at] && question.Needed == Needed.Yes && !Answered(question));

    /// <summary>Whether a question was answered, at least in part.</summary>
    public bool Answered(Question question) => question.Fields.Any(field => Given[field].Count > 0);
}
