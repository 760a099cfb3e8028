using System.Globalization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>What stands in a column of answers.</summary>
public enum AnswerKind
{
    /// <summary>An answer on a scale.</summary>
    Score,

    /// <summary>The key of what was chosen.</summary>
    Choice,

    /// <summary>1 where it was ticked, 0 where something else was.</summary>
    Tick,

    /// <summary>The place in an order, from 1.</summary>
    Place,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A day.</summary>
    Day,

    /// <summary>Words.</summary>
    Words,
}

/// <summary>A column of answers in a file: one for each answer that a question may have at once.</summary>
/// <param name="Key">By what it is known: the question's key, with that of the statement or choice.</param>
/// <param name="Label">What was asked, in words.</param>
/// <param name="Kind">What stands in it.</param>
public sealed record AnswerColumn(string Key, string Label, AnswerKind Kind)
{
    /// <summary>The question's key.</summary>
    public required string Question { get; init; }

    /// <summary>What its values mean, in words: the choices, or the ends of a scale.</summary>
    public IReadOnlyList<(string Value, string Label)> Values { get; init; } = [];

    /// <summary>Whether some who answered the survey were not asked it.</summary>
    public bool MayBePassedBy { get; init; }

    /// <summary>The field that is looked at.</summary>
    internal string Field { get; init; } = "";

    /// <summary>The choice that is looked for in it; null where the field's value itself is told.</summary>
    internal string? Choice { get; init; }

    /// <summary>What stands there: a number, a day or words; null where nothing was answered.</summary>
    public object? Of(Given given)
    {
        var values = given[Field];
        if (values.Count == 0) return null;
        return Kind switch
        {
            AnswerKind.Tick => values.Contains(Choice ?? "") ? 1d : 0d,
            AnswerKind.Place => values.Index().Where(value => value.Item == Choice).Select(value => (object?)(value.Index + 1d)).FirstOrDefault(),
            AnswerKind.Score or AnswerKind.Number => Test.Number(values[0]),
            AnswerKind.Day => DateOnly.TryParseExact(values[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            _ => values[0],
        };
    }
}

/// <summary>Lays the questions of a survey out as columns.</summary>
/// <param name="language">In which language they are worded.</param>
/// <param name="other">What "something else" is called.</param>
public sealed class AnswerColumns(string language, string other)
{
    /// <summary>The columns.</summary>
    /// <param name="newestFirst">The versions, the newest first.</param>
    public IReadOnlyList<AnswerColumn> Of(IReadOnlyList<Survey> newestFirst)
    {
        var always = newestFirst.Select(survey => survey.Screens.Where(screen => screen.ShowIf is null).SelectMany(screen => screen.Questions).Where(question => question.ShowIf is null).Select(question => question.Key).ToHashSet()).ToArray();
        var languages = newestFirst.SelectMany(survey => survey.Languages).Distinct().ToArray();
        var (columns, taken) = (new List<AnswerColumn>(), new HashSet<string>());
        foreach (var question in AskedQuestions.Of(newestFirst))
            foreach (var column in Of(question, languages))
            {
                // Of a key that came to be asked otherwise each kind has columns of its own.
                var key = column.Key;
                for (var more = 2; !taken.Add(key); more++) key = $"{column.Key}.{more}";
                columns.Add(column with { Key = key, MayBePassedBy = !always.All(keys => keys.Contains(question.Key)) });
            }

        return columns;
    }

    private IEnumerable<AnswerColumn> Of(Question question, IReadOnlyList<string> languages)
    {
        var asked = question.Text.For(language, languages);
        string Say(Choice choice) => choice.Text.For(language, languages);
        AnswerColumn Column(AnswerKind kind) => new(question.Key, asked, kind) { Question = question.Key, Field = question.Key };
        AnswerColumn Part(string key, string label, AnswerKind kind) => new($"{question.Key}.{key}", $"{asked}: {label}", kind) { Question = question.Key, Field = question.Key, Choice = key };
        switch (question.Kind)
        {
            case QuestionKind.Statements:
                foreach (var statement in question.Choices)
                    yield return Part(statement.Key, Say(statement), AnswerKind.Score) with { Field = $"{question.Key}.{statement.Key}", Choice = null, Values = Ends(question, languages) };
                break;
            case QuestionKind.One:
                (string, string)[] more = OtherBeside(question) ? [(Question.OtherKey, other)] : [];
                yield return Column(AnswerKind.Choice) with { Values = [.. question.Choices.Select(choice => (choice.Key, Say(choice))).DistinctBy(choice => choice.Key), .. more] };
                break;
            case QuestionKind.Several or QuestionKind.Ranking:
                foreach (var choice in question.Choices) yield return Part(choice.Key, Say(choice), question.Kind == QuestionKind.Several ? AnswerKind.Tick : AnswerKind.Place);
                if (question.Kind == QuestionKind.Several && OtherBeside(question)) yield return Part(Question.OtherKey, other, AnswerKind.Tick);
                break;
            case QuestionKind.Consent: yield return Column(AnswerKind.Tick) with { Choice = "yes" }; break;
            case QuestionKind.Number: yield return Column(AnswerKind.Number); break;
            case QuestionKind.Date: yield return Column(AnswerKind.Day); break;
            case QuestionKind.Line or QuestionKind.Text or QuestionKind.File: yield return Column(AnswerKind.Words); break;
            case QuestionKind.Contact or QuestionKind.Words: break;
            default: yield return Column(AnswerKind.Score) with { Values = Ends(question, languages) }; break;
        }

        if (question.Other) yield return new($"{question.Key}.other.text", $"{asked}: {other}", AnswerKind.Words) { Question = question.Key, Field = $"{question.Key}.other" };
    }

    // A choice of that key, as older versions may have one, says it already.
    private static bool OtherBeside(Question question) => question.Other && question.Choices.All(choice => choice.Key != Question.OtherKey);

    private (string, string)[] Ends(Question question, IReadOnlyList<string> languages)
    {
        var (low, high) = question.Scale ?? (0, 0);
        return [.. new[] { (low, question.LowEnd), (high, question.HighEnd) }.Where(end => end.Item2.Says).Select(end => (end.Item1.ToString(CultureInfo.InvariantCulture), end.Item2.For(language, languages)))];
    }
}
