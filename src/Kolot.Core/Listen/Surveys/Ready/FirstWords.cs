namespace Kolot.Core.Listen.Surveys.Ready;

/// <summary>The words with which a new question or survey begins, in each language: what most would write, and everybody may change.</summary>
public static class FirstWords
{
    private static readonly Wording Thank = In("תודה רבה", "Thank you", "شكرًا جزيلًا", "Большое спасибо");

    /// <summary>What everybody is thanked with.</summary>
    /// <param name="languages">The languages of the survey.</param>
    public static Wording Thanks(IReadOnlyList<string> languages) => Among(languages, Thank);

    /// <summary>A question with the wording that its kind usually has.</summary>
    /// <param name="question">The question, without words.</param>
    /// <param name="languages">The languages of the survey.</param>
    public static Question On(Question question, IReadOnlyList<string> languages)
    {
        var (text, low, high) = Of(question.Kind);
        return question with { Text = Among(languages, text), LowEnd = Among(languages, low), HighEnd = Among(languages, high) };
    }

    /// <summary>A question whose usual words were rewritten in its main language keeps them in no other: there they would ask something else.</summary>
    /// <param name="was">The question as it was shown to whoever wrote.</param>
    /// <param name="now">As they left it.</param>
    /// <param name="languages">The languages of the survey, the main one first.</param>
    public static Question WithoutStale(Question was, Question now, IReadOnlyList<string> languages)
    {
        var (text, low, high) = Of(was.Kind);
        return now with { Text = Kept(text, was.Text, now.Text), LowEnd = Kept(low, was.LowEnd, now.LowEnd), HighEnd = Kept(high, was.HighEnd, now.HighEnd) };

        Wording Kept(Wording usual, Wording before, Wording after)
        {
            bool Usual(Wording wording, string language) => usual.Exactly(language) is { } words && wording.Exactly(language) == words;
            if (languages is not [var main, ..] || !Usual(before, main) || Usual(after, main)) return after;
            return languages.Where(language => Usual(before, language) && Usual(after, language)).Aggregate(after, (kept, language) => kept.With(language, null));
        }
    }

    private static (Wording Text, Wording Low, Wording High) Of(QuestionKind kind) => kind switch
    {
        QuestionKind.Nps => (
            In("עד כמה סביר שתמליצו עלינו לחברים או למשפחה?", "How likely are you to recommend us to friends or family?", "ما مدى احتمال أن توصوا بنا للأصدقاء أو العائلة؟", "Насколько вероятно, что вы порекомендуете нас друзьям или близким?"),
            In("בכלל לא סביר", "Not at all likely", "غير محتمل إطلاقًا", "Совсем маловероятно"), In("סביר מאוד", "Extremely likely", "محتمل جدًا", "Очень вероятно")),
        QuestionKind.Csat => (
            In("בסך הכול, עד כמה אתם מרוצים מהשירות?", "All in all, how satisfied are you with the service?", "بشكل عام، ما مدى رضاكم عن الخدمة؟", "В целом, насколько вы довольны обслуживанием?"),
            In("מאוד לא מרוצים", "Very dissatisfied", "غير راضين إطلاقًا", "Совсем недовольны"), In("מרוצים מאוד", "Very satisfied", "راضون جدًا", "Очень довольны")),
        QuestionKind.Ces => (
            In("עד כמה היה קל לקבל את מה שביקשתם?", "How easy was it to get what you asked for?", "ما مدى سهولة الحصول على ما طلبتم؟", "Насколько легко было получить то, что вы просили?"),
            In("קשה מאוד", "Very difficult", "صعب جدًا", "Очень трудно"), In("קל מאוד", "Very easy", "سهل جدًا", "Очень легко")),
        QuestionKind.Statements => (Wording.None, In("לא נכון בכלל", "Not true at all", "غير صحيح إطلاقًا", "Совсем неверно"), In("נכון מאוד", "Very true", "صحيح جدًا", "Совершенно верно")),
        _ => (Wording.None, Wording.None, Wording.None),
    };

    private static Wording In(string hebrew, string english, string arabic, string russian) => new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english, ["ar"] = arabic, ["ru"] = russian });

    private static Wording Among(IReadOnlyList<string> languages, Wording wording) => new(wording.In.Where(text => languages.Contains(text.Key)).ToDictionary());
}
