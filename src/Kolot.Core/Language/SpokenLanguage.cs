using System.Text;

namespace Kolot.Core.Language;

/// <summary>Which language a customer wrote in: a two-letter code, or null where a guess would be only a guess.</summary>
/// <remarks>
/// The script decides, and for Latin letters the small words. Brand names are Latin everywhere and bring no small words along,
/// so "קניתי iPhone 15 Pro Max" is Hebrew.
/// </remarks>
public static class SpokenLanguage
{
    private const int EnoughToRead = 2000;

    public static string? Of(string? text)
    {
        var letters = text.AsSpan(0, Math.Min(text?.Length ?? 0, EnoughToRead));
        var scripts = new ScriptCount();
        foreach (var rune in letters.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
                scripts.Add(rune.Value);
        }

        var other = scripts.OfOthers();
        if (scripts.Latin == 0)
            return scripts.Others >= other.Enough ? other.Language : null;

        // A sentence in Latin letters may quote a word of another script; a name in Latin letters says nothing.
        var latin = LatinLanguage.Of(letters);
        var latinSpeaks = latin is not null && scripts.Latin > scripts.Others;
        if (!latinSpeaks && scripts.Others >= other.Enough && scripts.Others * 10 >= scripts.Latin)
            return other.Language;
        return latinSpeaks ? latin : null;
    }
}
