using static Kolot.Core.Listen.Surveys.Ready.Said;

namespace Kolot.Core.Listen.Surveys.Ready;

/// <summary>A survey to begin with, ready to be asked as it stands.</summary>
/// <param name="Code">By what it is known.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Survey">The survey, in Hebrew and English; what follows the end of a matter in Arabic and Russian too.</param>
public sealed record ReadySurvey(string Code, Wording Name, Survey Survey)
{
    /// <summary>The question by which trust is asked: of those for whom something was put right, and of all others to compare with.</summary>
    public const string TrustKey = "trust";

    private static readonly string[] Languages = ["he", "en"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReadySurvey> All { get; } =
    [
        new("relationship", Both("הקשר איתנו (NPS)", "Relationship (NPS)"), Relationship()),
        new("contact", Both("אחרי פנייה לשירות", "After contact"), Contact()),
        new("technician", Both("אחרי ביקור טכנאי", "After a technician's visit"), Technician()),
        new("purchase", Both("אחרי רכישה", "After a purchase"), Purchase()),
        new("branch", Both("ביקור בסניף", "Branch visit"), Branch()),
        new("closed", Both("אחרי סגירת טיפול", "After a case is closed"), AfterCases.Closed()),
        new("complaint", Both("אחרי טיפול בתלונה", "Complaint handled"), Complaint()),
        new("layers", Both("שלוש שכבות השירות", "The three layers of service"), Layers()),
        new("employees", Both("דופק עובדים", "Employee pulse"), Employees()),
        new("trust", Both("האמון בנו", "Trust in us"), AfterCases.Trust()),
        new("leaving", Both("לקוחות שעוזבים", "Leaving customers"), Leaving()),
    ];

    private static Survey Relationship() => Of(Both("איך אנחנו בעיניכם?", "How are we doing?"), Endings("recommend", 6, 9),
        Together(
            Nps("עד כמה סביר שתמליצו עלינו לחברים או למשפחה?", "How likely are you to recommend us to friends or family?"),
            Comment("מה הסיבה העיקרית לציון?", "What is the main reason for your score?")));

    private static Survey Contact() => Of(Both("איך הייתה הפנייה אלינו?", "How was it to contact us?"), Endings("satisfied", 2, 5),
        Together(Csat("עד כמה אתם מרוצים מהטיפול בפנייה?", "How satisfied are you with how we handled it?"), Ease(), Solved()),
        Together(Comment("מה היה טוב, ומה היה יכול להיות טוב יותר?", "What was good, and what could have been better?")));

    private static Survey Technician() => Of(Both("איך היה ביקור הטכנאי?", "How was the technician's visit?"), Endings("satisfied", 2, 5),
        Together(
            Csat("עד כמה אתם מרוצים מהביקור?", "How satisfied are you with the visit?"),
            new Question
            {
                Key = "on-time", Kind = QuestionKind.One, Text = Both("הטכנאי הגיע בזמן שנקבע?", "Did the technician arrive at the agreed time?"),
                Choices = [new("yes", Both("כן", "Yes")), new("late", Both("באיחור", "Late")), new("never", Both("לא הגיע", "Did not come"))],
            },
            Solved() with { ShowIf = Condition.Where("on-time", Look.IsNot, "never") }),
        Together(
            Agreed("visit", Both("עד כמה המשפטים האלה נכונים?", "How true are these?"),
                new("explained", Both("הוסבר לכם מה נעשה ולמה", "You were told what was done and why")),
                new("careful", Both("העבודה נעשתה בזהירות ובניקיון", "The work was careful and clean"))) with
            { ShowIf = Condition.Where("on-time", Look.IsNot, "never") },
            Comment("יש עוד משהו שכדאי שנדע?", "Is there anything else we should know?")));

    private static Survey Purchase() => Of(Both("איך הייתה הקנייה?", "How was your purchase?"), Endings("satisfied", 2, 5),
        Together(
            Csat("עד כמה אתם מרוצים מהקנייה?", "How satisfied are you with your purchase?"),
            new Question
            {
                Key = "came-from", Kind = QuestionKind.One, Shuffled = true, Other = true, Text = Both("איך שמעתם עלינו?", "How did you hear of us?"),
                Choices =
                [
                    new("friends", Both("מחברים או ממשפחה", "From friends or family")), new("search", Both("בחיפוש ברשת", "Searching the web")),
                    new("social", Both("ברשתות החברתיות", "On social networks")), new("passing", Both("עברנו ליד", "Passing by")),
                ],
            }),
        Together(
            Agreed("order", Both("עד כמה המשפטים האלה נכונים?", "How true are these?"),
                new("as-expected", Both("קיבלתם את מה שציפיתם לו", "You got what you expected")), new("on-the-way", Both("עדכנו אתכם בדרך", "You were kept informed on the way"))),
            Comment("מה היה יכול להיות טוב יותר?", "What could have been better?")));

    private static Survey Branch() => Of(Both("איך היה הביקור בסניף?", "How was your visit?"), Endings("stars", 2, 5),
        Together(
            new Question { Key = "stars", Kind = QuestionKind.Stars, Headline = true, Needed = Needed.Yes, Text = Both("כמה כוכבים לביקור?", "How many stars for your visit?") },
            Comment("מילה או שתיים?", "A word or two?")));

    private static Survey Complaint() => Of(Both("איך טיפלנו בתלונה?", "How did we handle your complaint?"), Endings("satisfied", 2, 5),
        Together(
            Csat("עד כמה אתם מרוצים מהדרך שבה טיפלנו בתלונה?", "How satisfied are you with the way we handled your complaint?"), Solved(),
            Agreed("recovery", Both("עד כמה המשפטים האלה נכונים?", "How true are these?"),
                new("understood", Both("הבנו מה קרה לכם", "We understood what happened to you")), new("owned", Both("לקחנו אחריות", "We took responsibility")),
                new("explained-next", Both("הסברנו מה נעשה כדי שזה לא יחזור", "We explained what we will do so that it does not happen again")),
                new("trust", Both("האמון שלכם בנו נשמר", "You still trust us")))),
        Together(Comment("מה עוד היה יכול לעזור?", "What else would have helped?")));

    private static Survey Layers() => Of(Both("השירות שלנו, בעיניכם", "Our service, as you see it"), Endings("satisfied", 2, 5),
        Together(Csat("בסך הכול, עד כמה אתם מרוצים מהשירות?", "All in all, how satisfied are you with the service?"), Said.Layers()),
        Together(Classic(), Moved()),
        Together(Comment("ספרו לנו על רגע אחד שנשאר איתכם", "Tell us of one moment that stayed with you")));

    private static Survey Employees() => Of(Both("דופק הצוות", "Team pulse"), [Thanks()],
        Together(
            Nps("עד כמה סביר שתמליצו לחברים לעבוד כאן?", "How likely are you to recommend working here to friends?"),
            Agreed("pulse", Both("עד כמה המשפטים האלה נכונים לגביכם?", "How true are these for you?"),
                new("say", Both("יש לי השפעה על איך הדברים נעשים", "I have a say in how things are done")),
                new("means", Both("יש לי מה שצריך כדי לתת שירות טוב", "I have what I need to serve customers well")),
                new("valued", Both("רואים ומעריכים את העבודה שלי", "My work is seen and valued"))),
            Comment("מה לקוחות אומרים לכם שוב ושוב?", "What do customers keep telling you?")));

    private static Survey Leaving() => Of(Both("לפני שנפרדים", "Before you go"),
        [
            new Ending
            {
                ShowIf = Condition.Where("return", Look.Is, "yes"), Offers = Wish.Call, Title = Both("תודה על הכנות", "Thank you for being frank"),
                Text = Both("נשמח לדבר ולראות מה אפשר לתקן.", "We would like to talk and see what can be put right."),
            },
            Thanks(),
        ],
        Together(
            new Question
            {
                Key = "why-left", Kind = QuestionKind.Several, Most = 3, Shuffled = true, Other = true, Needed = Needed.Softly,
                Text = Both("מה גרם לכם לעזוב?", "What made you leave?"), Hint = Both("עד שלוש סיבות", "Up to three reasons"),
                Choices =
                [
                    new("price", Both("המחיר", "The price")), new("service", Both("השירות", "The service")), new("quality", Both("האיכות או התקלות", "Quality or faults")),
                    new("promise", Both("הבטחה שלא קוימה", "A promise that was not kept")), new("no-need", Both("אין בזה צורך יותר", "It is not needed any more")),
                ],
            },
            Comment("ספרו לנו מה קרה", "Tell us what happened")),
        Together(
            new Question
            {
                Key = "return", Kind = QuestionKind.One, Text = Both("אילו היינו מתקנים את זה, הייתם שוקלים לחזור?", "If we put it right, would you consider coming back?"),
                Choices = [new("yes", Both("כן", "Yes")), new("maybe", Both("אולי", "Maybe")), new("no", Both("לא", "No"))],
            }));

    private static Survey Of(Wording title, IReadOnlyList<Ending> endings, params IReadOnlyList<Screen> screens) =>
        new() { Languages = Languages, Title = title, Screens = screens, Endings = endings };
}
