using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation.Customers;
using Kolot.Shell.Parts;

namespace Kolot.Understand.Scores;

/// <summary>How measures and their numbers are called in the reader's language.</summary>
public static class ScoreWords
{
    /// <summary>A measure's name.</summary>
    public static string Name(Measure measure) => (Shell.Language.Here == "en" ? measure.NameEn : null) ?? measure.Name ?? Of("Measure" + string.Concat(measure.Code.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])));

    /// <summary>How many a number is made of: answers, or closed cases.</summary>
    public static string Count(Measure measure) => measure.IsOfCases ? Words.CasesN : Words.AnswersN;

    /// <summary>An answer that is no number to whoever reads it; null where it is one.</summary>
    public static string? Answer(Measure measure, double answer) => !measure.IsOfCases || measure.Question == OutcomeQuestions.OwnMinutes ? null : answer > 0 ? Words.CasesYes : Words.CasesNo;

    /// <summary>Where a number leads: to its voices, or to its cases.</summary>
    public static string Lead(Measure measure) => measure.IsOfCases ? Words.ToCases : Words.ToVoices;

    /// <summary>A family's name.</summary>
    public static string Family(MeasureFamily family) => Of($"Family{family}");

    /// <summary>A number of a measure, as it is written.</summary>
    public static string Value(Measure measure, double value, bool signed = false) => Numbers.Text(value, measure.Decimals, signed) + Unit(measure);

    /// <summary>The sign after its numbers.</summary>
    public static string Unit(Measure measure) => measure.Kind == MeasureKind.TopBox ? "%" : "";

    /// <summary>What stands after a difference of two of its numbers: that of two shares is no share.</summary>
    public static string OfDifferences(Measure measure) => measure.Kind == MeasureKind.TopBox ? " " + Words.PercentagePoints : "";

    /// <summary>A piece of a period by its first day, or as a month.</summary>
    public static string Short(DaySpan span, Grain grain) => grain == Grain.Month
        ? span.From.ToString("M.yy", CultureInfo.InvariantCulture)
        : span.From.ToString(Shell.Language.Here == "en" ? "d MMM" : "d.M", CultureInfo.InvariantCulture);

    /// <summary>A piece of a period in one word.</summary>
    public static string Piece(Grain grain) => grain switch { Grain.Day => Words.PerDay, Grain.Week => Words.PerWeek, _ => Words.PerMonth };

    /// <summary>A word within a sentence: only names have capitals there.</summary>
    public static string Within(string word) => word.ToLower(CultureInfo.CurrentUICulture);

    /// <summary>By what groups are told apart; an attribute by the customers' pages' name of it.</summary>
    public static string Axis(string by) => by switch
    {
        "channel" => Words.Channel,
        "stage" => Words.Stage,
        "touchpoint" => Words.Touchpoint,
        "unit" => Words.Unit,
        "kind" => Words.Kind,
        "language" => Words.LanguageOf,
        _ => by.StartsWith(ScoreQuery.Attribute, StringComparison.Ordinal) ? CustomerAttributes.NameOf(by[ScoreQuery.Attribute.Length..]) : by,
    };

    private static string Of(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
