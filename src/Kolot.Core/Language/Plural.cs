namespace Kolot.Core.Language;

/// <summary>The form a noun takes beside a number; languages use some of the four.</summary>
public enum PluralForm
{
    One,
    Two,
    Few,
    Many,
}

/// <summary>Picks the form in which a language counts: טיפול אחד, שני טיפולים, 5 טיפולים.</summary>
/// <remarks>
/// After Unicode's CLDR plural rules for whole numbers; its <c>zero</c> and <c>other</c> are Many here. A language it does
/// not know counts as English does.
/// </remarks>
public static class Plural
{
    /// <summary>The form for <paramref name="n"/> in <paramref name="language"/>, a code such as <c>he</c> or <c>he-IL</c>.</summary>
    public static PluralForm Of(long n, string? language)
    {
        var count = n < 0 ? 0 - (ulong)n : (ulong)n;
        return Base(language) switch
        {
            "he" or "iw" => count switch { 1 => PluralForm.One, 2 => PluralForm.Two, _ => PluralForm.Many },
            "ar" => Arabic(count),
            "ru" or "uk" => Slavic(count),
            "fr" => count <= 1 ? PluralForm.One : PluralForm.Many,
            _ => count == 1 ? PluralForm.One : PluralForm.Many,
        };
    }

    /// <summary>The words for <paramref name="n"/>; where a language has few and none is given, many stands for it.</summary>
    public static string Pick(long n, string? language, string one, string two, string many, string? few = null) =>
        Of(n, language) switch
        {
            PluralForm.One => one,
            PluralForm.Two => two,
            PluralForm.Few => few ?? many,
            _ => many,
        };

    private static ReadOnlySpan<char> Base(ReadOnlySpan<char> language) =>
        language.IndexOfAny('-', '_') is > 0 and var end ? language[..end] : language;

    private static PluralForm Arabic(ulong count) => count switch
    {
        1 => PluralForm.One,
        2 => PluralForm.Two,
        _ => count % 100 is >= 3 and <= 10 ? PluralForm.Few : PluralForm.Many,
    };

    private static PluralForm Slavic(ulong count) => (count % 10, count % 100) switch
    {
        (1, not 11) => PluralForm.One,
        ( >= 2 and <= 4, < 12 or > 14) => PluralForm.Few,
        _ => PluralForm.Many,
    };
}
