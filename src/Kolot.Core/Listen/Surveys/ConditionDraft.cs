using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Surveys;

/// <summary>A condition as somebody puts it together on a form, row by row.</summary>
/// <param name="Rows">The rows; one that names no field counts for nothing.</param>
/// <param name="Any">Whether one that holds is enough.</param>
public sealed partial record ConditionDraft(IReadOnlyList<TestDraft> Rows, bool Any)
{
    /// <summary>How many rows are read.</summary>
    public const int MostRows = 12;

    private const int LongestValue = 200;

    /// <summary>The rows of a condition that stands.</summary>
    public static ConditionDraft Of(Condition? condition) => condition is null
        ? new([], false)
        : new([.. condition.Tests.Select(test => new TestDraft(test.Of, test.Look, test.Value))], condition.Any);

    /// <summary>The condition; null where no row says anything. What is wrong joins <paramref name="faults"/> as <c>value.2</c>.</summary>
    public Condition? Decide(IReadOnlyList<AskedField> fields, ICollection<Fault> faults)
    {
        var tests = new List<Test>();
        foreach (var (at, row) in Rows.Index())
        {
            if (string.IsNullOrWhiteSpace(row.Of)) continue;
            var name = row.Of.Trim();
            if (name.StartsWith(Test.Attribute, StringComparison.Ordinal) && !Attribute().IsMatch(name)) faults.Add(new($"name.{at}", "not_a_key"));
            var look = AskedField.Find(fields, name) is not { } field || field.Looks.Contains(row.Look) ? row.Look : field.Looks[0];
            var value = look is Look.Answered or Look.NotAnswered ? "" : row.Value?.Trim() ?? "";
            if (look is not (Look.Answered or Look.NotAnswered) && value.Length == 0) faults.Add(new($"value.{at}", "required"));
            else if (value.Length > LongestValue) faults.Add(new($"value.{at}", "too_long"));
            else if (look is Look.AtLeast or Look.AtMost && Test.Number(value) is null) faults.Add(new($"value.{at}", "not_a_number"));
            tests.Add(new(name, look, value));
        }

        return tests.Count == 0 ? null : new(tests, Any);
    }

    [GeneratedRegex(@"\Ais\.[a-z0-9][a-z0-9_-]{0,39}\z")]
    private static partial Regex Attribute();
}

/// <summary>One row of it.</summary>
/// <param name="Of">Which field is looked at; empty where none was chosen.</param>
/// <param name="Look">How.</param>
/// <param name="Value">With what.</param>
public sealed record TestDraft(string? Of, Look Look, string? Value);
