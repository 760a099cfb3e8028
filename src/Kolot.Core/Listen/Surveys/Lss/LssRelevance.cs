using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Surveys.Lss;

/// <summary>Reads the expression that says of whom something is asked, where it compares answers with values and all or any must hold.</summary>
/// <param name="text">The expression.</param>
/// <param name="known">What it may speak of, by name.</param>
internal sealed partial class LssRelevance(string text, Func<string, LssVariable?> known)
{
    private const int Deepest = 40;

    private readonly string[] tokens = [.. Token().Matches(text).Select(match => match.Value)];
    private int at;
    private int depth;

    private string? Here => at < tokens.Length ? tokens[at] : null;

    /// <summary>The condition; null for everybody.</summary>
    /// <param name="text">The expression; empty or 1 for everybody.</param>
    /// <param name="known">What it may speak of.</param>
    /// <param name="condition">The condition, where it could be read.</param>
    /// <returns>Whether it could be read.</returns>
    public static bool Read(string text, Func<string, LssVariable?> known, out Condition? condition)
    {
        condition = null;
        if (text.Trim() is "" or "1" or "true") return true;
        var reading = new LssRelevance(text, known);
        condition = Space().Replace(string.Concat(reading.tokens), "") == Space().Replace(text, "") ? reading.Or() : null;
        if (reading.Here is not null) condition = null;
        return condition is not null;
    }

    private Condition? Or() => Joined(And, any: true, "||", "or");

    private Condition? And() => Joined(One, any: false, "&&", "and");

    // A condition is all or any: of both at once none is made.
    private Condition? Joined(Func<Condition?> part, bool any, params string[] words)
    {
        var parts = new List<Condition?> { part() };
        while (Here is { } here && words.Contains(here, StringComparer.OrdinalIgnoreCase))
        {
            at++;
            parts.Add(part());
        }

        if (parts.Contains(null)) return null;
        if (parts is [var only]) return only;
        return parts.All(one => one is { Tests.Count: 1 } || one?.Any == any) ? new([.. parts.OfType<Condition>().SelectMany(one => one.Tests)], any) : null;
    }

    private Condition? One()
    {
        if (Here is not "(") return Single();
        if (++depth > Deepest) return null;
        at++;
        var inside = Or();
        depth--;
        if (Here is not ")") return null;
        at++;
        return inside;
    }

    private Condition? Single()
    {
        var not = Here is "!";
        if (not) at++;
        if (string.Equals(Here, "is_empty", StringComparison.OrdinalIgnoreCase)) return Empty(not);
        if (not || Here is not { } name || at + 2 >= tokens.Length) return null;
        var (sign, value) = (tokens[at + 1], tokens[at + 2].Trim('"', '\''));
        at += 3;
        return known(Bare(name)) is { } variable && Compared(variable, sign.ToLowerInvariant(), value) is { } test ? new([test]) : null;
    }

    private Condition? Empty(bool not)
    {
        if (at + 3 >= tokens.Length || tokens[at + 1] != "(" || tokens[at + 3] != ")") return null;
        var variable = known(Bare(tokens[at + 2]));
        at += 4;
        if (variable is null) return null;
        return variable.Tick is { } tick
            ? Condition.Where(variable.Field, not ? Look.Is : Look.IsNot, tick)
            : Condition.Where(variable.Field, not ? Look.Answered : Look.NotAnswered);
    }

    private static Test? Compared(LssVariable variable, string sign, string there)
    {
        if (variable.Tick is { } tick)
        {
            var ticked = there == "Y" ? sign is "==" or "eq" : there.Length == 0 && sign is "!=" or "ne";
            return sign is "==" or "eq" or "!=" or "ne" && there is "Y" or "" ? new(variable.Field, ticked ? Look.Is : Look.IsNot, tick) : null;
        }

        if (there.Length == 0) return sign switch { "==" or "eq" => new(variable.Field, Look.NotAnswered), "!=" or "ne" => new(variable.Field, Look.Answered), _ => null };
        if (variable.Value(there) is not { } value) return null;
        var whole = variable.IsWhole && int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out _);
        string By(int more) => (int.Parse(value, CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture);
        return sign switch
        {
            "==" or "eq" => new(variable.Field, Look.Is, value),
            "!=" or "ne" => new(variable.Field, Look.IsNot, value),
            ">=" or "ge" when variable.Values is null || variable.IsWhole => new(variable.Field, Look.AtLeast, value),
            "<=" or "le" when variable.Values is null || variable.IsWhole => new(variable.Field, Look.AtMost, value),
            ">" or "gt" when whole => new(variable.Field, Look.AtLeast, By(1)),
            "<" or "lt" when whole => new(variable.Field, Look.AtMost, By(-1)),
            _ => null,
        };
    }

    private static string Bare(string name) => Suffix().Replace(name, "");

    [GeneratedRegex(@"""[^""]*""|'[^']*'|==|!=|>=|<=|&&|\|\||[()<>!]|[\w.]+")]
    private static partial Regex Token();

    [GeneratedRegex(@"\.(?:NAOK|shown|value|code)$")]
    private static partial Regex Suffix();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
