using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>The questions of a survey over all its versions: as the newest asks them, and after these what only older ones asked.</summary>
public static class AskedQuestions
{
    /// <summary>The questions. One of the same key and another kind is another question; choices that are offered no more come last.</summary>
    /// <param name="newestFirst">The versions, the newest first.</param>
    public static IReadOnlyList<Question> Of(IEnumerable<Survey> newestFirst)
    {
        var all = new List<Question>();
        foreach (var question in newestFirst.SelectMany(survey => survey.Questions).Where(question => question.Asks))
        {
            var at = all.FindIndex(one => one.Key == question.Key && one.Kind == question.Kind);
            if (at < 0) all.Add(question);
            else if (question.Choices.Where(choice => all[at].Choices.All(known => known.Key != choice.Key)).ToArray() is { Length: > 0 } more)
                all[at] = all[at] with { Choices = [.. all[at].Choices, .. more] };
        }

        return all;
    }

    /// <summary>The pairs of fields that ask for what was expected and what was found.</summary>
    /// <param name="survey">The version.</param>
    /// <returns>By the key of the question that asks what was found: what is compared (the statement, or nothing where there is one answer alone), the field of what was expected, and of what was found.</returns>
    public static IEnumerable<(string Key, string Of, string Expected, string Found)> Pairs(Survey survey)
    {
        foreach (var found in survey.Questions.Where(question => question.Expected is not null))
        {
            if (survey.Questions.FirstOrDefault(question => question.Key == found.Expected) is not { } expected || expected.Scale != found.Scale) continue;
            if (found.IsScore && expected.IsScore) yield return (found.Key, "", expected.Key, found.Key);
            if (found.Kind != QuestionKind.Statements || expected.Kind != QuestionKind.Statements) continue;
            // A key of a statement is one voice's answer: beside each other the two sets have keys of their own, in the same order.
            foreach (var (one, other) in found.Choices.Zip(expected.Choices)) yield return (found.Key, one.Key, $"{expected.Key}.{other.Key}", $"{found.Key}.{one.Key}");
        }
    }
}
