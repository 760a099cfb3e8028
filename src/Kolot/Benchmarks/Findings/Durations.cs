using System.Globalization;
using Kolot.Shell.Parts;

namespace Kolot.Benchmarks.Findings;

/// <summary>How long something took, as one says it: five hours, two days, two and a half hours.</summary>
public static class Durations
{
    private const double Hour = 60, Day = 24 * Hour, Week = 7 * Day;

    // What is near enough to a whole number to be told as one.
    private const double Near = .04;

    // From how long on a unit is told, where nothing larger tells it whole: a day and a half are 36 hours.
    private static readonly (double From, double Unit, Func<string> One, Func<string> Two, Func<string> Many)[] Units =
    [
        (90 * Day, 30.4 * Day, () => Words.OneMonth, () => Words.TwoMonths, () => Words.ManyMonths),
        (double.PositiveInfinity, Week, () => Words.OneWeek, () => Words.TwoWeeks, () => Words.ManyWeeks),
        (1.5 * Day, Day, () => Words.OneDay, () => Words.TwoDays, () => Words.ManyDays),
        (1.5 * Hour, Hour, () => Words.OneHour, () => Words.TwoHours, () => Words.ManyHours),
        (1, 1, () => Words.OneMinute, () => Words.TwoMinutes, () => Words.ManyMinutes),
    ];

    /// <summary>A sentence of Words with its number and how exactly that is told, for a number of minutes.</summary>
    /// <param name="minutes">How many.</param>
    /// <param name="inDays">Whether days alone are known, of which those are told that are whole: half of a day is nothing that anybody saw.</param>
    public static (string Sentence, double Number, int Decimals) Parts(double minutes, bool inDays = false)
    {
        if (inDays && minutes < Day) return (Words.SameDay, 0, 0);
        if (inDays) minutes = Math.Floor(minutes / Day) * Day;
        if (minutes < 1) return (Words.UnderMinute, 0, 0);
        foreach (var (from, unit, one, two, many) in Units)
        {
            var number = minutes / unit;
            var whole = Math.Round(number);
            if (whole is 1 or 2 && Math.Abs(number - whole) < Near * whole) return (whole == 1 ? one() : two(), whole, 0);
            if (minutes < from) continue;
            return number < 10 && Math.Abs(number - whole) >= Near * number ? (many(), number, 1) : (whole switch { 1 => one(), 2 => two(), _ => many() }, whole, 0);
        }

        return (Words.UnderMinute, 0, 0);
    }

    /// <summary>The same as text.</summary>
    public static string Text(double minutes, bool inDays = false) => Parts(minutes, inDays) is var (sentence, number, decimals) ? string.Format(CultureInfo.InvariantCulture, sentence, Numbers.Text(number, decimals)) : "";

    /// <summary>Moments that one looks at on the way to a last one: an hour, a day, a week.</summary>
    public static IEnumerable<double> Marks(double last, bool inDays = false) =>
        (inDays ? [0, Day, 2 * Day, 4 * Day, Week, 2 * Week, 30 * Day, 91 * Day, 182 * Day, 365 * Day]
            : new[] { 1, 5, 15, Hour, 4 * Hour, 12 * Hour, Day, 2 * Day, 4 * Day, Week, 2 * Week, 30.4 * Day, 91.2 * Day, 182.4 * Day, 365 * Day }).Where(one => one <= last);
}
