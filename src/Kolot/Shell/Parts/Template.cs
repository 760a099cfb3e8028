using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Shell.Parts;

/// <summary>Cuts a sentence at its places, so that what stands in them can be more than text.</summary>
public static partial class Template
{
    /// <summary>Each stretch of text with the value that follows it; the last is followed by none.</summary>
    public static IEnumerable<(string Text, object? Value)> Split(string sentence, IReadOnlyList<object> values)
    {
        var from = 0;
        foreach (Match place in Place().Matches(sentence))
        {
            var number = int.Parse(place.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
            yield return (sentence[from..place.Index], values[number]);
            from = place.Index + place.Length;
        }
        yield return (sentence[from..], null);
    }

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Place();
}
