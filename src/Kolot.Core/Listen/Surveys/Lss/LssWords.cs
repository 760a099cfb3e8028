namespace Kolot.Core.Listen.Surveys.Lss;

/// <summary>Answers that LimeSurvey knows without writing them into its file.</summary>
internal static class LssWords
{
    public static readonly (string There, string Here, Wording Text) Yes = ("Y", "yes", In("כן", "Yes", "نعم", "Да"));
    public static readonly (string There, string Here, Wording Text) No = ("N", "no", In("לא", "No", "لا", "Нет"));
    public static readonly (string There, string Here, Wording Text) Uncertain = ("U", "uncertain", In("לא בטוח", "Uncertain", "لست متأكدا", "Не уверен(а)"));
    public static readonly (string There, string Here, Wording Text) More = ("I", "more", In("יותר", "More", "أكثر", "Больше"));
    public static readonly (string There, string Here, Wording Text) Same = ("S", "same", In("אותו דבר", "The same", "نفس الشيء", "Так же"));
    public static readonly (string There, string Here, Wording Text) Less = ("D", "less", In("פחות", "Less", "أقل", "Меньше"));
    public static readonly (string There, string Here, Wording Text) Woman = ("F", "woman", In("אישה", "Woman", "امرأة", "Женщина"));
    public static readonly (string There, string Here, Wording Text) Man = ("M", "man", In("גבר", "Man", "رجل", "Мужчина"));

    public static readonly Wording Thanks = In("תודה רבה", "Thank you", "شكرا جزيلا", "Спасибо");

    /// <summary>The same in the languages of a file alone.</summary>
    public static Wording Only(Wording wording, IEnumerable<string> languages) => languages.Aggregate(Wording.None, (only, language) => only.With(language, wording.Exactly(language)));

    private static Wording In(string hebrew, string english, string arabic, string russian) =>
        new(new Dictionary<string, string> { ["he"] = hebrew, ["en"] = english, ["ar"] = arabic, ["ru"] = russian });
}
