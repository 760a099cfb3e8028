namespace Kolot.Outside.Mail;

/// <summary>A mail server's answer.</summary>
/// <param name="Code">Three digits, of which the first tells yes from later and no.</param>
/// <param name="Lines">Its words, line by line.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Yes, or go on.</summary>
    public bool IsYes => Code is >= 200 and < 400;

    /// <summary>Perhaps later.</summary>
    public bool IsLater => Code is >= 400 and < 500;

    /// <summary>What a person may be shown.</summary>
    public string Said => $"{Code} {string.Join(' ', Lines)}".Trim();

    /// <summary>What the server offers under a name, or null where it does not offer it.</summary>
    public IReadOnlyList<string>? Offered(string name) => Lines.Skip(1)
        .Select(line => line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words.Length > 0 && words[0].Equals(name, StringComparison.OrdinalIgnoreCase))
        .Select(words => words[1..]).FirstOrDefault();
}
