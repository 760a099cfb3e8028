using System.Globalization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Listen.Surveys.Building;

/// <summary>Questions, screens and endings, as whoever builds a survey calls them.</summary>
internal static class QuestionWords
{
    private const int Longest = 60;

    /// <summary>The kinds in the groups in which they are offered.</summary>
    public static IReadOnlyList<(string Title, QuestionKind[] Kinds)> Groups =>
    [
        (Words.GroupScores, [QuestionKind.Nps, QuestionKind.Csat, QuestionKind.Ces, QuestionKind.Stars, QuestionKind.Statements]),
        (Words.GroupChoices, [QuestionKind.One, QuestionKind.Several, QuestionKind.Ranking]),
        (Words.GroupWords, [QuestionKind.Text, QuestionKind.Line, QuestionKind.Number, QuestionKind.Date]),
        (Words.GroupOther, [QuestionKind.Contact, QuestionKind.Consent, QuestionKind.File, QuestionKind.Words]),
    ];

    /// <summary>What a kind is called.</summary>
    public static string Name(QuestionKind kind) => Say($"Kind{kind}");

    /// <summary>What it is for, in a line.</summary>
    public static string About(QuestionKind kind) => Say($"About{kind}");

    /// <summary>What an ending offers.</summary>
    public static string Offer(Wish wish) => Say($"Wish{wish}");

    /// <summary>What the words at an end of a scale are called, by the number that stands there.</summary>
    public static string End(Question question, bool low) => question.Scale is var (least, most) ? Number(Words.EndOf, low ? least : most) : low ? Words.LowEnd : Words.HighEnd;

    /// <summary>Whether it must be answered.</summary>
    public static string OfNeeded(Needed needed) => Say($"Needed{needed}");

    /// <summary>Kinds that one may become without losing what was written.</summary>
    public static QuestionKind[] Family(QuestionKind kind) => kind switch
    {
        QuestionKind.Nps or QuestionKind.Csat or QuestionKind.Ces or QuestionKind.Stars => [QuestionKind.Nps, QuestionKind.Csat, QuestionKind.Ces, QuestionKind.Stars],
        QuestionKind.One or QuestionKind.Several or QuestionKind.Ranking => [QuestionKind.One, QuestionKind.Several, QuestionKind.Ranking],
        QuestionKind.Line or QuestionKind.Text => [QuestionKind.Text, QuestionKind.Line],
        _ => [kind],
    };

    /// <summary>A text in the language in which its builder reads, short, and kept apart from the direction of what stands around it.</summary>
    public static string Short(Survey survey, Wording wording, string otherwise)
    {
        var text = wording.For(Shown(survey), survey.Languages).ReplaceLineEndings(" ");
        if (text.Length == 0) text = otherwise;
        return $"\u2068{(text.Length > Longest ? string.Concat(text.AsSpan(0, Longest - 1), "…") : text)}\u2069";
    }

    /// <summary>A question by its words, or by its place where it has none yet.</summary>
    public static string Called(Survey survey, Question question) =>
        Short(survey, question.Text, Number(Words.QuestionNumber, survey.Questions.TakeWhile(one => one.Key != question.Key).Count() + 1));

    /// <summary>An ending by its title.</summary>
    public static string Called(Survey survey, int ending) => Short(survey, survey.Endings[ending].Title, Number(Words.EndingNumber, ending + 1));

    /// <summary>A screen by its number.</summary>
    public static string Screen(int screen) => Number(Words.ScreenNumber, screen + 1);

    /// <summary>A label, and in which language what is typed there is read, where there are several.</summary>
    public static string In(string label, Survey survey, string language) => survey.Languages.Count > 1 ? $"{label} ({Shell.Language.NameOf(language)})" : label;

    /// <summary>In which of its languages a survey is shown to whoever builds it: their own, where it has that.</summary>
    public static string Shown(Survey survey) => survey.Languages.Contains(Shell.Language.Here) ? Shell.Language.Here : MainOf(survey);

    /// <summary>The main language of a survey.</summary>
    public static string MainOf(Survey survey) => survey.Languages is [var main, ..] ? main : "he";

    /// <summary>A sentence with a number in it.</summary>
    public static string Number(string sentence, int number) => sentence.Replace("{0}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Say(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
