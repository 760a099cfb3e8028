using System.Text;
using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Sending;

/// <summary>What stands in the places of a message's words.</summary>
/// <param name="Name">How its reader is called; empty where that is not known.</param>
/// <param name="Organisation">Who writes.</param>
/// <param name="Link">Where it is answered.</param>
/// <param name="Stop">Where one ends being asked.</param>
public sealed record MessagePlaces(string Name, string Organisation, string Link, string Stop)
{
    /// <summary>What else is known, by name.</summary>
    public IReadOnlyDictionary<string, string> Known { get; init; } = new Dictionary<string, string>();
}

/// <summary>Words with places in braces: <c>{name}</c>, <c>{organisation}</c>, <c>{link}</c>, <c>{stop}</c>, and what comes along with an invitation.</summary>
public static partial class MessageWords
{
    /// <summary>The places that every message may have.</summary>
    public static IReadOnlyList<string> Places { get; } = ["name", "organisation", "link", "stop"];

    /// <summary>The places that stand in some words, each once.</summary>
    public static IReadOnlyList<string> In(string words) => [.. Pieces(words).Where(piece => piece.IsPlace).Select(piece => piece.Text).Distinct()];

    /// <summary>The words with their places filled. Where a name is not known, the greeting goes without, with its comma and its blank.</summary>
    public static string Fill(string words, MessagePlaces places)
    {
        var filled = new StringBuilder();
        var skipping = false;
        foreach (var (text, isPlace) in Pieces(words))
        {
            var value = isPlace ? Value(text, places) : text;
            if (isPlace && value.Length == 0)
            {
                while (filled.Length > 0 && filled[^1] == ' ') filled.Length--;
                skipping = filled.Length == 0 || filled[^1] == '\n';
                continue;
            }

            filled.Append(skipping && !isPlace ? value.TrimStart(' ', ',', '،', '!') : value);
            skipping = false;
        }

        return filled.ToString().Trim();
    }

    /// <summary>The words and places, in order.</summary>
    public static IEnumerable<(string Text, bool IsPlace)> Pieces(string words)
    {
        for (var at = 0; at < words.Length;)
        {
            var open = words.IndexOf('{', at);
            var close = open < 0 ? -1 : words.IndexOf('}', open);
            if (close < 0)
            {
                yield return (words[at..], false);
                yield break;
            }

            var name = words[(open + 1)..close];
            var isPlace = name.Length is > 0 and <= 60 && name.All(letter => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.');
            if (open > at) yield return (words[at..open], false);
            yield return isPlace ? (name, true) : (words[open..(close + 1)], false);
            at = close + 1;
        }
    }

    // What comes along is somebody's own words: it stays on its line, and adds no address to follow, not even one that a program would make of a name with a dot in it.
    private static string Value(string place, MessagePlaces places) => place switch
    {
        "name" => Foreign(places.Name),
        "organisation" => OneLine(places.Organisation),
        "link" => places.Link,
        "stop" => places.Stop,
        _ => Foreign(places.Known.GetValueOrDefault(place, "")),
    };

    private static string Foreign(string text) => Dot().Replace(OneLine(text), "$0 ");

    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) || letter is '\u2028' or '\u2029' ? ' ' : letter)).Replace("://", ":", StringComparison.Ordinal).Trim();

    [GeneratedRegex(@"(?<=[\p{L}\p{N}])[.。．｡](?=\p{L})")]
    private static partial Regex Dot();
}
