using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;
using Kolot.Shell;

namespace Kolot.Listen.SurveyResults;

/// <summary>What the pages of results have in common: which survey, narrowed how, where.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="Query">What it is narrowed to.</param>
/// <param name="Here">The address.</param>
public sealed record ResultsPlace(ReadSurvey Survey, ResultsQuery Query, Address Here)
{
    /// <summary>The survey's code.</summary>
    public string Code => Survey.Row.Code;

    /// <summary>A question, or a choice, as the reader reads it.</summary>
    public string Say(Wording wording) => wording.For(Language.Here, Survey.Languages);
}

/// <summary>What the page of results shows.</summary>
/// <param name="Place">Of which survey.</param>
/// <param name="Now">What is counted by now.</param>
/// <param name="Words">The latest words by question.</param>
public sealed record ResultsView(ResultsPlace Place, ResultsNow Now, IReadOnlyDictionary<string, IReadOnlyList<SaidWords>> Words);

/// <summary>Words that were answered to a question.</summary>
/// <param name="Seen">By whom and when.</param>
/// <param name="Text">The words.</param>
public sealed record SaidWords(SeenResponse Seen, string Text);

/// <summary>A page of a list of responses.</summary>
/// <param name="Place">Of which survey.</param>
/// <param name="Lines">The responses, with what was answered, the newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record ResponsesView(ResultsPlace Place, IReadOnlyList<ResponsesView.Line> Lines, string? Next)
{
    /// <summary>A response in the list.</summary>
    /// <param name="Seen">The response.</param>
    /// <param name="Score">What was answered to the headline question, or the first on a scale.</param>
    /// <param name="Words">The words, or the first that were written.</param>
    public sealed record Line(SeenResponse Seen, (double Given, int Low, int High)? Score, string? Words);
}

/// <summary>A page of words that were answered to one question.</summary>
/// <param name="Place">Of which survey.</param>
/// <param name="Question">The question.</param>
/// <param name="Words">The words, the newest first.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record WordsView(ResultsPlace Place, Question Question, IReadOnlyList<SaidWords> Words, string? Next)
{
    /// <summary>The questions that are answered in words.</summary>
    public IReadOnlyList<Question> All { get; init; } = [];

    /// <summary>Those of some versions.</summary>
    public static IReadOnlyList<Question> Of(ReadSurvey survey) =>
        [.. AskedQuestions.Of(survey.NewestFirst).Where(question => IsText(question) || question.Other).OrderBy(question => question.IsComment ? 0 : IsText(question) ? 1 : 2)];

    /// <summary>The field in which its words stand.</summary>
    public static string FieldOf(Question question) => IsText(question) ? question.Key : $"{question.Key}.other";

    private static bool IsText(Question question) => question.Kind is QuestionKind.Line or QuestionKind.Text;
}
