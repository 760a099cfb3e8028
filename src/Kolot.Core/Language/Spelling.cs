using System.Collections.Frozen;

namespace Kolot.Core.Language;

/// <summary>Defective spellings that customers still write, and the full spelling each stands for.</summary>
/// <remarks>A word written defectively is kept under both; asked for defectively, it is looked for by the full one.</remarks>
internal static class Spelling
{
    private const string Known =
        "שרות שירות שרותים שירותים שרותי שירותי השרות השירות בשרות בשירות לשרות לשירות תקון תיקון תקונים תיקונים " +
        "בטול ביטול בטולים ביטולים זכוי זיכוי טפול טיפול טפולים טיפולים שפור שיפור שפורים שיפורים אשור אישור אשורים אישורים " +
        "נסיון ניסיון תכנית תוכנית תכניות תוכניות פצוי פיצוי פצויים פיצויים בקור ביקור בקורת ביקורת חדוש חידוש נתוק ניתוק " +
        "נתוקים ניתוקים חבור חיבור זמון זימון יעוץ ייעוץ ישום יישום לווי ליווי אכות איכות צות צוות ענין עניין " +
        "מצויין מצוין מצויינת מצוינת מאד מאוד הכל הכול אמתי אמיתי ארוע אירוע ארועים אירועים עכוב עיכוב עכובים עיכובים " +
        "סרוב סירוב צנור צינור צלום צילום רהוט ריהוט נקיון ניקיון " +
        "תאום תיאום בטחון ביטחון זהוי זיהוי שנוי שינוי שנויים שינויים מדה מידה מלה מילה פקדון פיקדון";

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Full = Gather();

    /// <summary>The full spelling of a word known to be written defectively; null for every other word.</summary>
    public static string? FullOf(ReadOnlySpan<char> word) => Full.TryGetValue(word, out var full) ? full : null;

    /// <summary>A list written by people, in the letters that are compared.</summary>
    public static string[] Folded(string words)
    {
        var list = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. list.Select(word => string.Concat(word.Select(Letters.Of)))];
    }

    private static FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> Gather()
    {
        var pairs = Folded(Known).Chunk(2).Where(pair => pair[0] != pair[1]);
        return pairs.ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
