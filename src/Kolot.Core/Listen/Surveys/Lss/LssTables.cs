using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kolot.Core.Listen.Surveys.Lss;

/// <summary>The tables of a LimeSurvey file: sections of rows, with their texts in one row per language (up to version 3) or in a table of their own (from 4 on).</summary>
/// <param name="document">The document.</param>
internal sealed partial class LssTables(XElement document)
{
    private static readonly string[] Known = ["he", "en", "ar", "ru"];

    private readonly Dictionary<string, LssRow[]> sections = [];

    /// <summary>The languages of the file that Kolot speaks, with the code that each has there; the main one first. A main one that it does not speak stands for English.</summary>
    public IReadOnlyList<(string Here, string There)> Languages { get; private set; } = [];

    /// <summary>Whether words stand under a language that they are not in.</summary>
    public bool LanguageIsForeign { get; private set; }

    /// <summary>The rows of a section.</summary>
    public LssRow[] Rows(string section)
    {
        if (sections.TryGetValue(section, out var known)) return known;
        var rows = document.Element(section)?.Element("rows")?.Elements("row") ?? [];
        return sections[section] = [.. rows.Select(row => new LssRow(row.Elements().GroupBy(cell => cell.Name.LocalName).ToDictionary(cells => cells.Key, cells => cells.First().Value.Trim())))];
    }

    /// <summary>Finds out which languages there are.</summary>
    public void Speak()
    {
        var main = Rows("surveys") is [var survey, ..] && survey["language"].Length > 0 ? survey["language"] : document.Element("languages")?.Element("language")?.Value.Trim() ?? "en";
        string[] all = [main, .. (document.Element("languages")?.Elements("language").Select(one => one.Value.Trim()) ?? []).Where(one => one != main)];
        var spoken = all.Select(there => (Here: there.Split('-')[0].ToLowerInvariant(), There: there)).Where(one => Known.Contains(one.Here)).DistinctBy(one => one.Here).ToList();
        LanguageIsForeign = spoken.Count == 0 || spoken[0].There != main;
        if (spoken.Count == 0) spoken.Add(("en", main));
        Languages = spoken;
    }

    /// <summary>A text in the languages of the file.</summary>
    /// <param name="section">The section of what it belongs to, such as <c>questions</c>.</param>
    /// <param name="texts">The section of its texts from version 4 on, such as <c>question_l10ns</c>.</param>
    /// <param name="of">By which column it belongs there, and with what value.</param>
    /// <param name="column">In which column the text stands.</param>
    public Wording Said(string section, string texts, (string Column, string Value) of, string column)
    {
        var rows = Rows(texts).Concat(Rows(section)).Where(row => row[of.Column] == of.Value && row[column].Length > 0).ToArray();
        return Languages.Aggregate(Wording.None, (wording, language) => wording.With(language.Here, Plain(rows.FirstOrDefault(row => row["language"] == language.There)?[column])));
    }

    /// <summary>What an answer says in a file that has a row for each language.</summary>
    public Wording AnswerInRows(LssRow answer) => Languages.Aggregate(Wording.None, (wording, language) => wording.With(
        language.Here, Plain(Rows("answers").FirstOrDefault(row => row["qid"] == answer["qid"] && row["code"] == answer["code"] && row["scale_id"] == answer["scale_id"] && row["language"] == language.There)?["answer"])));

    /// <summary>A text of the survey itself.</summary>
    public Wording OfSurvey(string column) => Languages.Aggregate(Wording.None, (wording, language) =>
        wording.With(language.Here, Plain(Rows("surveys_languagesettings").FirstOrDefault(row => row["surveyls_language"] == language.There)?[column])));

    /// <summary>What is set for a question beside its columns.</summary>
    public string Attribute(string question, string name) =>
        Rows("question_attributes").FirstOrDefault(row => row["qid"] == question && row["attribute"] == name && row["value"].Length > 0)?["value"] ?? "";

    // Words alone: what was set in bold is said plainly.
    internal static string? Plain(string? html)
    {
        if (string.IsNullOrWhiteSpace(html)) return null;
        var lines = Tag().Replace(Break().Replace(Script().Replace(html, ""), "\n"), "");
        var text = Entity().Replace(lines, Decoded);
        return Blank().Replace(string.Join('\n', text.Split('\n').Select(line => line.Trim())), "\n\n").Trim() is { Length: > 0 } said ? said : null;
    }

    // What editors write of their own accord; what else there is stays as it was written.
    private static string Decoded(Match entity) => entity.Groups[1].Value switch
    {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" or "lsquo" or "rsquo" => "'",
        "nbsp" => " ",
        "ldquo" => "“",
        "rdquo" => "”",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        ['#', 'x' or 'X', ..] code when int.TryParse(code.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var number) => Letter(number, entity.Value),
        ['#', ..] code when int.TryParse(code.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Letter(number, entity.Value),
        _ => entity.Value,
    };

    private static string Letter(int number, string otherwise) => number is 0xA0 ? " " : number >= ' ' && System.Text.Rune.IsValid(number) ? new System.Text.Rune(number).ToString() : otherwise;

    [GeneratedRegex(@"&(#?\w{1,8});")]
    private static partial Regex Entity();

    [GeneratedRegex(@"<(script|style)\b.*?</\1\s*>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Script();

    [GeneratedRegex(@"\s*(?:<br\s*/?>|</(?:p|div|li|h\d)\s*>)\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Break();

    [GeneratedRegex(@"<[a-zA-Z/!][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\n{3,}")]
    private static partial Regex Blank();
}

/// <summary>One row; a column that it lacks is empty.</summary>
internal sealed record LssRow(IReadOnlyDictionary<string, string> Cells)
{
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    public int Order(string column) => int.TryParse(this[column], NumberStyles.Integer, CultureInfo.InvariantCulture, out var order) ? order : 0;
}
