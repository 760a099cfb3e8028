using System.Text.RegularExpressions;

namespace Kolot.Tests.HouseRules;

/// <summary>What docs/security.md calls kept by a test, is.</summary>
public sealed partial class SecurityPageTests
{
    [Fact]
    public void Every_test_that_the_page_of_security_names_is_there()
    {
        var tests = string.Concat(Directory.EnumerateFiles(Path.Combine(House.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText));
        var named = Named().Matches(File.ReadAllText(Path.Combine(House.Root, "docs", "security.md"))).Select(match => match.Groups["name"].Value).Distinct().ToArray();

        Assert.True(named.Length > 30, $"Only {named.Length} are named: has the way of naming them changed?");
        House.Keeps(named.Where(name => !tests.Contains($" {name}(", StringComparison.Ordinal) && !tests.Contains($"class {name}\n", StringComparison.Ordinal)).Select(name => $"{name} is no test"));
    }

    [GeneratedRegex("`(?<name>[A-Z][a-zA-Z]*(_[a-zA-Z]+)+|[A-Za-z]+Tests)`")]
    private static partial Regex Named();
}
