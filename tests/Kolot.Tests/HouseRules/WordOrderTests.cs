using System.Text.RegularExpressions;

namespace Kolot.Tests.HouseRules;

/// <summary>A word may use the words before it, never those after it; the store knows no word's pages and acts.</summary>
public sealed partial class WordOrderTests
{
    private static readonly string[] Words =
        ["Organisation", "Listen", "Understand", "Respond", "Improve", "Promises", "Teams", "Benchmarks", "Prove"];

    // Folders of Core that serve all words and hence know none.
    private static readonly string[] Serving = ["Language", "Statistics", "Calendars"];

    // What the store may know of a word of the program, and why.
    private static readonly Dictionary<string, string> Allowed = new()
    {
        ["Organisation.OrganisationName"] = "the name becomes a file's or a schema's name, so the store checks it too",
    };

    [Fact]
    public void A_word_uses_only_words_before_it() =>
        House.Keeps(House.Files("src", ".cs", ".razor").SelectMany(file => Faults(file.Path, file)));

    [Theory]
    [InlineData("src/Kolot/Organisation/Units/UnitsPage.razor", "@using Kolot.Listen", false)]
    [InlineData("src/Kolot/Organisation/Units/UnitsPage.razor", "@Listen.VoiceStream.Of(unit)", false)]
    [InlineData("src/Kolot.Core/Listen/Voice.cs", "using Kolot.Core.Respond;", false)]
    [InlineData("src/Kolot.Core/Listen/Voice.cs", "using Kolot.Core.Organisation;", true)]
    [InlineData("src/Kolot/Listen/VoiceStream/Show.cs", "using Kolot.Store;", true)]
    [InlineData("src/Kolot/Listen/VoiceStream/Show.cs", "// Respond.OpenCase answers this errand", true)]
    [InlineData("src/Kolot/Store/Errands.cs", "using Kolot.Listen;", false)]
    [InlineData("src/Kolot/Store/Errands.cs", "using Kolot.Core.Listen;", true)]
    [InlineData("src/Kolot/Store/Stores.cs", "Organisation.OrganisationName.IsValid(name)", true)]
    [InlineData("src/Kolot.Core/Language/SearchText.cs", "using Kolot.Core.Organisation;", false)]
    public void The_rule_tells_before_from_after(string path, string line, bool kept) =>
        Assert.Equal(kept, !Faults(path, new HouseFile(path, line)).Any());

    private static IEnumerable<string> Faults(string path, HouseFile file)
    {
        var folders = path.Split('/');
        if (folders.Length < 4) yield break;
        var (project, folder) = (folders[1], folders[2]);
        foreach (var (number, line) in file.Code)
            foreach (Match match in Mention().Matches(line))
                if (!May(project, folder, match)) yield return $"{path}:{number} {folder} may not know {match.Value}";
    }

    private static bool May(string project, string folder, Match mention)
    {
        var used = Array.IndexOf(Words, mention.Groups["word"].Value);
        var own = Array.IndexOf(Words, folder);
        if (own >= 0) return used <= own;
        if (Serving.Contains(folder)) return false;
        if (folder != "Store" || project != "Kolot") return true;
        return mention.Value.Contains(".Core.", StringComparison.Ordinal)
            || Allowed.Keys.Any(allowed => mention.Value.EndsWith(allowed, StringComparison.Ordinal));
    }

    // Kolot.Listen, Kolot.Core.Listen, or Listen.Something with a capital: a folder's name before a type of it.
    [GeneratedRegex(@"(?<![\w.""])(?:Kolot\.(?:Core\.)?(?<word>Organisation|Listen|Understand|Respond|Improve|Promises|Teams|Benchmarks|Prove)\b(?:\.\w+)?|(?<word>Organisation|Listen|Understand|Respond|Improve|Promises|Teams|Benchmarks|Prove)\.[A-Z]\w+)")]
    private static partial Regex Mention();
}
