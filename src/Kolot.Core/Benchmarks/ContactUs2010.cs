using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>A company of a study that others made, with what their report says of its one probe.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Name">What it is called; null where the report does not name it.</param>
/// <param name="Industry">Its industry; null where it is not named.</param>
/// <param name="State">What became of the probe.</param>
/// <param name="Outcome">The outcome, as it is stated.</param>
/// <param name="Minutes">Between how many minutes it was answered, as far as it is stated.</param>
public sealed record ReportedCompany(int Number, Wording? Name, Wording? Industry, ProbeState State, Outcome Outcome, Within Minutes);

/// <summary>The contact-us study of June 2010: 41 large Israeli companies, each approached once through its site by somebody who wished to become a customer.</summary>
/// <remarks>
/// Facts of a study by TACK Growth Strategies with Rotem TRI, as the Hebrew press told them in January 2011; names in Hebrew and industries are ours. 21 companies are named, 10 never replied and are not, of 10 the
/// report says nothing. Nothing is assumed: "in reasonable time" is at any time, "within four hours" between none and four.
/// </remarks>
public static class ContactUs2010
{
    private const int Companies = 41, Never = 10;

    private static readonly Wording Banking = Wording.Of("בנקאות", "Banking");
    private static readonly Wording Cards = Wording.Of("כרטיסי אשראי", "Credit cards");
    private static readonly Wording Cellular = Wording.Of("תקשורת סלולרית", "Mobile telecom");
    private static readonly Wording Food = Wording.Of("מזון ומשקאות", "Food and drink");
    private static readonly Wording Health = Wording.Of("קופות חולים", "Health funds");
    private static readonly Wording Insurance = Wording.Of("ביטוח", "Insurance");
    private static readonly Wording Internet = Wording.Of("אינטרנט", "Internet");
    private static readonly Wording Television = Wording.Of("טלוויזיה רב־ערוצית", "Multichannel television");

    /// <summary>The companies, in the order of the report.</summary>
    public static IReadOnlyList<ReportedCompany> Rows { get; } = [.. Named(), .. Unnamed()];

    /// <summary>How it was made, as far as the report says.</summary>
    public static StudyDesign Design { get; } = new(
        Wording.Of("מי עונה לפנייה דרך קישור ״צור קשר״ שבאתר, כמה מהר, כמה טוב, ואיך זה מרגיש?", "Who answers an enquiry through the contact link of its site, how fast, how well, and how does it feel?"),
        OutcomeRule.Usual, [ProbeChannel.ContactForm])
    {
        ProbesEach = 1,
        Days = 7,
        InServiceHours = false,
        RatedTwice = 0,
        CodedTogether = true,
        Names = NamesShown.All,
        Source = Wording.Of(
            "טאק אסטרטגיות צמיחה עם רותם TRI, השבוע השלישי של יוני 2010, כפי שדווח בעיתונות בינואר 2011. העובדות קודדו מן הדיווח. הזמן של כלל ביטוח נמסר בקירוב, כשעה, ונספר כשעה.",
            "TACK Growth Strategies with Rotem TRI, third week of June 2010, as reported in the Hebrew press in January 2011. The facts were encoded from the report. The time of Clal Insurance was given as about an hour, and counts as an hour."),
        Caveats =
        [
            Wording.Of("על 10 מתוך 41 החברות הדיווח אינו אומר אם ענו. לכן מוצגים גבולות, ולא שיעור אחד.", "Of 10 of the 41 companies the report does not say whether they answered. So bounds are shown, and not one share."),
            Wording.Of("14 תשובות הגיעו \"בזמן סביר\", בלי שצוין זמן. לכן אין זמן תשובה חציוני.", "14 answers came “in reasonable time”, with no time given. So there is no median time to answer."),
            Wording.Of("מהירות ואיכות דווחו כדרגה אחת, ולכן הן הולכות יחד מעצם הרישום. אין בכך ראיה שמענה מהיר הוא גם מענה טוב.", "Speed and quality were reported as one class, so they go together by the way they were recorded. It is no evidence that a fast answer is a good one."),
        ],
    };

    /// <summary>All of it, for reckoning: companies by their numbers.</summary>
    public static StudySeen Seen { get; } = new(
        Design, [.. Rows.Select(row => new CompanySeen(IdOf(row), row.Industry?.Exactly("he"), Ours: false))],
        [.. Rows.Select(row => new ProbeSeen(IdOf(row), 1, row.State, row.Minutes, Grade: null, Again: null, row.Outcome))]);

    private static ReportedCompany[] Named() =>
    [
        Answered(1, "מזרחי-טפחות", "Mizrahi-Tefahot", Banking, Outcome.Delight, Within.At(33)),
        Answered(2, "כלל ביטוח", "Clal Insurance", Insurance, Outcome.Delight, Within.At(60)),
        Answered(3, "מי עדן", "Mei Eden", Food, Outcome.Delight, Within.At(150)),
        Answered(4, "מירס", "Mirs", Cellular, Outcome.Delight, new(0, 240)),
        Answered(5, "בנק לאומי", "Bank Leumi", Banking, Outcome.Indifferent, Within.Since(0)),
        Answered(6, "בנק הפועלים", "Bank Hapoalim", Banking, Outcome.Indifferent, Within.Since(0)),
        Answered(7, "בנק דיסקונט", "Discount Bank", Banking, Outcome.Indifferent, Within.Since(0)),
        Answered(8, "ישראכרט", "Isracard", Cards, Outcome.Indifferent, Within.Since(0)),
        Answered(9, "אורנג׳", "Orange", Cellular, Outcome.Indifferent, Within.Since(0)),
        Answered(10, "סלקום", "Cellcom", Cellular, Outcome.Indifferent, Within.Since(0)),
        Answered(11, "הראל", "Harel", Insurance, Outcome.Indifferent, Within.Since(0)),
        Answered(12, "אסם", "Osem", Food, Outcome.Indifferent, Within.Since(0)),
        Answered(13, "קוקה-קולה", "Coca-Cola", Food, Outcome.Indifferent, Within.Since(0)),
        Answered(14, "יס", "YES", Television, Outcome.Indifferent, Within.Since(0)),
        Answered(15, "נטוויז׳ן", "Netvision", Internet, Outcome.Indifferent, Within.Since(0)),
        Answered(16, "012", "012", Internet, Outcome.Indifferent, Within.Since(0)),
        Answered(17, "מאוחדת", "Meuhedet", Health, Outcome.Indifferent, Within.Since(0)),
        Answered(18, "מכבי", "Maccabi", Health, Outcome.Indifferent, Within.Since(0)),
        Answered(19, "הפניקס", "Phoenix", Insurance, Outcome.LatePoor, new(2880, 7200)),
        Answered(20, "הוט", "HOT", Television, Outcome.LatePoor, new(2880, 7200)),
        Answered(21, "לאומי קארד", "Leumi Card", Cards, Outcome.LatePoor, new(2880, 7200)),
    ];

    private static IEnumerable<ReportedCompany> Unnamed()
    {
        var named = Named().Length;
        for (var number = named + 1; number <= Companies; number++)
            yield return number <= named + Never
                ? new(number, null, null, ProbeState.Silent, Outcome.Never, Within.Never)
                : new(number, null, null, ProbeState.NotReported, Outcome.Unknown, Within.Unknown);
    }

    private static ReportedCompany Answered(int number, string hebrew, string english, Wording industry, Outcome outcome, Within minutes) =>
        new(number, Wording.Of(hebrew, english), industry, ProbeState.Answered, outcome, minutes);

    private static Guid IdOf(ReportedCompany row) => new(row.Number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
