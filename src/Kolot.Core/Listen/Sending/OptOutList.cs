using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Sending;

/// <summary>A list of addresses that want no messages, however it was written down: one in each line, or among other columns.</summary>
/// <param name="Addresses">The addresses in it, each once.</param>
/// <param name="Unread">How many lines held none.</param>
public sealed record OptOutList(IReadOnlyList<WrittenIdentity> Addresses, int Unread)
{
    /// <summary>The most lines in one list.</summary>
    public const int Most = 100_000;

    private const int FewestDigits = 9;

    /// <summary>Reads a list.</summary>
    public static Result<OptOutList> Read(string? written)
    {
        var lines = (written ?? "").Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0) return new Refusal.Invalid("list", "required");
        if (lines.Length > Most) return new Refusal.Invalid("list", "too_many");
        var (found, unread) = (new HashSet<WrittenIdentity>(), 0);
        foreach (var line in lines)
        {
            var before = found.Count;
            var any = false;
            foreach (var cell in line.Split([',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(cell => cell.Trim(' ', '"', '\'', '<', '>', '\ufeff')))
                if (AddressIn(cell) is { } address) any |= found.Add(address) || found.Contains(address);
            if (!any && found.Count == before) unread++;
        }

        return found.Count == 0 ? new Refusal.Invalid("list", "nobody_in_it") : new OptOutList([.. found], unread);
    }

    // A cell of digits with what stands between those of a phone, and nothing else.
    private static WrittenIdentity? AddressIn(string cell) => Identities.Mail(cell) is { } mail ? new("mail", mail)
        : cell.Count(char.IsAsciiDigit) >= FewestDigits && cell.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or ' ' or '(' or ')' or '.') && Identities.Phone(cell) is { } phone ? new("phone", phone)
        : null;
}
