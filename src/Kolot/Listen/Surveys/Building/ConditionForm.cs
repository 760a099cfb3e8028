using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Surveys.Building;

/// <summary>Reads a condition out of a form: rows <c>of.0</c>, <c>look.0</c>, <c>value.0</c>, and <c>any</c>.</summary>
internal static class ConditionForm
{
    /// <summary>Of which field a row is that names an attribute by hand.</summary>
    public const string ByHand = Test.Attribute;

    /// <summary>The rows as they were typed.</summary>
    public static ConditionDraft Read(IFormCollection form)
    {
        var rows = new List<TestDraft>();
        for (var at = 0; at < ConditionDraft.MostRows && form.ContainsKey($"of.{at}"); at++)
        {
            var of = form[$"of.{at}"].ToString();
            if (of.Length == 0) continue;
            if (of == ByHand) of += form[$"name.{at}"].ToString().Trim().ToLowerInvariant();
            rows.Add(new(of, Enum.TryParse<Look>(form[$"look.{at}"], out var look) && Enum.IsDefined(look) ? look : Look.Is, form[$"value.{at}"]));
        }

        return new(rows, form["any"] == "true");
    }

    /// <summary>Whether the form only asks for its rows anew: another field was chosen, or a row wanted.</summary>
    public static bool AsksForRows(IFormCollection form) => form.ContainsKey("rows");
}
