using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>Whether an item can be graded by.</summary>
public static class FormCheck
{
    /// <summary>The longest statement, and the longest anchor.</summary>
    public const int LongestText = 400;

    /// <summary>Finds what is missing or wrong, by the field's name.</summary>
    public static IEnumerable<Fault> Faults(AssessmentItem item)
    {
        if (!item.Text.Says) yield return new("he", "required");
        foreach (var (language, text) in item.Text.In)
            if (text.Length > LongestText) yield return new(language, "too_long");
        if (item.Weight is not (> 0 and <= 10)) yield return new("weight", "out_of_range");
        if (!Enum.IsDefined(item.Layer)) yield return new("layer", "unknown");
        foreach (var (grade, anchor) in item.Anchors)
            foreach (var (language, text) in anchor.In)
                if (text.Length > LongestText) yield return new($"anchor.{grade}.{language}", "too_long");
        if (item.Anchors.Keys.Any(grade => grade is < 1 or > 5)) yield return new("anchors", "out_of_range");
        IEnumerable<Wording> texts = [item.Text, .. item.Anchors.Values];
        if (texts.Any(text => text.In.Values.Any(one => !PlainText.IsSound(one)))) yield return new("he", "not_text");
    }

    /// <summary>Finds what is wrong with a whole form.</summary>
    public static IEnumerable<Fault> Faults(AssessmentForm form)
    {
        if (form.Items.Count == 0) yield return new("items", "required");
        if (form.Items.Count > AssessmentForm.MostItems) yield return new("items", "too_many");
        if (form.Items.Select(item => item.Key).Distinct().Count() != form.Items.Count) yield return new("items", "twice");
        foreach (var (at, item) in form.Items.Index())
            foreach (var fault in Faults(item)) yield return new($"items[{at}].{fault.Field}", fault.Reason);
    }
}
