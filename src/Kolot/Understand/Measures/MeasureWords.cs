using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Understand.Measures;
using Kolot.Listen;
using Kolot.Listen.VoiceStream;
using Kolot.Shell.Parts;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Measures;

/// <summary>How rules of measures are told in the reader's language.</summary>
public static class MeasureWords
{
    /// <summary>What customers are asked, word by word; null where there is no such sentence.</summary>
    public static string? Asked(Measure measure) =>
        measure.Family == MeasureFamily.Own ? null : Words.ResourceManager.GetString("Asked" + string.Concat(measure.Code.Split('-').Select(part => char.ToUpperInvariant(part[0]) + part[1..])), CultureInfo.CurrentUICulture);

    /// <summary>A rule in one line.</summary>
    public static string Rule(Measure measure) => measure.Kind switch
    {
        MeasureKind.Nps => Words.RuleNps,
        // Of yes and no one does not say "1 and more".
        MeasureKind.TopBox when (measure.Low, measure.High) == (0, 1) => Words.RuleYes,
        MeasureKind.TopBox => Say(Words.RuleTopBox, Number(measure.Top)),
        _ => Words.RuleMean,
    };

    /// <summary>What is counted of closed cases.</summary>
    public static string OfCases(Measure measure) => measure.Question switch
    {
        OutcomeQuestions.SolvedAtFirst => Words.CasesSolvedAtFirst,
        OutcomeQuestions.ContactAgain => Words.CasesContactAgain,
        OutcomeQuestions.OwnMinutes => Words.CasesOwnMinutes,
        _ => Words.CasesConfirmed,
    };

    /// <summary>A kind of measure.</summary>
    public static string Kind(MeasureKind kind) => kind switch { MeasureKind.Nps => Words.KindNps, MeasureKind.TopBox => Words.KindTopBox, _ => Words.KindMean };

    /// <summary>The voices that it is limited to; empty for all.</summary>
    public static string Limits(Measure measure, StreamNames names) => string.Join("; ", VoiceLimits.Read(measure.Voices).Select(limit =>
        $"{ScoreWords.Axis(limit.Name)}: {string.Join(", ", limit.Codes.Select(code => Limit(limit.Name, code, names)))}"));

    /// <summary>One thing that it can be limited to.</summary>
    public static string Limit(string name, string code, StreamNames names) => name switch
    {
        "channel" => VoiceWords.Name(names.Channels.FirstOrDefault(one => one.Code == code)),
        "stage" => VoiceWords.Name(names.Stages.FirstOrDefault(one => one.Code == code)),
        "touchpoint" => VoiceWords.Name(names.Touchpoints.FirstOrDefault(one => one.Code == code)),
        "unit" => VoiceWords.Name(names.Units.FirstOrDefault(one => one.Code == code)),
        "kind" => Enum.TryParse<VoiceKind>(code, ignoreCase: true, out var kind) ? VoiceWords.Kinds(kind) : code,
        _ => VoiceWords.LanguageName(code),
    } is { Length: > 0 } told ? told : code;

    /// <summary>What differs between two versions: what it is, how it was, how it is.</summary>
    public static IEnumerable<(string What, string Was, string Now)> Differences(Measure was, Measure now, StreamNames names)
    {
        (string What, string Was, string Now)[] all =
        [
            (Words.Question, Question(was), Question(now)),
            (Words.Scale, Scale(was), Scale(now)),
            (Words.Top, Number(was.Top), Number(now.Top)),
            (Words.Voices, Limits(was, names), Limits(now, names)),
            (Words.AtLeast, Number(was.AtLeast), Number(now.AtLeast)),
            (Words.Decimals, Number(was.Decimals), Number(now.Decimals)),
        ];
        return all.Where(one => one.Was != one.Now && (one.What != Words.Top || now.Kind == MeasureKind.TopBox))
            .Select(one => one.What == Words.Voices ? (one.What, one.Was.Length > 0 ? one.Was : Words.EveryVoice, one.Now.Length > 0 ? one.Now : Words.EveryVoice) : one);
    }

    /// <summary>A question by its name; the headline score by a word.</summary>
    public static string Question(Measure measure) => measure.Question.Length > 0 ? measure.Question : Words.Headline;

    /// <summary>A scale, in words.</summary>
    public static string Scale(Measure measure) => Say(Words.ScaleOf, Number(measure.Low), Number(measure.High));

    /// <summary>A day.</summary>
    public static string Day(DateOnly day) => day.ToString("d.M.yyyy", CultureInfo.InvariantCulture);

    private static string Number(double number) => Numbers.Text(number, number % 1 == 0 ? 0 : 2);

    private static string Say(string words, params object[] with) => string.Format(CultureInfo.InvariantCulture, words, with);
}
