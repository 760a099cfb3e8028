using System.Globalization;
using Kolot.Organisation.Hours;
using Kolot.Respond.Clocks;
using Kolot.Shell.Parts;

namespace Kolot.Shell.Today;

/// <summary>How the page of the day says things.</summary>
internal static class TodayWords
{
    /// <summary>A greeting for the hour.</summary>
    public static string Greeting(DateTime local) => local.Hour switch { < 12 => Words.GoodMorning, < 17 => Words.GoodAfternoon, _ => Words.GoodEvening };

    /// <summary>By what a member is greeted.</summary>
    public static string Called(Core.Organisation.Member member) => member.Name.Split(' ')[0];

    /// <summary>What is late and what is due, in one sentence.</summary>
    public static (string? Late, string Due) Day(int late, int ahead) => (late, ahead) switch
    {
        (0, 0) => (null, Begun(Words.NothingDue)),
        (0, 1) => (null, Begun(Words.DueOne)),
        (0, _) => (null, ClockWords.Put(Words.DueMany, Many(ahead))),
        (_, 0) => (Begun(Late(late)), Words.NothingElse),
        (_, 1) => (Begun(Late(late)), Words.AndDueOne),
        _ => (Begun(Late(late)), ClockWords.Put(Words.AndDueMany, Many(ahead))),
    };

    /// <summary>What is to be done.</summary>
    public static string ToDo(DueThing thing) => ClockWords.Put(
        ClockWords.Said($"ToDo_{thing.Clock.Clock.Purpose}") ?? "{0}", thing.Customer ?? thing.Case.Title ?? ClockWords.Put(Words.CaseNumbered, thing.Case.Number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>How many are late.</summary>
    public static string Late(int late) => late == 1 ? Words.LateOne : ClockWords.Put(Words.LateMany, Many(late));

    /// <summary>The hour of a moment, with its day where that is another one.</summary>
    public static string Hour(DateTime at, DateTime now, TimeZoneInfo zone) =>
        Moments.Local(at, zone) is var local && local.Date == Moments.Local(now, zone).Date ? Moments.Hour(local) : HoursWords.Date(DateOnly.FromDateTime(local));

    // It follows the greeting, which is a sentence of its own.
    private static string Begun(string sentence) => char.ToUpper(sentence[0], CultureInfo.CurrentCulture) + sentence[1..];

    private static string Many(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
