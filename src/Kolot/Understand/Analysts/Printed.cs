using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>What an analyst is told: as JSON with all digits, or as a table to read.</summary>
internal static class Printed
{
    private static readonly string[] Along = ["drivers", "terms"];

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One figure of several that stand or fall together.</summary>
    public static Said<double> Of<T>(this Said<T> said, Func<T, double> figure) => said.Try(out var known) ? figure(known) : said.Why ?? CannotSay.NoAnswers;

    /// <summary>What is told of a group, with its name before it.</summary>
    public static JsonObject Named(string group, JsonObject told)
    {
        told.Insert(0, "group", group);
        return told;
    }

    /// <summary>Adds a figure; one that cannot be said is null, with the reason beside it.</summary>
    public static void Say(this JsonObject told, string name, Said<double> figure)
    {
        told[name] = figure.Try(out var value) ? value : null;
        if (figure.Why is { } why) told[name + "_cannot_be_said"] = why.ToString();
    }

    /// <summary>The same of an interval.</summary>
    public static void Say(this JsonObject told, string name, Said<Interval> interval)
    {
        told[name] = interval.Try(out var value) ? new JsonArray(value.Low, value.High) : null;
        if (interval.Why is { } why) told[name + "_cannot_be_said"] = why.ToString();
    }

    /// <summary>Several figures in order.</summary>
    public static JsonArray List(IEnumerable<double> figures) => [.. figures.Select(figure => (JsonNode)figure)];

    /// <summary>The name of the first column that is the same all over; null where none is.</summary>
    public static string? Constant(string[] names, IReadOnlyList<double>[] columns) => names.Where((_, at) => columns[at].Distinct().Take(2).Count() < 2).FirstOrDefault();

    /// <summary>Prints it.</summary>
    public static void Write(JsonObject told, bool json)
    {
        if (json) Console.WriteLine(told.ToJsonString(Json));
        else if (told["groups"] is JsonArray groups) WriteGroups(told, groups);
        else if (Along.FirstOrDefault(name => told[name] is JsonArray) is { } rows) WriteGroups(told, Turned(told, rows));
        else WriteOne(told);
    }

    // Lists that go along with names are read as a table, a row a name.
    private static JsonArray Turned(JsonObject told, string rows)
    {
        var names = told[rows]!.AsArray();
        string[] columns = [rows, .. told.Where(one => one.Key != rows && one.Value is JsonArray list && list.Count == names.Count).Select(one => one.Key)];
        var turned = new JsonArray([.. names.Select((_, at) => (JsonNode)new JsonObject(columns.Select(column => KeyValuePair.Create(column, told[column]![at]?.DeepClone()))))]);
        foreach (var column in columns) told.Remove(column);
        return turned;
    }

    private static void WriteOne(JsonObject told)
    {
        var width = told.Select(one => one.Key.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in told) Console.WriteLine($"{name.PadRight(width)}  {Text(value)}");
    }

    private static void WriteGroups(JsonObject told, JsonArray groups)
    {
        var rows = groups.OfType<JsonObject>().ToArray();
        string[] columns = [.. rows.SelectMany(row => row.Select(one => one.Key)).Distinct()];
        string[][] cells = [columns, .. rows.Select(row => columns.Select(column => Text(row[column])).ToArray())];
        var widths = columns.Select((_, at) => cells.Max(line => line[at].Length)).ToArray();
        foreach (var line in cells) Console.WriteLine(string.Join("  ", line.Select((cell, at) => at == 0 ? cell.PadRight(widths[at]) : cell.PadLeft(widths[at]))));
        var others = new JsonObject(told.Where(one => one.Key != "groups").Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone())));
        if (others.Count == 0) return;
        Console.WriteLine();
        WriteOne(others);
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "-",
        JsonArray list => $"[{string.Join(", ", list.Select(Text))}]",
        JsonObject inner => string.Join(", ", inner.Select(one => $"{one.Key} {Text(one.Value)}")),
        _ when value.GetValueKind() == JsonValueKind.Number => double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture).ToString("0.######", CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
