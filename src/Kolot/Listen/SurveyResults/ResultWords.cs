using System.Globalization;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;
using Counted = Kolot.Store.Counted;

namespace Kolot.Listen.SurveyResults;

/// <summary>Results, in the reader's language.</summary>
internal static class ResultWords
{
    /// <summary>How a way in is called.</summary>
    public static string Way(string way) => Words.ResourceManager.GetString("Way_" + way, CultureInfo.CurrentUICulture) ?? way;

    /// <summary>How many finished, as a sentence with a place for each number.</summary>
    public static string Lead(long finished, long begun) => (finished, begun) switch
    {
        (0, 1) => Words.LeadNoneOfOne,
        (0, _) => Words.LeadNone,
        (1, 1) => Words.LeadOneOfOne,
        (1, _) => Words.LeadOne,
        _ => Words.LeadFinished,
    };

    /// <summary>How many answered a question, likewise.</summary>
    public static string Answered(long answered, long asked) => (answered, asked) switch
    {
        (0, 0) => Words.AnsweredNobody,
        (0, 1) => Words.NoAnswers,
        (0, _) => Words.AnsweredNone,
        (1, 1) => Words.AnsweredOneOfOne,
        (1, _) => Words.AnsweredOne,
        _ => Words.AnsweredOf,
    };

    /// <summary>Why a response does not count.</summary>
    public static string Why(Counted counted) => counted switch
    {
        Counted.Twice => Words.Counted_Twice,
        Counted.Misuse => Words.Counted_Misuse,
        Counted.Trial => Words.Counted_Trial,
        Counted.Robot => Words.Counted_Robot,
        Counted.Over => Words.Counted_Over,
        _ => Words.Counted_Yes,
    };

    /// <summary>Why there is no figure.</summary>
    public static string Why(CannotSay? why) => why switch { CannotSay.NoAnswers => Words.NoAnswers, CannotSay.AllTheSame => Words.AllTheSame, _ => Words.TooFew };

    /// <summary>What kind of question it is.</summary>
    public static string Kind(QuestionKind kind) => Words.ResourceManager.GetString("Kind_" + kind, CultureInfo.CurrentUICulture) ?? "";

    /// <summary>So many seconds, as a clock would say them.</summary>
    public static string Clock(double seconds) => TimeSpan.FromSeconds(seconds) is var span && span.TotalHours >= 1 ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture) : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>How a file is called by its format.</summary>
    public static string Format(Files.ExportFormat format) => format switch { Files.ExportFormat.Csv => "CSV", Files.ExportFormat.Xlsx => "Excel (XLSX)", Files.ExportFormat.Sav => "SPSS (SAV)", _ => "JSON Lines" };
}
