namespace Kolot.Core.Organisation;

/// <summary>What somebody may do whom the organisation's sign-in provider vouches for with a certain value.</summary>
/// <param name="Value">The value that the provider's claim must hold; <c>*</c> for everybody who signs in for the first time.</param>
/// <param name="Role">The role; never owner: owners are made by owners.</param>
/// <param name="Unit">The code of the unit that is seen with all below it; null for the whole organisation.</param>
public sealed record SignOnRule(string Value, Role Role, string? Unit);

/// <summary>Where somebody belongs by the rules.</summary>
/// <param name="Role">The role.</param>
/// <param name="Reach">How far they see.</param>
/// <param name="UnitId">Their unit, if their reach is one.</param>
/// <param name="ByClaim">Whether the provider said so, and not only the rule for everybody: then it holds at every sign-in.</param>
public sealed record SignOnPlace(Role Role, Reach Reach, Guid? UnitId, bool ByClaim);

/// <summary>Rules from a provider's claim to role and reach, one a line: <c>value = role</c> or <c>value = role, unit</c>.</summary>
public static class SignOnRules
{
    /// <summary>The value that stands for everybody.</summary>
    public const string Everybody = "*";

    private const int Most = 200;
    private const int LongestValue = 200;

    /// <summary>Reads them as typed. Refused: no rule, more than 200, a line without <c>=</c>, an empty or very long value, an unknown role or
    /// <c>owner</c>, a unit that does not exist or is retired; with the line's number after the reason's field.</summary>
    public static Result<IReadOnlyList<SignOnRule>> Read(string text, IReadOnlyCollection<Unit> units)
    {
        var rules = new List<SignOnRule>();
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A value may itself hold a sign of equality, as names in directories do: the last one counts.
            if (line.LastIndexOf('=') is not (> 0 and var at)) return new Refusal.Invalid("rules", "rule_shape");
            var (value, parts) = (line[..at].Trim(), line[(at + 1)..].Split(',', 2, StringSplitOptions.TrimEntries));
            if (value.Length is 0 or > LongestValue) return new Refusal.Invalid("rules", "rule_shape");
            if (RoleOf(parts[0]) is not { } role) return new Refusal.Invalid("rules", "rule_role");
            var unit = parts.Length > 1 ? parts[1] : null;
            if (unit is not null && Find(units, unit) is null) return new Refusal.Invalid("rules", "rule_unit");
            rules.Add(new(value, role, unit));
        }

        return rules.Count switch
        {
            0 => new Refusal.Invalid("rules", "required"),
            > Most => new Refusal.Invalid("rules", "too_long"),
            _ => rules,
        };
    }

    /// <summary>As they are typed.</summary>
    public static string Write(IEnumerable<SignOnRule> rules) =>
        string.Join('\n', rules.Select(rule => $"{rule.Value} = {rule.Role.ToString().ToLowerInvariant()}{(rule.Unit is null ? "" : $", {rule.Unit}")}"));

    /// <summary>Where somebody belongs: by the first rule that one of their values fits, else by the one for everybody; null if by none.</summary>
    /// <remarks>A rule whose unit is gone fits nobody: whoever saw one branch does not see all for it.</remarks>
    public static SignOnPlace? Decide(IEnumerable<SignOnRule> rules, IReadOnlyCollection<string> values, IReadOnlyCollection<Unit> units)
    {
        var open = rules.Where(rule => rule.Role != Role.Owner && (rule.Unit is null || Find(units, rule.Unit) is not null)).ToArray();
        var fits = open.FirstOrDefault(rule => rule.Value != Everybody && values.Contains(rule.Value, StringComparer.Ordinal));
        if ((fits ?? open.FirstOrDefault(rule => rule.Value == Everybody)) is not { } chosen) return null;
        return chosen.Unit is { } code
            ? new(chosen.Role, Reach.Subtree, Find(units, code)?.Id, fits is not null)
            : new(chosen.Role, Reach.All, null, fits is not null);
    }

    private static Unit? Find(IEnumerable<Unit> units, string code) =>
        units.FirstOrDefault(unit => !unit.Retired && string.Equals(unit.Code, code, StringComparison.OrdinalIgnoreCase));

    private static Role? RoleOf(string word) =>
        word.All(char.IsAsciiLetter) && Enum.TryParse<Role>(word, ignoreCase: true, out var role) && role != Role.Owner ? role : null;
}
