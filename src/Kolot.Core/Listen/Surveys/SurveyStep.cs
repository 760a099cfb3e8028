namespace Kolot.Core.Listen.Surveys;

/// <summary>What comes of a screen that was sent.</summary>
/// <param name="Given">What is given by then.</param>
/// <param name="Faults">What cannot be taken; what was right beside it is in <paramref name="Given"/>.</param>
/// <param name="OnceMore">Whether something was passed over that one would rather have answered: it is asked once more.</param>
/// <param name="Next">The screen that follows; null at the end, and where one stays.</param>
public sealed record SurveyStep(Given Given, IReadOnlyList<Fault> Faults, bool OnceMore, int? Next)
{
    /// <summary>The field of a form in which the keys of the questions stand that were on it.</summary>
    public const string Shown = "shown";

    /// <summary>Whether an answer brought in a question of the same screen that was not on the page: it is shown before one goes on.</summary>
    public bool Brought { get; init; }

    /// <summary>Whether one stays on the screen.</summary>
    public bool Stays => OnceMore || Brought || Faults.Count > 0;

    /// <summary>Decides it.</summary>
    /// <param name="survey">The survey.</param>
    /// <param name="before">What was given before.</param>
    /// <param name="screen">The screen that was sent.</param>
    /// <param name="posted">The values of a field of its form.</param>
    /// <param name="askedOnceMore">Whether it was asked once more already.</param>
    /// <remarks>
    /// Answers of the screen itself may rule out its own later questions, which are read all the same and then count for nothing; what they bring in is asked before one goes on.
    /// </remarks>
    public static SurveyStep Of(Survey survey, Given before, int screen, Func<string, IReadOnlyList<string>> posted, bool askedOnceMore)
    {
        var (asked, given, faults) = (new SurveyWalk(survey, before).Asked(screen), before, new List<Fault>());
        var shown = posted(Shown) is [var told] ? told.Split(' ').ToHashSet() : [.. asked.Select(question => question.Key)];
        var seen = new HashSet<string>();
        while (asked.Any(question => !seen.Contains(question.Key)))
        {
            var reading = AnswerReading.Of(asked.Where(question => seen.Add(question.Key)), posted);
            (given, asked) = (given.With(reading.Read), new SurveyWalk(survey, given.With(reading.Read)).Asked(screen));
            faults.AddRange(reading.Faults);
        }

        var walk = new SurveyWalk(survey, given);
        // What is no longer asked, or was not asked yet, cannot be wrong.
        var fields = asked.Where(question => shown.Contains(question.Key)).SelectMany(question => question.Fields.Append(question.Key)).ToHashSet();
        faults.RemoveAll(fault => !fields.Contains(fault.Field));
        // Refused at the end it would be at no question, and never be heard.
        if (faults.Count == 0 && Longest(asked.Where(question => shown.Contains(question.Key)), given) is { } longest && !SurveyVoice.Fits(survey, given)) faults.Add(new(longest, "too_long_together"));
        var brought = asked.Any(question => !shown.Contains(question.Key));
        if (faults.Count > 0 || brought) return new(given, faults, false, null) { Brought = brought };
        if (!askedOnceMore && asked.Any(question => question.Needed == Needed.Softly && !walk.Answered(question))) return new(given, faults, true, null);
        return new(given, faults, false, walk.Next(screen) ?? walk.Unanswered);
    }

    private static string? Longest(IEnumerable<Question> asked, Given given) =>
        asked.SelectMany(question => question.Fields).Where(field => given[field].Count > 0).MaxBy(field => given[field].Sum(value => value.Length));
}
