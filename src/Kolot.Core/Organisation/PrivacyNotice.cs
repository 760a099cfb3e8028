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

    /// <summary>By what a voice names it: <c>he-3</c>.</summary>
    public string Code => CodeOf(Language, Number);

    /// <summary>By what a voice names a version.</summary>
    public static string CodeOf(string language, int number) => $"{language}-{number}";
}

/// <summary>A version of a notice that people could read, and since when.</summary>
/// <param name="Language">In which language.</param>
/// <param name="Number">The version's number.</param>
/// <param name="Since">When it was published.</param>
public sealed record NoticeVersion(string Language, int Number, DateTime Since)
{
    /// <summary>By what a voice names it: <c>he-3</c>.</summary>
    public string Code => PrivacyNotice.CodeOf(Language, Number);

    /// <summary>The versions that people could read at a moment, one for each language that there was one in.</summary>
    /// <remarks>Of a voice that came before the first was published it is said that there was none, not that it came under the first.</remarks>
    public static IReadOnlyList<NoticeVersion> InForce(IEnumerable<NoticeVersion> published, DateTime at) =>
    [
        .. published.Where(version => version.Since <= at).GroupBy(version => version.Language)
            .Select(language => language.MaxBy(version => version.Number)).OfType<NoticeVersion>()
            .OrderBy(version => NoticeChange.Languages.Index().First(language => language.Item == version.Language).Index),
    ];

    /// <summary>The version that stands beside a form: the one that stood there before, as long as its reader reads the same language; else the one in force.</summary>
    /// <param name="published">All versions that people could ever read.</param>
    /// <param name="language">In which language the form is read.</param>
    /// <param name="at">The moment.</param>
    /// <param name="before">The version that the form was opened with, if it was.</param>
    /// <returns>Null where there is none in any language.</returns>
    public static NoticeVersion? Shown(IReadOnlyCollection<NoticeVersion> published, string language, DateTime at, string? before)
    {
        var inForce = InForce(published, at);
        var now = inForce.FirstOrDefault(version => version.Language == language) ?? (inForce.Count > 0 ? inForce[0] : null);
        // Whoever began to answer under one version finishes under it, whatever is published meanwhile.
        return published.FirstOrDefault(version => version.Code == before && (now is null || version.Language == now.Language)) ?? now;
    }
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
