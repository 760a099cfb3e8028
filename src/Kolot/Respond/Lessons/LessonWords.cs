using System.Globalization;
using Kolot.Core.Respond.Lessons;

namespace Kolot.Respond.Lessons;

/// <summary>How lessons are spoken of.</summary>
public static class LessonWords
{
    /// <summary>Why a case was hard, in one sentence.</summary>
    public static string Hard(HardReasons reasons) => Put(Words.HardBecause, string.Join(Words.Comma, HardCase.Each.Where(one => reasons.HasFlag(one)).Select(Reason)));

    /// <summary>One reason.</summary>
    public static string Reason(HardReasons reason) => reason switch
    {
        HardReasons.Severe => Words.Severe,
        HardReasons.Late => Words.Late,
        HardReasons.Broken => Words.Broken,
        _ => Words.Reopened,
    };

    /// <summary>Words with numbers in them.</summary>
    public static string Put(string words, params object[] with) => string.Format(CultureInfo.InvariantCulture, words, with);
}
