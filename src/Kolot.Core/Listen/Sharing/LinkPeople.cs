using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Sharing;

/// <summary>Somebody for whom a personal link is made.</summary>
/// <param name="Customer">By what they are known, if by anything.</param>
/// <param name="Known">What comes along, by the names that the survey wants to be told.</param>
public sealed record LinkPerson(HeardCustomer Customer, IReadOnlyDictionary<string, string> Known)
{
    /// <summary>Whether anything tells who they are.</summary>
    public bool IsSomebody => Customer.Id is not null || Customer.Mail is not null || Customer.Phone is not null;

    /// <summary>Somebody as typed: a mail address, a phone number, or their number in another system.</summary>
    public static LinkPerson? Of(string? who, string source, string? name)
    {
        var written = who?.Trim() is { Length: > 0 and <= 200 } given && PlainText.IsSound(given) ? given : null;
        if (written is null) return null;
        var called = name?.Trim() is { Length: > 0 and <= 200 } known && PlainText.IsSound(known) ? known : null;
        var customer = Identities.Mail(written) is { } mail ? new HeardCustomer { Mail = mail }
            : written.StartsWith('+') || (written.StartsWith('0') && written.Count(char.IsAsciiDigit) >= 9) ? new() { Phone = Identities.Phone(written) }
            : new() { Source = source, Id = written };
        return new(customer with { Name = called }, new Dictionary<string, string>());
    }
}

/// <summary>The people of a file for whom personal links are made: what its columns are is told by their names.</summary>
public static class LinkPeople
{
    /// <summary>The most in one file.</summary>
    public const int Most = 20_000;

    private const int LongestKnown = 500;

    /// <summary>Reads them.</summary>
    /// <param name="rows">The rows, the first of which names the columns.</param>
    /// <param name="source">The system whose numbers stand in the file.</param>
    /// <param name="hidden">What the survey wants to be told: columns of these names come along.</param>
    /// <returns>The people, one for each row after the first.</returns>
    public static Result<IReadOnlyList<LinkPerson>> Read(IReadOnlyList<string[]> rows, string source, IReadOnlyList<string> hidden)
    {
        if (rows.Count < 2) return new Refusal.Invalid("file", "empty");
        if (rows.Count - 1 > Most) return new Refusal.Invalid("file", "too_many");
        var headers = rows[0];
        var samples = rows.Skip(1).Take(50).ToArray();
        var told = headers.Index().Where(column => hidden.Contains(column.Item.Trim(), StringComparer.OrdinalIgnoreCase)).ToDictionary(column => column.Index, column => hidden.First(name => name.Equals(column.Item.Trim(), StringComparison.OrdinalIgnoreCase)));
        var meanings = headers.Index().Where(column => !told.ContainsKey(column.Index))
            .ToLookup(column => ColumnGuess.Of(column.Item, [.. samples.Select(row => row.ElementAtOrDefault(column.Index) ?? "")]).Meaning switch { ColumnMeaning.Id => ColumnMeaning.CustomerId, var meaning => meaning }, column => column.Index);
        if (!meanings.Contains(ColumnMeaning.CustomerId) && !meanings.Contains(ColumnMeaning.CustomerMail) && !meanings.Contains(ColumnMeaning.CustomerPhone)) return new Refusal.Invalid("file", "nobody_in_it");

        return rows.Skip(1).Select(row =>
        {
            string? Cell(ColumnMeaning meaning) => meanings[meaning].Select(at => row.ElementAtOrDefault(at)?.Trim()).FirstOrDefault(cell => cell is { Length: > 0 and <= 200 } && PlainText.IsSound(cell));
            var name = string.Join(' ', meanings[ColumnMeaning.CustomerName].Select(at => row.ElementAtOrDefault(at)?.Trim()).Where(part => part is { Length: > 0 and <= 100 } && PlainText.IsSound(part)));
            var id = Cell(ColumnMeaning.CustomerId);
            return new LinkPerson(
                new() { Source = id is null ? null : source, Id = id, Name = name.Length > 0 ? name : null, Mail = Identities.Mail(Cell(ColumnMeaning.CustomerMail)), Phone = Identities.Phone(Cell(ColumnMeaning.CustomerPhone)) },
                told.Select(column => (column.Value, Text: row.ElementAtOrDefault(column.Key)?.Trim() ?? "")).Where(one => one.Text.Length is > 0 and <= LongestKnown && PlainText.IsSound(one.Text)).DistinctBy(one => one.Value).ToDictionary(one => one.Value, one => one.Text));
        }).ToArray();
    }
}
