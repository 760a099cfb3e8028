using System.Globalization;
using System.Text.Json;

namespace Kolot.Core.Listen.Importing;

/// <summary>One row of a file, read by meaning.</summary>
internal sealed class Cells(IReadOnlyList<(ColumnMapping Column, int At)> columns, bool visual)
{
    private IReadOnlyList<string> row = [];

    /// <summary>What went wrong so far.</summary>
    public List<Fault> Faults { get; } = [];

    /// <summary>Turns to a row.</summary>
    public void Turn(IReadOnlyList<string> next)
    {
        row = next;
        Faults.Clear();
    }

    /// <summary>The text of a column, with its label replaced by what it stands for; null where it is blank.</summary>
    public string? Text(ColumnMapping column, int at)
    {
        var text = at < row.Count ? row[at].Trim() : "";
        if (text.Length == 0) return null;
        if (visual) text = VisualOrder.ToLogical(text);
        return column.Labels is { } labels && Label(labels, text) is { } stands ? stands.Length == 0 ? null : stands : text;
    }

    /// <summary>What the one column of a meaning says; null where there is none or it is blank.</summary>
    public string? Text(ColumnMeaning meaning)
    {
        foreach (var (column, at) in columns)
            if (column.Meaning == meaning) return Text(column, at);
        return null;
    }

    /// <summary>What all columns of a meaning say, one after the other.</summary>
    public string? Joined(ColumnMeaning meaning)
    {
        string? joined = null;
        foreach (var (column, at) in columns)
            if (column.Meaning == meaning && Text(column, at) is { } part) joined = joined is null ? part : $"{joined} {part}";
        return joined;
    }

    /// <summary>A moment, or a fault at the field.</summary>
    public DateTimeOffset? Moment(ColumnMeaning meaning, string field, TimeZoneInfo zone)
    {
        foreach (var (column, at) in columns)
        {
            if (column.Meaning != meaning || Text(column, at) is not { } text) continue;
            var moment = DateReading.Read(text, column.Dates ?? DateStyle.YearFirst, zone);
            if (moment is null) Faults.Add(new(field, "not_a_date"));
            return moment;
        }

        return null;
    }

    /// <summary>The score, or a fault at the field.</summary>
    public HeardScore? Score()
    {
        foreach (var (column, at) in columns)
        {
            if (column.Meaning != ColumnMeaning.Score || Text(column, at) is not { } text) continue;
            if (Scores.Read(text) is { } score) return new(score, column.Low, column.High);
            Faults.Add(new("score.value", "not_a_number"));
        }

        return null;
    }

    /// <summary>All answers; null where there are none.</summary>
    public Dictionary<string, JsonElement>? Answers()
    {
        Dictionary<string, JsonElement>? answers = null;
        foreach (var (column, at) in columns)
            if (column.Meaning == ColumnMeaning.Answer && Text(column, at) is { } text) (answers ??= [])[column.Key ?? column.Header] = Answer(text);
        return answers;
    }

    /// <summary>All that is said of a customer.</summary>
    public Dictionary<string, string?> Attributes()
    {
        var attributes = new Dictionary<string, string?>();
        foreach (var (column, at) in columns)
            if (column.Meaning == ColumnMeaning.Attribute && Text(column, at) is { } text) attributes[column.Key ?? column.Header] = text;
        return attributes;
    }

    private static string? Label(IReadOnlyDictionary<string, string> labels, string text)
    {
        if (labels.TryGetValue(text, out var stands)) return stands;
        foreach (var (label, other) in labels)
            if (label.Equals(text, StringComparison.OrdinalIgnoreCase)) return other;
        return null;
    }

    // A number that would change by being read as one, such as 007 or a long id, stays a text.
    private static JsonElement Answer(string text) =>
        text.Length <= 15 && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && (text == "0" || text.TrimStart('-') is not ['0', not '.', ..]) && !text.StartsWith('+') && double.IsFinite(number)
            ? JsonSerializer.SerializeToElement(number)
            : text.ToLowerInvariant() switch
            {
                "true" or "yes" or "כן" => True,
                "false" or "no" or "לא" => False,
                _ => JsonSerializer.SerializeToElement(text),
            };

    private static readonly JsonElement True = JsonSerializer.SerializeToElement(true);
    private static readonly JsonElement False = JsonSerializer.SerializeToElement(false);
}
