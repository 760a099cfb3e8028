using System.Globalization;
using Kolot.Shell.Parts;

namespace Kolot.Benchmarks.Findings;

/// <summary>How long something took, as one says it: five hours, two days.</summary>
public static class Durations
{
    private const double Hour = 60, Day = 24 * 60;

    // Up to how long a unit is told: a day and a half are 36 hours.
    private static readonly (double Below, double Unit, Func<string> One, Func<string> Two, Func<string> Many)[] Units =
    [
        (1, 1, () => Words.UnderMinute, () => Words.UnderMinute, () => Words.UnderMinute),
        (1.5 * Hour, 1, () => Words.OneMinute, () => Words.TwoMinutes, () => Words.ManyMinutes),
        (1.5 * Day, Hour, () => Words.OneHour, () => Words.TwoHours, () => Words.ManyHours),
        (90 * Day, Day, () => Words.OneDay, () => Words.TwoDays, () => Words.ManyDays),
        (double.PositiveInfinity, 30.4 * Day, () => Words.OneMonth, () => Words.TwoMonths, () => Words.ManyMonths),
    ];

    /// <summary>A sentence of Words with its number, for a number of minutes.</summary>
    public static (string Sentence, int Number) Parts(double minutes)
    {
        var (_, unit, one, two, many) = Units.First(unit => minutes < unit.Below);
        var number = Math.Max(1, (int)Math.Round(minutes / unit));
        return (number switch { 1 => one(), 2 => two(), _ => many() }, number);
    }

    /// <summary>The same as text.</summary>
    public static string Text(double minutes) => Parts(minutes) is var (sentence, number) ? string.Format(CultureInfo.InvariantCulture, sentence, Numbers.Text(number)) : "";

    /// <summary>Moments that one looks at on the way to a last one: an hour, a day, a week.</summary>
    public static IEnumerable<double> Marks(double last) =>
        new[] { 1, 5, 15, Hour, 4 * Hour, 12 * Hour, Day, 2 * Day, 4 * Day, 7 * Day, 14 * Day, 30 * Day, 90 * Day, 180 * Day, 365 * Day }.Where(one => one <= last);
}
