using System.Text.RegularExpressions;

namespace Kolot.Tests.HouseRules;

/// <summary>One stylesheet serves both directions, so it never says left or right, top or bottom.</summary>
public sealed partial class StylesheetTests
{
    [Fact]
    public void No_style_names_a_physical_side() =>
        House.Keeps(House.Files("src", ".css", ".razor", ".svg").SelectMany(file => Faults(file)));

    [Theory]
    [InlineData("x.css", ".a { margin-left: 1px }", false)]
    [InlineData("x.css", ".a { text-align: right; }", false)]
    [InlineData("x.css", ".a { left: 0 }", false)]
    [InlineData("x.css", ".a { border-top-left-radius: 2px }", false)]
    [InlineData("x.css", ".a { padding-top: 2px }", false)]
    [InlineData("x.css", ".a {\n  bottom: 0;\n}", false)]
    [InlineData("x.css", ".a { margin-inline-start: 1px; inset-block-end: 0 }", true)]
    [InlineData("x.css", ".top { /* left: as it is */ color: red }", true)]
    [InlineData("x.razor", "<p style=\"margin-right: 2px\">", false)]
    [InlineData("x.razor", "<p>the left: and the right</p>", true)]
    public void The_rule_sees_a_physical_side(string name, string text, bool kept) =>
        Assert.Equal(kept, !Faults(new HouseFile(name, text)).Any());

    private static IEnumerable<string> Faults(HouseFile file)
    {
        var bare = Comment().Replace(file.Text, match => new string('\n', match.Value.Count(letter => letter == '\n')));
        var styles = file.Path.EndsWith(".css", StringComparison.Ordinal) ? [bare] : Inline().Matches(bare).Select(match => match.Value);
        return styles.SelectMany(style => Physical().Matches(style)).Select(match => $"{file.Path}: {match.Value.Trim()}");
    }

    [GeneratedRegex(@"(?<=[;{\s""'-])(?:[a-z-]+-)?(?:left|right|top|bottom)(?:-[a-z-]+)?\s*:(?!:)|(?:text-align|float|clear)\s*:\s*(?:left|right)\b")]
    private static partial Regex Physical();

    [GeneratedRegex(@"style\s*=\s*(""[^""]*""|'[^']*')|<style[^>]*>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Inline();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
