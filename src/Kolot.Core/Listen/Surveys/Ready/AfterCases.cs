using static Kolot.Core.Listen.Surveys.Ready.Said;

namespace Kolot.Core.Listen.Surveys.Ready;

/// <summary>The short surveys that follow the end of a matter, in all four languages of customers: whoever was answered in theirs is asked in theirs.</summary>
internal static class AfterCases
{
    private static readonly string[] Languages = ["he", "en", "ar", "ru"];

    // Of those for whom something was put right, and of those who never were hurt: the same question, so that both can be held beside each other.
    public static Survey Trust() => Of(In("האמון בנו", "Trust in us", "ثقتكم بنا", "Доверие к нам"), ReadySurvey.TrustKey,
        Together(
            new Question
            {
                Key = ReadySurvey.TrustKey, Kind = QuestionKind.Csat, Headline = true, Needed = Needed.Yes,
                Text = In("עד כמה אתם סומכים עלינו?", "How much do you trust us?", "إلى أي مدى تثقون بنا؟", "Насколько вы нам доверяете?"),
                LowEnd = In("בכלל לא סומכים", "Not at all", "لا نثق إطلاقًا", "Совсем не доверяю"), HighEnd = In("סומכים מאוד", "Very much", "نثق كثيرًا", "Полностью доверяю"),
            },
            Comment(In("מה הכי השפיע על זה?", "What weighed most in that?", "ما الذي أثّر على ذلك أكثر من غيره؟", "Что повлияло на это больше всего?"))));

    // How it went and how hard it was made for them; that it is solved they have said on their page.
    public static Survey Closed() => Of(In("איך טיפלנו בעניין שלכם?", "How did we handle your matter?", "كيف عالجنا طلبكم؟", "Как мы решили ваш вопрос?"), "satisfied",
        Together(
            new Question
            {
                Key = "satisfied", Kind = QuestionKind.Csat, Headline = true, Needed = Needed.Yes,
                Text = In("עד כמה אתם מרוצים מהטיפול?", "How satisfied are you with how we handled it?", "ما مدى رضاكم عن المعالجة؟", "Насколько вы довольны тем, как мы решили ваш вопрос?"),
                LowEnd = In("מאוד לא מרוצים", "Very dissatisfied", "غير راضين إطلاقًا", "Совсем недовольны"), HighEnd = In("מרוצים מאוד", "Very satisfied", "راضون جدًا", "Очень довольны"),
            },
            new Question
            {
                Key = "ces", Kind = QuestionKind.Ces,
                Text = In("עד כמה היה קל לקבל את מה שביקשתם?", "How easy was it to get what you asked for?", "ما مدى سهولة الحصول على ما طلبتم؟", "Насколько легко было получить то, что вы просили?"),
                LowEnd = In("קשה מאוד", "Very difficult", "صعب جدًا", "Очень трудно"), HighEnd = In("קל מאוד", "Very easy", "سهل جدًا", "Очень легко"),
            },
            Comment(In("מה היה יכול להיות טוב יותר?", "What could have been better?", "ما الذي كان يمكن أن يكون أفضل؟", "Что можно было сделать лучше?"))));

    private static Question Comment(Wording text) => new() { Key = "comment", Kind = QuestionKind.Text, IsComment = true, Text = text };

    private static Survey Of(Wording title, string score, Screen screen) => new() { Languages = Languages, Title = title, Screens = [screen], Endings = Endings(score) };

    // As after other surveys: whoever is hurt is offered a call, whoever is delighted may leave a kind word, everybody is thanked.
    private static Ending[] Endings(string score) =>
    [
        new()
        {
            ShowIf = Condition.Where(score, Look.AtMost, "2"), Offers = Wish.Call,
            Title = In("תודה שסיפרתם לנו", "Thank you for telling us", "شكرًا لأنكم أخبرتمونا", "Спасибо, что рассказали нам"),
            Text = In("צר לנו שזו הייתה החוויה. נשמח לשמוע ולתקן.", "We are sorry it was like that. We would like to hear more and put it right.", "نأسف لأن الأمر كان كذلك. يسعدنا أن نسمع المزيد وأن نصلح الأمر.", "Нам жаль, что так вышло. Мы хотели бы узнать больше и всё исправить."),
        },
        new()
        {
            ShowIf = Condition.Where(score, Look.AtLeast, "5"), Offers = Wish.KindWord,
            Title = In("איזה כיף לשמוע, תודה!", "That is lovely to hear, thank you!", "يسعدنا سماع ذلك، شكرًا!", "Очень приятно это слышать, спасибо!"),
            Text = In("המילים שלכם יגיעו לצוות.", "Your words will reach the team.", "ستصل كلماتكم إلى الفريق.", "Ваши слова дойдут до команды."),
        },
        new()
        {
            Title = In("תודה רבה", "Thank you", "شكرًا جزيلًا", "Большое спасибо"),
            Text = In("התשובות שלכם נשמרו ויעזרו לנו להשתפר.", "Your answers are kept and will help us do better.", "حُفظت إجاباتكم، وستساعدنا على التحسّن.", "Ваши ответы сохранены и помогут нам стать лучше."),
        },
    ];

    private static Wording In(string hebrew, string english, string arabic, string russian) => new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english, ["ar"] = arabic, ["ru"] = russian });
}
