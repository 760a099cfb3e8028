using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Benchmarks.Studies;

/// <summary>An item of a form as it stands in the form of its page, and back.</summary>
internal static class ItemFields
{
    /// <summary>Stands for an item as it is.</summary>
    public static string MarkOf(AssessmentItem item) => SeenMark.Of(StudyJson.Write(item));

    /// <summary>The form with what was typed: in the place of the item of that key, or as a new one at its end.</summary>
    public static Result<AssessmentForm> Put(AssessmentForm was, string? key, IFormCollection form)
    {
        var at = was.Items.Index().FirstOrDefault(item => item.Item.Key == key, (-1, null!)).Index;
        if (key is not null && at < 0) return new Refusal.NotFound();
        if (at >= 0 && form["seen"].ToString() is { Length: > 0 } seen && seen != MarkOf(was.Items[at])) return new Refusal.Conflict("changed_meanwhile");
        if (at < 0 && was.Items.Count >= AssessmentForm.MostItems) return new Refusal.Invalid("he", "too_many");
        var item = Read(key ?? Free(was), form);
        if (item.Refusal is { } refusal) return refusal;
        Fault[] faults = [.. FormCheck.Faults(item.Value)];
        if (faults.Length > 0) return new Refusal.Invalid(faults);
        return new AssessmentForm(at < 0 ? [.. was.Items, item.Value] : [.. was.Items.Take(at), item.Value, .. was.Items.Skip(at + 1)]);
    }

    /// <summary>A refusal of a whole form, said of the item that is before one.</summary>
    public static Refusal? OfItem(Refusal? refusal) => refusal is Refusal.Invalid invalid ? new Refusal.Invalid([.. invalid.Faults.Select(fault => fault with { Field = fault.Field[(fault.Field.IndexOf("].", StringComparison.Ordinal) is >= 0 and var at ? at + 2 : 0)..] })]) : refusal;

    private static Result<AssessmentItem> Read(string key, IFormCollection form)
    {
        if (!double.TryParse(form["weight"].ToString().Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)) return new Refusal.Invalid("weight", "not_a_number");
        var anchors = Enumerable.Range(1, 5).Select(grade => (grade, Text: Wording.None.With("he", form[$"anchor.{grade}.he"]).With("en", form[$"anchor.{grade}.en"]))).Where(anchor => anchor.Text.Says);
        return new AssessmentItem(key, Enum.TryParse<Layer>(form["layer"], out var layer) ? layer : (Layer)(-1), Wording.None.With("he", form["he"]).With("en", form["en"]), weight)
        {
            Critical = form["critical"] == "true", MayNotApply = form["mayNotApply"] == "true", Moving = form["moving"] == "true", Anchors = anchors.ToDictionary(anchor => anchor.grade, anchor => anchor.Text),
        };
    }

    private static string Free(AssessmentForm form) => Enumerable.Range(form.Items.Count + 1, form.Items.Count + 1).Select(number => $"item-{number}").First(key => form.Items.All(item => item.Key != key));
}
