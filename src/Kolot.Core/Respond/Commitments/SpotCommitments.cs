using System.Text.RegularExpressions;

namespace Kolot.Core.Respond.Commitments;

/// <summary>A sentence of an answer that promises something to the customer who reads it.</summary>
/// <param name="From">Where in the text it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="By">By when; null where it does not say.</param>
public sealed record SpottedCommitment(int From, int Length, SaidTime? By);

/// <summary>Finds what a text promises: so that it can be confirmed as a commitment before it is sent, and is not forgotten.</summary>
/// <remarks>
/// A promise is said in the first person and of what is to come, by those who answer or by whom they send. What is asked, denied, or said of the past is none; neither is what depends on the customer
/// ("if you like, we will …"), for nothing is owed until they do. It rather misses one than to suggest what nobody promised: whoever writes can mark any sentence.
/// </remarks>
public static partial class SpotCommitments
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    // Longer than that nobody writes a sentence; what comes after is a list or a quotation.
    private const int MostOfSentence = 600;

    /// <summary>The promises of a text, in their order.</summary>
    /// <param name="text">An answer to a customer, in Hebrew, English, or both.</param>
    /// <param name="today">The day on which it is written, where the business is: what "tomorrow" counts from.</param>
    public static IReadOnlyList<SpottedCommitment> In(string text, DateOnly today) =>
        [.. Sentence().Matches(text).Where(sentence => Promises(sentence.Value)).Select(sentence => Spotted(sentence, today))];

    private static SpottedCommitment Spotted(Match sentence, DateOnly today)
    {
        var trimmed = sentence.Value.AsSpan().Trim();
        return new(sentence.Index + sentence.Value.IndexOf(trimmed[0]), trimmed.Length, SaidTime.In(sentence.Value, today));
    }

    private static bool Promises(string sentence)
    {
        if (sentence.Length > MostOfSentence || sentence.AsSpan().TrimEnd().EndsWith('?') || Depends().IsMatch(sentence)) return false;
        return Hebrew().Matches(sentence).Any(verb => !IsDenied(sentence, verb.Index)) || English().IsMatch(sentence);
    }

    // "לא" right before, or with one word between: "לא, אני אחזור" is no denial, for there a comma stands.
    private static bool IsDenied(string sentence, int verb) => Denied().IsMatch(sentence[Math.Max(0, verb - 24)..verb]);

    // Points within numbers and hours end nothing.
    [GeneratedRegex(@"(?:[^.!?\n]|(?<=[0-9])\.(?=[0-9])|(?<=\b[ap])\.(?=m\b)|(?<=\b[ap]\.m)\.)+[.!?]*", Plain)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"^\s*(?:אם|במידה ו|אילו|האם|if|should you|would you|unless)(?![\p{L}])|(?<![\p{L}])(?:if you|אם (?:תרצ|תבקש|תשלח|תעדכנ))", Plain)]
    private static partial Regex Depends();

    [GeneratedRegex(@"(?<![\p{L}])(?:לא|אין|בלי|מבלי|טרם)(?:\s+(?:אני|אנחנו|אנו|עוד|באמת|ממש|כבר|ש[\p{L}]+))?\s+[ושכ]?$", Plain)]
    private static partial Regex Denied();

    /// <summary>First person, to come; or what will come to the customer.</summary>
    [GeneratedRegex(
        @"(?<![\p{L}])(?:[ושכ]|כש|וש)?(?:"
        + @"[אנ]חזור(?=\s+(?:אלי|ל[ךהכ]|עם|בהקדם|היום|מחר|עד|תוך|בתוך|ביום|טלפונית|בטלפון|במייל|בשעה))|[אנ]תקשר|[אנ]בדוק|[אנ]ברר|[אנ]שלח|[אנ]עדכן|[אנ]טפל|[אנ]תקן|[אנ]חליף|[אנ]דאג|[אנ]פתור|[אנ]גיע|[אנ]עביר"
        + @"|[אנ]זכה(?=\s+א[תו])|[אנ]חזיר(?=\s+(?:ל|א|את))|[אנ]יצור(?=\s+(?:קשר|א))|[אנ]צור(?=\s+(?:קשר|א))|[אנ]היה\s+(?:\S+\s+)?בקשר|(?:אני|אנחנו|אנו)\s+(?:מתחייב|מבטיח)(?:ה|ת|ים|ות)?"
        + @"|(?:הטכנאי(?:ת)?|טכנאי(?:ת)?|השליח(?:ה)?|שליח(?:ה)?|נציג(?:ה|ת)?|המנהל(?:ת)?|מנהל(?:ת)?|הצוות)\s+(?:\S+\s+){0,3}?[ית](?:גיע|חזור|תקשר|צור|בדוק|עדכן)(?![\p{L}])"
        + @"|(?:ה?זיכוי|ה?החזר|הכסף|הסכום|המשלוח|החבילה|ההזמנה|המכשיר|התקלה|הפנייה)\s+(?:\S+\s+){0,3}?[ית](?:יכנס|ופיע|וחזר|בוצע|גיע|ישלח|שלח|טופל|תוקן|וחלף|זוכה|תקבל|ועבר)(?![\p{L}])"
        + @"|תקבל(?:י|ו)?(?=\s+(?:\S+\s+){0,4}?(?:זיכוי|החזר|תשובה|עדכון|שיחה|טלפון|מייל|הודעה|מאיתנו|ממני|מכשיר|משלוח|פיצוי|שובר))|(?:יחזרו|יתקשרו)\s+אלי"
        + @")", Plain)]
    private static partial Regex Hebrew();

    [GeneratedRegex(
        @"\b(?:(?:I|we)(?:['’]ll|\s+will|\s+shall)(?!\s+(?:not|never|have\s+to))|(?:I['’]m|I\s+am|we['’]re|we\s+are)\s+going\s+to)\s+(?:(?:also|then|personally|now|gladly|be\s+(?:in\s+touch|calling|sending|back))\s+)?"
        + @"(?:call|get\s+back|send|email|e-mail|write|ring|phone|check|look\s+into|find\s+out|update|let\s+you\s+know|refund|credit|fix|repair|replace|ship|deliver|arrange|return|contact|reply|respond|answer|follow\s+up|make\s+sure|see\s+to|take\s+care|come|visit|pay|give|transfer|be\s+in\s+touch|be\s+back)\b"
        + @"|\byou(?:['’]ll|\s+will)\s+(?:receive|get|hear|have)\b"
        + @"|\b(?:technician|courier|colleague|manager|engineer|driver|someone|team|refund|parcel|order|replacement|credit|money|amount|package)(?:\s+\w+){0,3}\s+will\s+(?!not|never)(?:(?:also|then|soon|now)\s+)?(?:be\s+)?(?:come|arrive|call|contact|visit|get|reach|refunded|credited|sent|shipped|fixed|replaced|paid|delivered|returned|there)\b"
        + @"|\b(?:I|we)\s+promise\s+(?:to|that|you)\b", Plain)]
    private static partial Regex English();
}
