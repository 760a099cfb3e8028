namespace Kolot.Core.Organisation;

/// <summary>What people are told when something of them is collected: one version in one language. Once published, it stays as it was.</summary>
public sealed class PrivacyNotice
{
    /// <summary>The language: <c>he</c>, <c>en</c>, <c>ar</c>, <c>ru</c>.</summary>
    public required string Language { get; init; }

    /// <summary>The version's number in its language, from 1.</summary>
    public int Number { get; init; }

    /// <summary>The text: paragraphs apart by a blank line, headings after a <c>#</c>.</summary>
    public required string Text { get; set; }

    /// <summary>When it was published; null while it is a draft.</summary>
    public DateTime? PublishedAt { get; set; }

    /// <summary>By whom.</summary>
    public Guid? PublishedBy { get; set; }

    /// <summary>How often the draft was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Decides whether a notice can be kept as written, and published.</summary>
public static class NoticeChange
{
    /// <summary>The languages that customers are addressed in.</summary>
    public static readonly IReadOnlyList<string> Languages = ["he", "en", "ar", "ru"];

    /// <summary>The longest text, in characters.</summary>
    public const int Longest = 30_000;

    /// <summary>What begins a place that is to be filled in.</summary>
    public const string Blank = "[[";

    /// <summary>The text to be kept, or why it cannot be.</summary>
    public static Result<string> Decide(string? written, bool publish)
    {
        var text = written?.ReplaceLineEndings("\n").Trim() ?? "";
        if (text.Length == 0) return new Refusal.Invalid("text", "required");
        if (text.Length > Longest) return new Refusal.Invalid("text", "too_long");
        if (!PlainText.IsSound(text)) return new Refusal.Invalid("text", "not_text");
        if (publish && text.Contains(Blank, StringComparison.Ordinal)) return new Refusal.Invalid("text", "blanks_left");
        return text;
    }

    /// <summary>The parts of a text, each a paragraph or a heading.</summary>
    public static IEnumerable<(bool Heading, string Text)> Parts(string text) =>
        text.Split("\n\n", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(part => part.StartsWith('#') ? (true, part.TrimStart('#').Trim()) : (false, part));
}
