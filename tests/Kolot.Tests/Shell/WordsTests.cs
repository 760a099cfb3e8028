using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Kolot.Core;
using Kolot.Shell;
using Kolot.Shell.Parts;

namespace Kolot.Tests.Shell;

public sealed partial class WordsTests
{
    private static readonly CultureInfo Hebrew = CultureInfo.GetCultureInfo("he-IL");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    public static TheoryData<string> Folders { get; } =
        [.. typeof(Visit).Assembly.GetManifestResourceNames().Where(name => name.EndsWith("Words.resources", StringComparison.Ordinal))];

    [Fact]
    public void Words_are_Hebrew_unless_English_is_spoken()
    {
        Assert.Equal("חיפוש", In(Hebrew, () => Words.Search));
        Assert.Equal("Search", In(English, () => Words.Search));
        Assert.Equal("חיפוש", In(CultureInfo.GetCultureInfo("ru"), () => Words.Search));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Each_word_is_said_in_both_languages_with_the_same_places(string folder)
    {
        var words = new ResourceManager(folder[..^".resources".Length], typeof(Visit).Assembly);
        var hebrew = Places(words, CultureInfo.InvariantCulture);
        var english = Places(words, CultureInfo.GetCultureInfo("en"));

        Assert.Equal(hebrew, english);
    }

    [Fact]
    public void A_reason_has_its_sentence_and_an_unknown_one_a_general_sentence()
    {
        Assert.Equal("This is needed to go on.", In(English, () => FaultWords.Of(new Fault("text", "required"))));
        Assert.Equal(In(Hebrew, () => Words.Fault_general), In(Hebrew, () => FaultWords.Of(new Fault("text", "never_heard_of"))));
    }

    private static SortedDictionary<string, string> Places(ResourceManager words, CultureInfo culture)
    {
        var set = words.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return new(set.Cast<DictionaryEntry>().ToDictionary(
            pair => (string)pair.Key,
            pair => string.Join(' ', Place().Matches((string?)pair.Value ?? "").Select(match => match.Value).Distinct().Order(StringComparer.Ordinal))));
    }

    private static T In<T>(CultureInfo culture, Func<T> say)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = culture;
        try
        {
            return say();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    [GeneratedRegex(@"\{\d[^}]*\}")]
    private static partial Regex Place();
}
