using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>What an analyst is told: as JSON with all digits, or as a table to read.</summary>
internal static class Printed
{
    // What of lists that go along with names is read as a table, a row a name; the rest is for programs.
    private static readonly string[] Driven =
    [
        "drivers", "johnson_percent", "johnson_percent_lower95", "johnson_percent_upper95", "lmg_percent",
        "terms", "hazard_ratio", "hr_lower95", "hr_upper95", "odds_ratio", "or_lower95", "or_upper95", "coef", "se", "z", "p", "zero_order_r", "vif", "driver_means",
    ];

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

    // What lies deeper than a table goes is for programs.
    private static bool IsRead(KeyValuePair<string, JsonNode?> one) => one.Key is not ("at" or "at_loglog_ci");

    /// <summary>Prints it.</summary>
    public static void Write(JsonObject told, bool json)
    {
        if (json) Console.WriteLine(told.ToJsonString(Json));
        else if (told["groups"] is JsonArray groups) WriteGroups(told, groups);
        else if ((told["drivers"] ?? told["terms"]) is JsonArray named) WriteNamed(told, named);
        else WriteOne(told);
    }

    private static void WriteNamed(JsonObject told, JsonArray named)
    {
        string[] columns = [.. Driven.Where(column => told[column] is JsonArray)];
        var rows = named.Select((_, at) => (JsonNode)new JsonObject(columns.Select(column => KeyValuePair.Create(column, told[column]?[at]?.DeepClone()))));
        WriteGroups(new(told.Where(one => one.Value is not JsonArray).Select(one => KeyValuePair.Create(one.Key, one.Value?.DeepClone()))), [.. rows]);
    }

    private static void WriteOne(JsonObject told)
    {
        var width = told.Where(IsRead).Select(one => one.Key.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in told.Where(IsRead)) Console.WriteLine($"{name.PadRight(width)}  {Text(value)}");
    }

    private static void WriteGroups(JsonObject told, JsonArray groups)
    {
        var rows = groups.OfType<JsonObject>().ToArray();
        string[] columns = [.. rows.SelectMany(row => row.Where(IsRead).Select(one => one.Key)).Distinct()];
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
        _ when value.GetValueKind() == JsonValueKind.Number => Text(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)),
        _ => value.ToString(),
    };

    // What is small, as many a p is, is not nought.
    private static string Text(double number) => number.ToString(number != 0 && Math.Abs(number) < 1e-4 ? "0.####e-0" : "0.######", CultureInfo.InvariantCulture);
}
