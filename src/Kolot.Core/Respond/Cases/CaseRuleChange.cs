using System.Globalization;
using Kolot.Core.Language;

namespace Kolot.Core.Respond.Cases;

/// <summary>Decides whether a rule can be as it was written.</summary>
public static class CaseRuleChange
{
    /// <summary>The longest of the words that a rule looks for, in characters.</summary>
    public const int LongestWords = 60;

    /// <summary>A score as it was written, and the scale that it is on.</summary>
    /// <param name="AtMost">The score; blank for any.</param>
    /// <param name="Of">Where its scale ends; blank for any scale.</param>
    public readonly record struct WrittenScore(string? AtMost, string? Of);

    /// <summary>The rule; or what of it cannot be.</summary>
    /// <param name="rule">All that was chosen.</param>
    /// <param name="score">The score as it was written.</param>
    /// <param name="words">The words as they were written, parted by commas or lines.</param>
    public static Result<CaseRule> Decide(CaseRule rule, WrittenScore score, string? words)
    {
        var faults = new List<Fault>();
        var (most, top) = (Number(score.AtMost, "score", faults), Number(score.Of, "scale", faults));
        if (most is null && top is not null && faults.Count == 0) faults.Add(new("score", "required"));
        if (most > top) faults.Add(new("score", "off_scale"));
        string[] said = [.. (words ?? "").Split([',', '،', '\n', '\r', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
        if (said.Length > CaseRule.MostWords) faults.Add(new("words", "too_many"));
        else if (said.Any(one => one.Length > LongestWords)) faults.Add(new("words", "too_long"));
        else if (said.Any(one => SearchText.Query(one).Count == 0)) faults.Add(new("words", "no_words"));
        if (rule.Severity is { } severity && !CaseRubric.IsLevel(severity)) faults.Add(new("severity", "unknown"));
        if (rule.Impact is { } impact && !CaseRubric.IsLevel(impact)) faults.Add(new("impact", "unknown"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var decided = rule with { ScoreAtMost = most, ScoreOf = top, Words = said };
        return Says(decided) ? decided : new Refusal.Invalid("conditions", "nothing_said");
    }

    // A rule that says nothing would open a case of every kind word.
    private static bool Says(CaseRule rule) =>
        rule.NotPraise || rule.WantsCall || rule.ScoreAtMost is not null || rule.Kinds.Count + rule.Words.Count + rule.Channels.Count + rule.Touchpoints.Count + rule.Units.Count > 0;

    private static double? Number(string? written, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        if (double.TryParse(written.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) && Math.Abs(number) <= 1_000) return number;
        faults.Add(new(field, "not_a_number"));
        return null;
    }
}
