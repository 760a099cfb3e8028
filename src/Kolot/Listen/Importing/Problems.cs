using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Importing;

/// <summary>Reasons as sentences, in the reader's language, by the columns of the file.</summary>
internal static class Problems
{
    private static readonly Dictionary<string, ColumnMeaning> Fields = new()
    {
        ["id"] = ColumnMeaning.Id, ["heardAt"] = ColumnMeaning.HeardAt, ["text"] = ColumnMeaning.Text, ["title"] = ColumnMeaning.Title,
        ["score.value"] = ColumnMeaning.Score, ["score.high"] = ColumnMeaning.Score, ["kind"] = ColumnMeaning.Kind,
        ["channel"] = ColumnMeaning.Channel, ["touchpoint"] = ColumnMeaning.Touchpoint, ["unit"] = ColumnMeaning.Unit,
        ["author"] = ColumnMeaning.Author, ["notice"] = ColumnMeaning.Notice, ["customer.id"] = ColumnMeaning.CustomerId, ["customer.name"] = ColumnMeaning.CustomerName,
        ["customer.mail"] = ColumnMeaning.CustomerMail, ["customer.phone"] = ColumnMeaning.CustomerPhone, ["name"] = ColumnMeaning.CustomerName,
        ["identities.mail"] = ColumnMeaning.CustomerMail, ["identities.phone"] = ColumnMeaning.CustomerPhone, ["since"] = ColumnMeaning.Since,
    };

    /// <summary>All reasons of a row.</summary>
    public static string Say(string reasons, ImportMapping mapping) => string.Join(" ", Reasons.Read(reasons).Select(fault => Say(fault, mapping)));

    /// <summary>One reason.</summary>
    public static string Say(Fault fault, ImportMapping mapping)
    {
        var sentence = new Faults([fault], Words.ResourceManager).Say(fault);
        return ColumnOf(fault.Field, mapping) is { } column ? $"{column}: {sentence}" : sentence;
    }

    /// <summary>What a meaning is called.</summary>
    public static string MeaningOf(ColumnMeaning meaning) => Of($"Meaning_{meaning}");

    /// <summary>What a key of the words says.</summary>
    public static string Of(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;

    private static string? ColumnOf(string field, ImportMapping mapping)
    {
        foreach (var beginning in (string[])["columns.", "answers.", "attributes."])
            if (field.StartsWith(beginning, StringComparison.Ordinal)) return field[beginning.Length..];
        if (!Fields.TryGetValue(field, out var meaning)) return null;
        return mapping.Columns.FirstOrDefault(column => column.Meaning == meaning)?.Header ?? MeaningOf(meaning);
    }
}
