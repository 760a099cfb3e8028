using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Kolot.Tests.HouseRules;

/// <summary>What Kolot says, it says in Hebrew and in English, with the same places, and says nowhere in vain.</summary>
public sealed partial class EveryWordTests
{
    // English text with Hebrew in it, and why.
    private static readonly Dictionary<string, string> HebrewInEnglish = new()
    {
        ["Shell/OtherLanguage"] = "a language is offered in its own name",
        ["Shell/Hebrew"] = "a language is offered in its own name",
        ["Shell/Wordmark"] = "the product's name",
    };

    public static TheoryData<string> Folders { get; } =
        [.. House.Files("src/Kolot", "/Words.resx").Select(file => Path.GetDirectoryName(file.Path)!.Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Each_string_is_in_both_languages_with_the_same_places(string folder)
    {
        var (hebrew, english) = (Read(folder, "Words.resx"), Read(folder, "Words.en.resx"));
        House.Keeps(
        [
            .. hebrew.Keys.Except(english.Keys).Select(key => $"{key} is not in English"),
            .. english.Keys.Except(hebrew.Keys).Select(key => $"{key} is not in Hebrew"),
            .. hebrew.Keys.Intersect(english.Keys).Where(key => Places(hebrew[key]) != Places(english[key]))
                .Select(key => $"{key} has {Places(hebrew[key])} in Hebrew and {Places(english[key])} in English"),
        ]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_string_is_empty_and_no_English_one_is_Hebrew(string folder)
    {
        var (hebrew, english) = (Read(folder, "Words.resx"), Read(folder, "Words.en.resx"));
        var name = folder["src/Kolot/".Length..];
        House.Keeps(
        [
            .. hebrew.Concat(english).Where(pair => string.IsNullOrWhiteSpace(pair.Value)).Select(pair => $"{pair.Key} is empty"),
            .. english.Where(pair => HebrewLetter().IsMatch(pair.Value) && !HebrewInEnglish.ContainsKey($"{name}/{pair.Key}"))
                .Select(pair => $"{pair.Key} is Hebrew in English: {pair.Value}"),
        ]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void What_customers_see_in_other_languages_has_the_same_places(string folder)
    {
        var hebrew = Read(folder, "Words.resx");
        foreach (var language in new[] { "ar", "ru" }.Where(language => File.Exists(Path.Combine(House.Root, folder, $"Words.{language}.resx"))))
            House.Keeps(Read(folder, $"Words.{language}.resx")
                .Where(pair => !hebrew.TryGetValue(pair.Key, out var text) || Places(text) != Places(pair.Value))
                .Select(pair => $"{pair.Key} in {language} differs from the Hebrew in its places"));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_string_is_there_in_vain(string folder)
    {
        var code = string.Concat(House.Files("src/Kolot", ".cs", ".razor").Select(file => file.Text));
        House.Keeps(Read(folder, "Words.resx").Keys.Where(key => !IsUsed(key, code)).Select(key => $"{key} is never said"));
    }

    [Fact]
    public void A_reason_that_has_a_sentence_is_given_and_an_act_that_is_logged_has_one()
    {
        var code = string.Concat(House.Files("src", ".cs", ".razor").Select(file => file.Text));
        var keys = Folders.Select(row => row.Data).SelectMany(folder => Read(folder, "Words.resx").Keys).ToHashSet();
        House.Keeps(
        [
            .. keys.Where(key => !IsGiven(key, code)).Select(key => $"{key} is a sentence for what nobody gives"),
            .. Logged().Matches(code).Select(match => "Act_" + match.Groups["act"].Value.Replace('.', '_').Replace('-', '_'))
                .Where(key => !keys.Contains(key)).Distinct().Select(key => $"{key} is logged without a sentence"),
        ]);
    }

    [Theory]
    [InlineData("Fault_required", "new Fault(\"name\", \"required\")", true)]
    [InlineData("Fault_required", "<c>required</c>", false)]
    [InlineData("Fault_general", "FaultWords.Of(fault) ?? Words.Fault_general", true)]
    [InlineData("Act_unit_added", "\"unit\" $\"{kind}.{(known ? \"changed\" : \"added\")}\"", true)]
    [InlineData("Act_errand_given_up", "\"errand.given-up\"", true)]
    [InlineData("Act_unit_lost", "\"unit.found\", \"lose\"", false)]
    public void The_rule_knows_what_is_given(string key, string code, bool given) => Assert.Equal(given, IsGiven(key, code));

    [Theory]
    [InlineData("CaseClosed", "<p>@Words.CaseClosed</p>", true)]
    [InlineData("CaseClosed", "<p>@Words.CaseClosedLate</p>", false)]
    [InlineData("Fault_required", "GetString($\"Fault_{reason}\")", true)]
    [InlineData("KindPraise", "GetString(\"Kind\" + kind)", true)]
    [InlineData("Fault_required", "Words.Fault_general", false)]
    public void The_rule_knows_a_used_string(string key, string code, bool used) => Assert.Equal(used, IsUsed(key, code));

    // Spoken by name, or found by the beginning of its name where the rest is a code.
    private static bool IsUsed(string key, string code) =>
        Regex.IsMatch(code, $@"Words\.{Regex.Escape(key)}\b") || code.Contains($"\"{key}\"", StringComparison.Ordinal)
        || Beginning().Matches(code).Any(match => key.StartsWith(match.Groups["beginning"].Value, StringComparison.Ordinal));

    // A reason stands in the code as a text of its own or at the end of one; an act as a whole, or as its subject and what happened to it.
    private static bool IsGiven(string key, string code)
    {
        bool Says(string text) => Regex.IsMatch(code, $"[\":.]{text}\"");
        if (key.Split('_', 2) is not [("Fault" or "Act") and var kind, var rest] || code.Contains($"Words.{key}", StringComparison.Ordinal)) return true;
        if (kind == "Fault") return Says(Regex.Escape(rest));
        return Says(rest.Replace("_", "[.-]", StringComparison.Ordinal)) || (rest.Split('_', 2) is [var subject, var what] && Says(subject) && Says(what));
    }

    private static Dictionary<string, string> Read(string folder, string name) =>
        XDocument.Load(Path.Combine(House.Root, folder, name)).Descendants("data")
            .ToDictionary(data => (string?)data.Attribute("name") ?? "", data => (string?)data.Element("value") ?? "");

    private static string Places(string text) =>
        string.Join(' ', Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"log\.Write\([^""]*""(?<act>[a-z-]+\.[a-z-]+)""")]
    private static partial Regex Logged();

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\$""(?<beginning>[A-Z]\w+)\{|""(?<beginning>[A-Z]\w+)"" \+")]
    private static partial Regex Beginning();

    [GeneratedRegex(@"\p{IsHebrew}")]
    private static partial Regex HebrewLetter();
}
