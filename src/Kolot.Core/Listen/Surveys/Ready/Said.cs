namespace Kolot.Core.Listen.Surveys.Ready;

/// <summary>Questions that several ready-made surveys ask, in Hebrew and English.</summary>
internal static class Said
{
    public static Wording Both(string hebrew, string english) => Wording.Of(hebrew, english);

    public static Question Nps(string hebrew, string english) => new()
    {
        Key = "recommend", Kind = QuestionKind.Nps, Headline = true, Needed = Needed.Yes, Text = Both(hebrew, english),
        LowEnd = Both("בכלל לא סביר", "Not at all likely"), HighEnd = Both("סביר מאוד", "Extremely likely"),
    };

    public static Question Csat(string hebrew, string english, string key = "satisfied", bool headline = true) => new()
    {
        Key = key, Kind = QuestionKind.Csat, Headline = headline, Needed = headline ? Needed.Yes : Needed.No, Text = Both(hebrew, english),
        LowEnd = Both("מאוד לא מרוצים", "Very dissatisfied"), HighEnd = Both("מרוצים מאוד", "Very satisfied"),
    };

    public static Question Ease() => new()
    {
        Key = "ces", Kind = QuestionKind.Ces, Text = Both("עד כמה היה קל לקבל את מה שביקשתם?", "How easy was it to get what you asked for?"),
        LowEnd = Both("קשה מאוד", "Very difficult"), HighEnd = Both("קל מאוד", "Very easy"),
    };

    public static Question Comment(string hebrew, string english, Condition? showIf = null) => new()
    {
        Key = "comment", Kind = QuestionKind.Text, IsComment = true, Text = Both(hebrew, english), ShowIf = showIf,
    };

    public static Question Solved() => new()
    {
        Key = "solved", Kind = QuestionKind.One, Text = Both("העניין שבגללו פניתם נפתר?", "Has the matter you contacted us about been solved?"),
        Choices =
        [
            new("yes", Both("כן, נפתר", "Yes, it is solved")), new("partly", Both("חלקית", "In part")), new("no", Both("לא", "No")),
        ],
    };

    public static Question Layers() => Agreed("layers", Both("עד כמה המשפטים האלה נכונים לגבי השירות שקיבלתם?", "How true are these of the service you received?"),
        new("availability", Both("היה קל להשיג אותנו, והיחס היה נעים", "We were easy to reach and pleasant to deal with")),
        new("professional", Both("התשובה הייתה מקצועית ומדויקת", "The answer was professional and to the point")),
        new("emotional", Both("הרגשתם שבאמת אכפת לנו", "You felt that we truly cared")));

    public static Question Classic() => Agreed("classic", Both("ועוד כמה מילים על השירות עצמו:", "And about the service itself:"),
        new("fast", Both("השירות היה מהיר", "The service was fast")),
        new("courteous", Both("היחס היה אדיב", "We were courteous")),
        new("fitting", Both("הפתרון התאים לצורך שלכם", "The solution fitted your need")));

    public static Question Moved() => Agreed("moved", Both("ומה נשאר מזה?", "And what stays with you?"),
        new("surprised", Both("הופתעתם לטובה", "You were pleasantly surprised")),
        new("inspired", Both("יצאתם מזה עם חיוך", "You came away with a smile")),
        new("come-back", Both("בא לכם לחזור", "You feel like coming back")));

    public static Question Agreed(string key, Wording text, params IReadOnlyList<Choice> statements) => new()
    {
        Key = key, Kind = QuestionKind.Statements, Text = text, Choices = statements,
        LowEnd = Both("לא נכון בכלל", "Not true at all"), HighEnd = Both("נכון מאוד", "Very true"),
    };

    public static Screen Together(params IReadOnlyList<Question> questions) => new() { Questions = questions };

    // Whoever is hurt is offered a call, whoever is delighted may leave a kind word, everybody is thanked.
    public static IReadOnlyList<Ending> Endings(string score, int lowUpTo, int highFrom) =>
    [
        new()
        {
            ShowIf = Condition.Where(score, Look.AtMost, $"{lowUpTo}"), Offers = Wish.Call,
            Title = Both("תודה שסיפרתם לנו", "Thank you for telling us"),
            Text = Both("צר לנו שזו הייתה החוויה. נשמח לשמוע ולתקן.", "We are sorry it was like that. We would like to hear more and put it right."),
        },
        new()
        {
            ShowIf = Condition.Where(score, Look.AtLeast, $"{highFrom}"), Offers = Wish.KindWord,
            Title = Both("איזה כיף לשמוע, תודה!", "That is lovely to hear, thank you!"),
            Text = Both("המילים שלכם יגיעו לצוות.", "Your words will reach the team."),
        },
        Thanks(),
    ];

    public static Ending Thanks() => new()
    {
        Title = Both("תודה רבה", "Thank you"), Text = Both("התשובות שלכם נשמרו ויעזרו לנו להשתפר.", "Your answers are kept and will help us do better."),
    };
}
