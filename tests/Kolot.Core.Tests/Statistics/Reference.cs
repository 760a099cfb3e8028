using System.Globalization;
using System.Text.Json;

namespace Kolot.Core.Tests.Statistics;

/// <summary>The values that R gives, and the files they were computed on; tests are skipped where these do not lie beside the repository.</summary>
/// <remarks>They are looked for in <c>KOLOT_TEST_SHARED</c>, then in a folder <c>shared</c> beside the repository or above it.</remarks>
internal static class Reference
{
    private static readonly string? Shared = Find();
    private static readonly Lazy<Dictionary<string, JsonElement>> Entries = new(Read);

    /// <summary>What an entry was computed from.</summary>
    public static JsonElement Inputs(string id) => Entry(id).GetProperty("inputs");

    /// <summary>What R gave.</summary>
    public static JsonElement Value(string id) => Entry(id).GetProperty("value");

    /// <summary>The rows of a file of the entries, named as there: <c>shared/data/telco-churn/customers.csv</c>.</summary>
    public static IReadOnlyList<Row> Rows(string file)
    {
        var path = Path.Combine(Present(), file["shared/".Length..]);
        if (!File.Exists(path)) Assert.Skip($"{file} is not here.");
        var records = Records(File.ReadAllText(path)).ToList();
        var columns = records[0].Select((name, at) => (name, at)).ToDictionary(column => column.name.TrimStart('\uFEFF'), column => column.at);
        return [.. records.Skip(1).Select(fields => new Row(columns, fields))];
    }

    /// <summary>Equal but for a share of the value, 1e-6 unless fitted step by step (1e-5).</summary>
    public static void Near(double expected, double actual, double tolerance = 1e-6) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), 1e-6), $"R says {expected:R}, we say {actual:R}");

    /// <summary>A number of R's; null where it is not defined.</summary>
    public static double Number(JsonElement value, params string[] path) => path.Aggregate(value, (found, key) => found.GetProperty(key)).GetDouble();

    /// <summary>A vector of R's; one number stands for a vector of one.</summary>
    public static double[] Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(each => each.GetDouble())] : [value.GetDouble()];

    /// <summary>An interval of R's: its lower and its upper bound.</summary>
    public static void Bounds(JsonElement expected, Kolot.Core.Statistics.Interval actual, double tolerance = 1e-6)
    {
        Near(expected[0].GetDouble(), actual.Low, tolerance);
        Near(expected[1].GetDouble(), actual.High, tolerance);
    }

    private static JsonElement Entry(string id)
    {
        Present();
        return Entries.Value[id];
    }

    private static string Present()
    {
        if (Shared is null) Assert.Skip("The reference values are not here.");
        return Shared;
    }

    private static Dictionary<string, JsonElement> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(Present(), "reference", "reference.json")));
        return document.RootElement.GetProperty("entries").EnumerateArray().ToDictionary(entry => entry.GetProperty("id").GetString()!, entry => entry.Clone());
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("KOLOT_TEST_SHARED") is { Length: > 0 } named) return named;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "shared", "reference", "reference.json"))) return Path.Combine(folder.FullName, "shared");
        return null;
    }

    private static IEnumerable<string[]> Records(string text)
    {
        var (fields, field, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (quoted && c == '"' && at + 1 < text.Length && text[at + 1] == '"') field.Append(text[at++]);
            else if (c == '"') quoted = !quoted;
            else if (quoted || c is not (',' or '\n' or '\r')) field.Append(c);
            else if (c != '\r')
            {
                fields.Add(field.ToString());
                field.Clear();
                if (c == ',') continue;
                yield return [.. fields];
                fields.Clear();
            }
        }

        if (field.Length > 0 || fields.Count > 0) yield return [.. fields, field.ToString()];
    }
}

/// <summary>One row of a file of the reference, by its columns' names.</summary>
internal sealed class Row(Dictionary<string, int> columns, string[] fields)
{
    public string this[string column] => fields[columns[column]];

    public bool Has(string column) => this[column].Length > 0;

    public double Number(string column) => double.Parse(this[column], CultureInfo.InvariantCulture);
}
