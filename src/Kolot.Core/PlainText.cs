namespace Kolot.Core;

/// <summary>A text as somebody wrote it: trimmed, measured, and refused where it is none.</summary>
/// <remarks>A NUL ends a text in PostgreSQL, so nobody can have meant one.</remarks>
public static class PlainText
{
    /// <summary>Whether it can be kept and looked for at all.</summary>
    public static bool IsSound(string? written) => written?.Contains('\0') != true;

    /// <summary>What was written, without the space around it; null where nothing was. What is wrong with it joins <paramref name="faults"/>.</summary>
    public static string? Of(string? written, int longest, string field, ICollection<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        var text = written.Trim();
        if (text.Length > longest) faults.Add(new(field, "too_long"));
        if (!IsSound(text)) faults.Add(new(field, "not_text"));
        return text;
    }
}
