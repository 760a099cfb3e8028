using System.Text.Json.Serialization;

namespace Kolot.Core.Listen.Surveys;

/// <summary>One text in the languages of a survey.</summary>
/// <param name="In">The text by language.</param>
[method: JsonConstructor]
public sealed record Wording(IReadOnlyDictionary<string, string> In)
{
    /// <summary>No text in any language.</summary>
    public static Wording None { get; } = new(new Dictionary<string, string>());

    /// <summary>A text in Hebrew and English.</summary>
    public static Wording Of(string hebrew, string english) => new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english });

    /// <summary>Whether it says anything in any language.</summary>
    [JsonIgnore]
    public bool Says => In.Values.Any(text => !string.IsNullOrWhiteSpace(text));

    /// <summary>The text in a language; null where it is missing.</summary>
    public string? Exactly(string language) => In.TryGetValue(language, out var text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The text in a language, or in the first of the others that has it: who answers reads something rather than nothing.</summary>
    /// <param name="language">The language that is wanted.</param>
    /// <param name="others">The survey's languages, the main one first.</param>
    public string For(string language, IReadOnlyList<string> others) =>
        Exactly(language) ?? others.Select(Exactly).FirstOrDefault(text => text is not null) ?? "";

    /// <summary>The same with a text in one language set, or taken away where it is blank.</summary>
    public Wording With(string language, string? text)
    {
        var changed = new Dictionary<string, string>(In);
        if (string.IsNullOrWhiteSpace(text)) changed.Remove(language);
        else changed[language] = text.Trim();
        return new(changed);
    }

    /// <inheritdoc/>
    public bool Equals(Wording? other) => other is not null && In.Count == other.In.Count && In.All(pair => other.In.TryGetValue(pair.Key, out var text) && text == pair.Value);

    /// <inheritdoc/>
    public override int GetHashCode() => In.Aggregate(0, (hash, pair) => hash ^ HashCode.Combine(pair.Key, pair.Value));
}
