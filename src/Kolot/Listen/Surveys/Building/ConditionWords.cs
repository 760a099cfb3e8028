using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Surveys.Building;

/// <summary>A condition as a sentence: of whom something is asked.</summary>
internal static class ConditionWords
{
    /// <summary>The condition in the reader's language, its questions and choices in the survey's own words.</summary>
    public static string Say(Survey survey, Condition condition) =>
        string.Join(condition.Any ? Words.Or : Words.And, condition.Tests.Select(test => Say(survey, test)));

    /// <summary>How a look is called, of what it looks at.</summary>
    public static string Name(Look look, AskedField? field) => (look, field) switch
    {
        (Look.Is, { Choices.Count: > 0 }) => Words.LookChosen,
        (Look.IsNot, { Choices.Count: > 0 }) => Words.LookNotChosen,
        (Look.Is, _) => Words.LookIs,
        (Look.IsNot, _) => Words.LookIsNot,
        (Look.AtLeast, _) => Words.LookAtLeast,
        (Look.AtMost, _) => Words.LookAtMost,
        (Look.Answered, { Question: null }) => Words.LookKnown,
        (Look.NotAnswered, { Question: null }) => Words.LookNotKnown,
        (Look.Answered, _) => Words.LookAnswered,
        _ => Words.LookNotAnswered,
    };

    /// <summary>A field by the words of its question.</summary>
    public static string Name(Survey survey, AskedField field) => field switch
    {
        { Question: null } => field.Name[Test.Attribute.Length..],
        { Statement: { } statement } => QuestionWords.Short(survey, statement.Text, field.Name),
        { Question: { Kind: QuestionKind.Contact } question } => $"{QuestionWords.Called(survey, question)} ({Part(field.Name)})",
        { Question: { } question } => QuestionWords.Called(survey, question),
    };

    /// <summary>A value as whoever answers reads it.</summary>
    public static string Value(Survey survey, AskedField? field, string value) => value == "other" && field is { Other: true } ? Words.SomethingElse
        : field?.Choices.FirstOrDefault(choice => choice.Key == value) is { } choice ? QuestionWords.Short(survey, choice.Text, value) : $"\u2068{value}\u2069";

    private static string Say(Survey survey, Test test)
    {
        var field = AskedField.Find(AskedField.All(survey), test.Of);
        var (name, value) = (field is null ? test.Of : Name(survey, field), Value(survey, field, test.Value));
        var sentence = (field, test.Look) switch
        {
            ({ Question: null }, Look.Is) => Words.KnownIs,
            ({ Question: null }, Look.IsNot) => Words.KnownIsNot,
            ({ Question: null }, Look.Answered) => Words.IsKnown,
            ({ Question: null }, Look.NotAnswered) => Words.IsNotKnown,
            ({ Question: null }, Look.AtLeast) => Words.KnownAtLeast,
            ({ Question: null }, _) => Words.KnownAtMost,
            (_, Look.Answered) => Words.WasAnswered,
            (_, Look.NotAnswered) => Words.WasNotAnswered,
            (_, Look.AtLeast) => Words.WasAtLeast,
            (_, Look.AtMost) => Words.WasAtMost,
            ({ IsNumber: true }, Look.Is) => Words.WasNumber,
            ({ IsNumber: true }, _) => Words.WasNotNumber,
            (_, Look.Is) => Words.WasChosen,
            _ => Words.WasNotChosen,
        };
        return sentence.Replace("{0}", name, StringComparison.Ordinal).Replace("{1}", value, StringComparison.Ordinal);
    }

    private static string Part(string field) => field[(field.LastIndexOf('.') + 1)..] switch { "mail" => Words.PartMail, "phone" => Words.PartPhone, _ => Words.PartName };
}
