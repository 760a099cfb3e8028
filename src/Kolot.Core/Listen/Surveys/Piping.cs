using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Puts what was answered, or is known, into the words of a question: <c>{choice}</c>, <c>{is.name}</c>, <c>{is.name|dear customer}</c>.</summary>
public static partial class Piping
{
    /// <summary>A piece of a text: the survey's own words, or somebody's.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="Theirs">Whether they are of whoever answers, and so may run in another direction.</param>
    public readonly record struct Piece(string Text, bool Theirs);

    /// <summary>The fields that a text speaks of.</summary>
    public static IEnumerable<string> FieldsIn(string text) => Field().Matches(text).Select(match => match.Groups[1].Value);

    /// <summary>The pieces of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="said">What a field holds, in words; null where nothing.</param>
    public static IEnumerable<Piece> Fill(string text, Func<string, string?> said)
    {
        var from = 0;
        foreach (Match match in Field().Matches(text))
        {
            if (match.Index > from) yield return new(text[from..match.Index], false);
            var value = said(match.Groups[1].Value);
            yield return value is null ? new(match.Groups[2].Value, false) : new(value, true);
            from = match.Index + match.Length;
        }

        if (from < text.Length) yield return new(text[from..], false);
    }

    /// <summary>What a field holds, as whoever answered reads it: the words of a choice in place of its key.</summary>
    public static string? Said(Survey survey, Given given, string field, string language)
    {
        if (given[field] is not { Count: > 0 } values) return null;
        var question = survey.Questions.FirstOrDefault(one => one.HasChoices && one.Key == field);
        var words = values.Select(value => value == "other" && given.One($"{field}.other") is { } other ? other
            : question?.Choices.FirstOrDefault(choice => choice.Key == value)?.Text.For(language, survey.Languages) ?? value);
        return string.Join(", ", words);
    }

    [GeneratedRegex(@"\{([a-z0-9][a-z0-9_.-]{0,80})(?:\|([^{}]{0,200}))?\}")]
    private static partial Regex Field();
}
