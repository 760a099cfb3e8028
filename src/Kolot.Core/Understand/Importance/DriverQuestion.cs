using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Understand.Importance;

/// <summary>A question that was answered together with an outcome, so that it may go with it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Together">How many who gave the outcome answered it too.</param>
/// <param name="Varies">Whether they did not all answer the same.</param>
public sealed record DriverQuestion(string Name, int Together, bool Varies)
{
    /// <summary>How many questions are chosen at first.</summary>
    public const int AtFirst = 8;

    /// <summary>How many may be looked at together.</summary>
    public const int Most = 12;

    // Of a thousand questions nobody chooses; each costs a walk through all answers.
    private const int MostLookedAt = 200;

    /// <summary>What an answer counts as: its number, yes as one and no as nought; null for other words.</summary>
    public static double? WorthOf(Answer answer) => answer.Label?.ToLowerInvariant() switch
    {
        null => double.IsFinite(answer.Number) ? answer.Number : null,
        "true" or "yes" or "כן" => 1,
        "false" or "no" or "לא" => 0,
        _ => null,
    };

    /// <summary>The questions beside an outcome, the most answered first. What the course of a case answers drives nothing: it came afterwards.</summary>
    /// <param name="rows">The voices that gave the outcome.</param>
    /// <param name="names">What was asked.</param>
    /// <param name="outcome">The outcome's own question, which is none of them.</param>
    public static IReadOnlyList<DriverQuestion> Beside(FactRows rows, FactNames names, string outcome) =>
    [
        .. names.Questions.Where(name => name.Length > 0 && name != outcome && !OutcomeQuestions.Holds(name) && Numbers(names, name)).Take(MostLookedAt).Select(name => Of(name, rows.AnswersTo(name, WorthOf)))
            .Where(question => question.Together > 0).OrderByDescending(question => question.Together).ThenBy(question => MeasureOf(question.Name, Measure.Ready) is null).ThenBy(question => question.Name, StringComparer.Ordinal),
    ];

    /// <summary>Those that are chosen unless somebody chooses: the most answered, as long as at least half of those who answered the first answered all, and they carry so many.</summary>
    public static IReadOnlyList<string> Chosen(FactRows rows, IReadOnlyList<DriverQuestion> beside)
    {
        var (chosen, whole, left) = (new List<string>(), Enumerable.Repeat(true, rows.Count).ToArray(), 0);
        foreach (var question in beside.Where(question => question.Varies))
        {
            if (chosen.Count == AtFirst || question.Together * 2 < left) break;
            var answers = rows.AnswersTo(question.Name, WorthOf);
            var with = whole.Select((here, at) => here && !double.IsNaN(answers[at])).ToArray();
            var count = with.Count(here => here);
            if (chosen.Count > 0 && (count * 2 < left || count < ImportanceReading.ForEach * (chosen.Count + 1))) continue;
            left = Math.Max(left, count);
            (whole, chosen) = (with, [.. chosen, question.Name]);
        }

        return chosen;
    }

    /// <summary>The measure of a question, from which its scale is known; null for one that has none.</summary>
    public static Measure? MeasureOf(string question, IReadOnlyList<Measure> measures) => measures.FirstOrDefault(measure => measure.Question == question && question.Length > 0);

    private static bool Numbers(FactNames names, string name) =>
        names.Find(name) is { } number && names.AnswersTo(number) is var codes && Enumerable.Range(1, codes.Count - 1).Any(code => WorthOf(codes[code]) is not null);

    private static DriverQuestion Of(string name, double[] answers)
    {
        double[] given = [.. answers.Where(answer => !double.IsNaN(answer))];
        return new(name, given.Length, given.AsSpan().ContainsAnyExcept(given.FirstOrDefault()));
    }
}
