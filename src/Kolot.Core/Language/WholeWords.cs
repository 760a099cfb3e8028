using System.Collections.Frozen;

namespace Kolot.Core.Language;

/// <summary>Common words whose first letter only looks like a particle: משלוח is not "from a table" (שלוח, לוח).</summary>
internal static class WholeWords
{
    private const string Nouns =
        "שירות שרות משלוח שליח שיחה מחיר מוצר מכשיר משפחה משרד מנהל מנהלת מנוי מבצע מסעדה מלון מוקד מענה מידע מסמך מספר " +
        "מזגן מקרר מכונה מחשב מייל מסר מועד מכתב משכורת משתמש לקוח לילה הזמנה הודעה הנחה החזר הסבר התקנה הובלה המתנה הבטחה " +
        "הצעה החלפה בעיה בקשה בדיקה ביטול ביטוח ביקור ביקורת בנק בוקר בחירה כרטיס כסף כתובת כניסה כפתור שבוע שעה שנה " +
        "שולחן שליחות שליחה שאלה שגיאה שיפור שימוש ויתור וידוא ווטסאפ";

    private const string Others =
        "לא לי לו לה לכל לפי לפני למה לכן להם לנו בלי ביותר בגלל בכל היה היו הייתי הייתה היום הוא היא הם הן הכי הרבה " +
        "הכל הכול כל כי כמו כמה כבר כאן כן שוב שום של שלי שלו שלה שלנו שלכם שלום שם מה מי מאוד מאד מחר מול מתי מצוין " +
        "מצוינת מהיר מהירה מהירות מקצועי מקצועית מקצועיות נהדר שמח שמחה שירותי שירותית שבועיים שעתיים " +
        "שנתיים הגיע הגיעה הגעתי הגיעו היתה מדוע כדי לאחר מכל בסדר לגבי לקבל להגיע להזמין לשלם לדבר";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = Gather();

    public static bool Holds(ReadOnlySpan<char> word) => Words.Contains(word);

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Gather()
    {
        var nouns = Spelling.Folded(Nouns);
        string[] all = [.. nouns, .. nouns.Select(Plural), .. Spelling.Folded(Others)];
        return all.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
    }

    private static string Plural(string noun) =>
        noun[^1] == 'ה' ? noun[..^1] + "ות" : noun is "לקוח" or "שולחנ" ? noun + "ות" : noun + "ימ";
}
