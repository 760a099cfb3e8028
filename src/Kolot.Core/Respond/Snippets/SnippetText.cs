using System.Text.RegularExpressions;

namespace Kolot.Core.Respond.Snippets;

/// <summary>What stands in ready words for something that only the case knows.</summary>
public enum SnippetPlace
{
    /// <summary>The customer's name.</summary>
    Customer,

    /// <summary>The number by which the customer knows their matter.</summary>
    Number,

    /// <summary>By when something is due.</summary>
    Due,

    /// <summary>The team that answers for it.</summary>
    Team,
}

/// <summary>Fills in ready words. A place is a name in braces, in Hebrew or in English; what is not known stays there to be seen, and is never sent.</summary>
public static partial class SnippetText
{
    private static readonly Dictionary<string, SnippetPlace> Places = new(StringComparer.OrdinalIgnoreCase)
    {
        ["לקוח"] = SnippetPlace.Customer, ["מספר"] = SnippetPlace.Number, ["מועד"] = SnippetPlace.Due, ["צוות"] = SnippetPlace.Team,
        ["customer"] = SnippetPlace.Customer, ["number"] = SnippetPlace.Number, ["due"] = SnippetPlace.Due, ["team"] = SnippetPlace.Team,
    };

    /// <summary>The words with what is known in its place.</summary>
    public static string Fill(string text, Func<SnippetPlace, string?> known) =>
        Braced().Replace(text, found => Places.TryGetValue(found.Groups[1].Value, out var place) && known(place) is { Length: > 0 } value ? value : found.Value);

    /// <summary>The places that nobody has filled in yet, as they stand in a text.</summary>
    public static IReadOnlyList<string> Open(string text) => [.. Braced().Matches(text).Where(found => Places.ContainsKey(found.Groups[1].Value)).Select(found => found.Value).Distinct()];

    /// <summary>Names in braces that nothing is known by: most likely typed wrongly.</summary>
    public static IReadOnlyList<string> Unknown(string text) => [.. Braced().Matches(text).Where(found => !Places.ContainsKey(found.Groups[1].Value)).Select(found => found.Value).Distinct()];

    [GeneratedRegex(@"\{\s*(\p{L}+)\s*\}")]
    private static partial Regex Braced();
}
