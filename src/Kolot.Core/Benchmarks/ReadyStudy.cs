using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>What shoppers tell a company, ready to be changed.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Persona">Who the shopper is in it.</param>
/// <param name="Wordings">In which ways it is said.</param>
public sealed record ReadyScenario(Wording Name, Wording Persona, IReadOnlyList<Wording> Wordings);

/// <summary>With what a contact-us study begins: its question, its rule and its promises, three scenarios, and a form on the three layers.</summary>
public static class ReadyStudy
{
    /// <summary>The design.</summary>
    public static StudyDesign Design { get; } = new(
        Wording.Of("מי עונה ללקוח שפונה דרך האתר, תוך כמה זמן, ואיך זה מרגיש: אצלנו ואצל אחרים?", "Who answers a customer who writes through the site, how soon, and how does it feel: with us and with others?"),
        OutcomeRule.Usual, [ProbeChannel.ContactForm])
    {
        Ethics = Wording.Of(
            "לא גורמים לחברות הוצאה ולא נזק: לא מזמינים, לא קובעים פגישה שלא מתכוונים אליה ולא מבטיחים לקנות. שואלים שאלה שלקוחות שואלים באמת, ושאפשר לענות עליה בכמה דקות. לא רושמים את שמם של מי שענו, ולא מקליטים בלי רשות. למי ששואלים אם זו פנייה סמויה עונים ביושר, והפנייה יורדת מהמחקר.",
            "No company is put to cost or harm: nothing is ordered, no meeting is set that nobody means to keep, no purchase is promised. We ask what customers really ask, and what can be answered in a few minutes. The names of those who answer are not noted, and nothing is recorded without leave. Whoever asks whether this is a test is told the truth, and the probe is left out of the study."),
        Disclosure = Wording.Of(
            "אחרי סוף הגל ולפני כל פרסום, כל חברה מקבלת את מה שנמצא אצלה ויכולה לערער. בפרסום כתוב כמה פניות נעשו, מתי, ולפי איזה כלל נקבעו התוצאות.",
            "After a wave ends, and before anything is published, each company is told what was found of it and may appeal. What is published says how many probes were made, when, and by what rule outcomes were decided."),
    };

    /// <summary>The scenarios.</summary>
    public static IReadOnlyList<ReadyScenario> Scenarios { get; } =
    [
        new(Wording.Of("שאלה לפני קנייה", "A question before buying"),
            Wording.Of("משווים בין כמה חברות לפני שמחליטים. עוד לא לקוחות.", "Comparing a few companies before deciding. Not a customer yet."),
            [
                Wording.Of("שלום, אני משווה בין כמה חברות ורוצה להבין מה אתם מציעים למי שמצטרף עכשיו. מה ההבדל בין האפשרויות שלכם, ומה כדאי לבדוק לפני שמחליטים? תודה.", "Hello, I am comparing a few companies and would like to understand what you offer to somebody who joins now. How do your options differ, and what should I check before deciding? Thank you."),
                Wording.Of("היי, לפני שמתקדמים חשוב לי לדעת: מה כלול במחיר, ומה עולה בנפרד? אשמח לתשובה מסודרת.", "Hi, before I go ahead I would like to know what is included in the price and what costs extra. A clear answer would help."),
                Wording.Of("שלום רב, המליצו לי עליכם ועוד לא ברור לי מה מתאים לי. אפשר הסבר קצר על מה שיש, ועל מה ממליצים להתחיל?", "Hello, you were recommended to me and I am not sure yet what suits me. Could you explain briefly what there is, and what you would begin with?"),
            ]),
        new(Wording.Of("מה אם אתחרט", "What if I change my mind"),
            Wording.Of("זהירים. רוצים לדעת מראש איך יוצאים מזה.", "Careful. Wants to know beforehand how to get out."),
            [
                Wording.Of("שלום, לפני שמצטרפים אליכם: אם אחרי חודש מתברר שזה לא מתאים, איך מבטלים וכמה זה עולה? תודה מראש.", "Hello, before joining: if it turns out after a month that it does not suit me, how do I cancel and what does that cost? Thanks in advance."),
                Wording.Of("היי, לא הצלחתי למצוא באתר את תנאי הביטול וההחזר. אפשר להסביר בכמה מילים?", "Hi, I could not find the terms of cancelling and refunds on your site. Could you explain them in a few words?"),
            ]),
        new(Wording.Of("צורך שאינו רגיל", "A need that is not usual"),
            Wording.Of("פונים בשם הורה מבוגר שקשה לו עם אתרים ועם תפריטים בטלפון.", "Writes for an elderly parent who finds sites and phone menus hard."),
            [
                Wording.Of("שלום, אמא שלי בת 81 ומתקשה באתר ובתפריטים של הטלפון. איך היא תוכל לקבל אצלכם שירות ממישהו שידבר איתה?", "Hello, my mother is 81 and finds the site and the phone menus hard. How can she get service from somebody who talks with her?"),
                Wording.Of("היי, אבא שלי שומע פחות טוב ומעדיף להגיע או להתכתב. מה אפשרי אצלכם, ולמי פונים?", "Hi, my father does not hear well and would rather come or write. What is possible with you, and whom do we turn to?"),
            ]),
    ];

