using System.Text.RegularExpressions;

namespace Kolot.Tests.HouseRules;

/// <summary>Things stay small enough to be read in one go; what may not is listed with its reason.</summary>
public sealed partial class BudgetTests
{
    private const int FileLines = 250;
    private const int MethodLines = 40;
    private const int Parameters = 4;
    private const int Levels = 3;

    private static readonly Dictionary<string, string> Exceptions = ReadExceptions();

    [Fact]
    public void Every_file_method_constructor_and_folder_keeps_its_budget() =>
        House.Keeps(Faults().Where(fault => !Exceptions.ContainsKey(fault.Key)).Select(fault => $"{fault.Key}: {fault.What}"));

    [Fact]
    public void Every_exception_has_a_reason_and_is_still_needed()
    {
        var needed = Faults().Select(fault => fault.Key).ToHashSet();
        House.Keeps(Exceptions.Where(exception => exception.Value.Length < 20 || !needed.Contains(exception.Key))
            .Select(exception => $"{exception.Key} has no reason or keeps its budget again"));
    }

    [Fact]
    public void The_rule_measures_methods_and_counts_parameters()
    {
        var body = string.Join('\n', Enumerable.Repeat("            Call();", MethodLines + 1));
        var file = new HouseFile("src/Kolot/A.cs",
            "namespace A;\n\npublic cla" + "ss B(int a, Dictionary<int, int> b, (int, int) c, int d, int e)\n{\n" +
            "    public sealed class C\n    {\n        public void Long()\n        {\n" + body + "\n        }\n\n" +
            "        public void Short()\n        {\n            Call();\n        }\n    }\n}\n");

        Assert.Equal(["Long"], Methods(file).Where(method => method.Lines > MethodLines).Select(method => method.Name));
        Assert.Contains(Methods(file), method => method is { Name: "Short", Lines: 1 });
        Assert.Equal([("B", 5)], Constructors(file));
    }

    private static IEnumerable<(string Key, string What)> Faults()
    {
        foreach (var file in House.Files("src", ".cs", ".razor", ".css", ".js").Concat(House.Files("tests", ".cs")))
        {
            if (file.Lines.Length > FileLines) yield return ($"file {file.Path}", $"{file.Lines.Length} lines, of at most {FileLines}");
            if (file.Path.Split('/').Length - 3 > Levels) yield return ($"folder {file.Path}", $"lies deeper than {Levels} folders");
            if (!file.Path.EndsWith(".cs", StringComparison.Ordinal)) continue;
            foreach (var (name, lines) in Methods(file))
                if (lines > MethodLines) yield return ($"method {file.Path} {name}", $"{lines} lines, of at most {MethodLines}");
            foreach (var (name, count) in Constructors(file))
                if (count > Parameters) yield return ($"constructor {file.Path} {name}", $"{count} parameters, of at most {Parameters}");
        }
    }

    // The formatter keeps braces on lines of their own, so a body is what stands between two of the same indent.
    private static IEnumerable<(string Name, int Lines)> Methods(HouseFile file)
    {
        var lines = file.Lines;
        for (var open = 1; open < lines.Length; open++)
        {
            if (lines[open].Trim() != "{") continue;
            var header = Header(lines, open);
            if (NotMethod().IsMatch(header) || MethodName().Match(header) is not { Success: true } name) continue;
            var end = lines[open].Replace('{', '}');
            var close = Array.FindIndex(lines, open, line => line == end || line.StartsWith(end + ";", StringComparison.Ordinal));
            if (close < 0) continue;
            yield return (name.Groups["name"].Value, close - open - 1);
            open = close;
        }
    }

    private static string Header(string[] lines, int open)
    {
        var first = open;
        while (first > 0 && lines[first - 1].Trim() is { Length: > 0 } before && before[^1] is not (';' or '}' or '{' or ']')
            && !before.StartsWith("//", StringComparison.Ordinal)) first--;
        return string.Join(' ', lines[first..open].Select(line => line.Trim()));
    }

    private static IEnumerable<(string Name, int Count)> Constructors(HouseFile file) =>
        from match in Constructor().Matches(file.Text)
        let inside = Inside(file.Text, match.Index + match.Length)
        let count = inside.Trim().Length == 0 ? 0 : 1 + CommasBetween(inside)
        where count > 0
        select (match.Groups["name"].Value, count);

    private static string Inside(string text, int start)
    {
        var depth = 1;
        var end = start;
        while (end < text.Length && depth > 0) depth += text[end++] switch { '(' => 1, ')' => -1, _ => 0 };
        return text[start..(end - 1)];
    }

    private static int CommasBetween(string text)
    {
        var (depth, commas) = (0, 0);
        foreach (var letter in text)
        {
            depth += letter switch { '(' or '<' or '[' => 1, ')' or '>' or ']' => -1, _ => 0 };
            if (letter == ',' && depth == 0) commas++;
        }

        return commas;
    }

    private static Dictionary<string, string> ReadExceptions() =>
        File.ReadAllLines(Path.Combine(House.Root, "tests/Kolot.Tests/HouseRules/budget-exceptions.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" | ", 2))
            .ToDictionary(line => line[0].Trim(), line => line.ElementAtOrDefault(1)?.Trim() ?? "");

    // A type, or a value being made.
    [GeneratedRegex(@"\b(?:class|struct|interface|enum|namespace|record)\s+\w|=\s*new\b|\bnew\(\)$|=>")]
    private static partial Regex NotMethod();

    [GeneratedRegex(@"(?<name>\w+)(?:<[^>]*>)?\s*\(")]
    private static partial Regex MethodName();

    // A class's own parameters, or a constructor in the old way. Records are values: they may have as many parts as they have.
    [GeneratedRegex(@"(?<!record )\b(?:class|struct)\s+(?<name>\w+)(?:<[^>]*>)?\s*\(|\n\s+(?:public|internal|private|protected)\s+(?<name>[A-Z]\w+)\s*\(")]
    private static partial Regex Constructor();
}
