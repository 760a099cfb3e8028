using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;
using Kolot.Shell;

namespace Kolot.Understand.Scores;

/// <summary>Where the voices are that a number is made of: the stream, narrowed as the score is; or the cases, where it is made of these.</summary>
public static class ScoreVoices
{
    /// <summary>The address of the voices of some days.</summary>
    /// <param name="visit">Where.</param>
    /// <param name="view">What is shown.</param>
    /// <param name="days">The days.</param>
    /// <param name="of">What else they have: the code of a group, or one answer.</param>
    public static string Of(Visit visit, ScoreView view, DaySpan days, (string? Group, double? Answer) of = default)
    {
        var measure = view.Versions.On(days.To) ?? view.Measure;
        var address = new Address(visit.Path(measure.IsOfCases ? "cases/counted" : "voices"), []).With("from", Day(days.From)).With("to", Day(days.To));
        address = measure.IsOfCases ? address.With("of", measure.Question[OutcomeQuestions.Prefix.Length..]) : measure.Question.Length > 0 ? address.With("asked", measure.Question) : address.With("low", Number(measure.Low)).With("high", Number(measure.High));
        if (of.Answer is { } answer) address = address.With("score", Number(answer));
        // The stream is narrowed to one of each: where a measure takes in several, all of them are shown.
        foreach (var (name, codes) in VoiceLimits.Read(measure.Voices))
            if (codes is [var only]) address = address.With(name, only);
        foreach (var (name, code) in view.Query.Chosen) address = address.With(name, code);
        foreach (var (key, value) in view.Query.Attributes) address = address.With(ScoreQuery.Attribute + key, value);
        return (of.Group is { } group && view.Query.By is { } by ? address.With(by, group) : address).ToString();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