    /// <summary>The form: the classic statements and the emotional ones on the three layers. How fast an answer came is timed and not graded, so that the two do not go together by construction.</summary>
    public static AssessmentForm Form { get; } = new(
    [
        Item("courteous", Layer.Style, 1, "הפנייה התקבלה באדיבות ובגובה העיניים", "The answer was courteous, as between equals",
            ("קר או פוגע", "Cold or hurtful"), ("יבש", "Dry"), ("מנומס", "Polite"), ("חם", "Warm"), ("חם ואישי", "Warm and personal")),
        Item("person", Layer.Style, 1, "ברור מי ענו ואיך חוזרים אליהם", "It is clear who answered and how to reach them again",
            ("אי אפשר לחזור", "No way back"), ("רק שם החברה", "The company's name alone"), ("מחלקה ודרך לחזור", "A department and a way back"), ("שם ודרך לחזור", "A name and a way back"), ("שם, דרך ישירה ומתי", "A name, a direct way, and when")),
        Item("answered", Layer.Professional, 3, "נענה מה שנשאל", "What was asked was answered",
            ("לא נענה", "Not answered"), ("הפניה למקום אחר", "Sent elsewhere"), ("נענה חלק", "Answered in part"), ("נענה הכול", "All was answered"), ("נענה הכול, וגם מה שלא ידעו לשאול", "All was answered, and what one did not know to ask")) with { Critical = true },
        Item("fitting", Layer.Professional, 2, "התשובה מתאימה למי ששאלו, ואינה נוסח כללי", "The answer fits whoever asked, and is no stock text",
            ("נוסח כללי", "A stock text"), ("נוסח כללי עם שם", "A stock text with a name"), ("נוגעת בשאלה", "Touches the question"), ("מתאימה", "Fits"), ("נכתבה בשביל הפונים", "Written for them")),
        Item("next", Layer.Professional, 1, "ברור מה קורה עכשיו ומתי", "It is clear what happens now, and when",
            ("לא ידוע", "Unknown"), ("״נחזור אליכם״", "“We will get back to you”"), ("צעד בלי מועד", "A step without a time"), ("צעד ומועד", "A step and a time"), ("צעד, מועד ומי אחראים", "A step, a time, and who answers for it")) with { MayNotApply = true },
        Item("cared", Layer.Emotional, 1, "יש הרגשה שלמישהו אכפת", "It feels as if somebody cares",
            ("הפרענו", "We were a nuisance"), ("עוד פנייה", "One more enquiry"), ("סביר", "Fair"), ("אכפת להם", "They care"), ("ממש אכפת להם", "They really care")) with { Moving = true },
        Item("surprised", Layer.Emotional, 1, "משהו בתשובה הפתיע לטובה", "Something in the answer was a good surprise",
            ("הפתיע לרעה", "A bad surprise"), ("מאכזב", "Disappointing"), ("כצפוי", "As expected"), ("דבר קטן הפתיע", "Something small surprised"), ("מפתיע באמת", "A real surprise")) with { Moving = true },
        Item("inspired", Layer.Emotional, 1, "התשובה פתחה אפשרות שלא חשבו עליה", "The answer opened a possibility nobody had thought of",
            ("סגרה דלת", "Closed a door"), ("לא הוסיפה", "Added nothing"), ("הסבירה", "Explained"), ("הציעה רעיון", "Offered an idea"), ("נתנה השראה", "Inspired")) with { Moving = true },
        Item("return", Layer.Emotional, 2, "אחרי התשובה יש חשק לחזור", "After the answer one wants to come back",
            ("לא לחזור", "Never again"), ("ספק", "Doubtful"), ("אפשר", "Perhaps"), ("כן", "Yes"), ("וגם לספר לאחרים", "And to tell others")) with { Moving = true },
    ]);

    private static AssessmentItem Item(string key, Layer layer, double weight, string hebrew, string english, params ReadOnlySpan<(string Hebrew, string English)> anchors)
    {
        var named = new Dictionary<int, Wording>();
        for (var at = 0; at < anchors.Length; at++) named[at + 1] = Wording.Of(anchors[at].Hebrew, anchors[at].English);
        return new(key, layer, Wording.Of(hebrew, english), weight) { Anchors = named };
    }
}
