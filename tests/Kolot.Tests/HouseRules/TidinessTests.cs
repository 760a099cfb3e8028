using System.Text.RegularExpressions;

namespace Kolot.Tests.HouseRules;

/// <summary>Nothing is left lying about: no promise to oneself without a number, no silenced analyser, no path of one's own machine.</summary>
public sealed partial class TidinessTests
{
    private static readonly string[] Text =
        [".cs", ".razor", ".css", ".js", ".sql", ".md", ".props", ".csproj", ".slnx", ".json", ".resx", ".svg", "/kolot", ".ci/run"];

    [Fact]
    public void No_file_holds_a_promise_that_nobody_owns() => House.Keeps(Found(Promise()));

    [Fact]
    public void No_file_names_a_folder_of_one_machine() => House.Keeps(Found(MachinePath()));

    [Fact]
    public void No_rule_is_silenced_in_the_code() => House.Keeps(Found(Silenced()));

    [Theory]
    [InlineData("// TO" + "DO: later", false)]
    [InlineData("// TO" + "DO #12: when the provider allows it", true)]
    [InlineData("the todo list", true)]
    public void The_rule_asks_for_a_number(string line, bool kept) => Assert.Equal(kept, !Promise().IsMatch(line));

    [Theory]
    [InlineData("cd /ho" + "me/dana/kolot", false)]
    [InlineData("cd /wo" + "rk/kolot", false)]
    [InlineData(@"C:\Us" + @"ers\dana", false)]
    [InlineData("/{organisation}/wo" + "rk/ho" + "me", true)]
    public void The_rule_knows_a_machines_folder(string line, bool kept) => Assert.Equal(kept, !MachinePath().IsMatch(line));

    private static IEnumerable<string> Found(Regex pattern) =>
        from file in House.Files(".", Text)
        from line in file.Lines.Select((text, index) => (Number: index + 1, Text: text))
        where pattern.IsMatch(line.Text)
        select $"{file.Path}:{line.Number} {line.Text.Trim()}";

    [GeneratedRegex(@"\b(?:TO[D]O|FIX[M]E|HA[C]K|X[X]X)\b(?!\s*\(?#\d)")]
    private static partial Regex Promise();

    [GeneratedRegex(@"(?<![\w}])(?:/ho[m]e/\w|/wo[r]k/|/ro[o]t/|/Us[e]rs/\w|[A-Z]:\\Us[e]rs\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"^\s*#(?:prag[m]a warning|nullable dis[a]ble)|Suppress[M]essage\(|catch(?:\s*\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex Silenced();
}
