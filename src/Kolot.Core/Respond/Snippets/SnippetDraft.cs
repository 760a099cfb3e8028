namespace Kolot.Core.Respond.Snippets;

/// <summary>Ready words as they were written.</summary>
/// <param name="Name">By what they are found.</param>
/// <param name="Text">In Hebrew; null where there are none.</param>
/// <param name="TextEn">In English.</param>
public sealed record SnippetDraft(string Name, string? Text, string? TextEn)
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 4_000;

    /// <summary>Reads what was typed.</summary>
    public static Result<SnippetDraft> Read(string? name, string? text, string? english)
    {
        var faults = new List<Fault>();
        var called = PlainText.Of(name, LongestName, "name", faults);
        if (called is null) faults.Add(new("name", "required"));
        var (hebrew, other) = (Words(text, "text", faults), Words(english, "textEn", faults));
        if (hebrew is null && other is null && faults.All(fault => fault.Field == "name")) faults.Add(new("text", "one_language"));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : new SnippetDraft(called!, hebrew, other);
    }

    private static string? Words(string? typed, string field, List<Fault> faults)
    {
        var text = PlainText.Of(typed, LongestText, field, faults);
        if (text is not null && SnippetText.Unknown(text).Count > 0) faults.Add(new(field, "unknown_place"));
        return text;
    }
}
