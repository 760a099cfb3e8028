namespace Kolot.Core.Demo;

/// <summary>What companies of the demonstration's study write back. None says who it is, for all say the same.</summary>
public static class DemoStudyAnswers
{
    private static readonly string[] Moving =
    [
        "איזה כיף שעוברים לחיפה. בדקתי את הבניין: יש סיב עד הדירה. נוח ביום ג׳ בבוקר, ואני כאן גם אם לא.",
        "מזל טוב על הבית החדש. כדי שלא תישארו יום אחד בלי חיבור, אפשר להתקין שבוע לפני המעבר ולשלם רק מיום הכניסה. רוצים שנשמור לכם מועד?",
        "תודה שכתבתם כל כך ברור. לשניים שעובדים מהבית מספיק המסלול הבינוני, אין צורך ביקר יותר. ואם בכל זאת יהיה איטי, המספר הישיר שלי כאן למטה.",
        "שמחתי לקרוא שחושבים על ההורים. הכנתי דף אחד באותיות גדולות עם כל מה שהם צריכים לדעת, ואפשר שאתקשר אליהם ואסביר בנחת.",
        "חמש נפשות ובית אחד, זה בדיוק בשבילנו. לפי מה שתיארתם הייתי מתחיל מהמסלול השני, ובעוד חודש נבדוק יחד אם הוא באמת מתאים.",
        "שאלה מצוינת, ואין לה תשובה באתר שלנו. תיקנתי את העמוד בעקבותיכם. ולעצם העניין: ההבדל היחיד שחשוב לכם הוא המהירות בהעלאה.",
    ];

    private static readonly string[] Correct =
    [
        "שלום, ניתן להעביר את השירות לכתובת חדשה בהודעה של 14 ימים מראש. פרטים באתר.",
        "פנייתכם התקבלה. המסלול המתאים למשפחה הוא מסלול 500. להצטרפות יש למלא טופס.",
        "שלום, יש לנו מסלול לגיל הזהב. המחיר מופיע בעמוד המסלולים.",
        "תודה על פנייתך. לבדיקת תשתית בכתובת החדשה יש להזין אותה באתר.",
        "אפשר לבחור מועד התקנה באזור האישי. זמן ההמתנה כשבוע.",
    ];

    private static readonly string[] Poor =
    [
        "שלום רב, נבקש להתקשר למוקד בשעות הפעילות.",
        "לא ברור מה השאלה. כל המידע מופיע באתר.",
        "תודה שפנית אלינו. נציג ייצור קשר.",
        "הפנייה הועברה למחלקה הרלוונטית וטופלה.",
    ];

    /// <summary>What comes back, for a fate and a number of chance; null where nothing does.</summary>
    public static string? Of(DemoFate fate, int said) => fate switch
    {
        DemoFate.Delight => Moving[said % Moving.Length],
        DemoFate.Indifferent => Correct[said % Correct.Length],
        DemoFate.LatePoor => Poor[said % Poor.Length],
        _ => null,
    };
}
