using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Calendars;

/// <summary>From when until when somebody is there, by the clock on the wall, in minutes from the beginning of the day on which it begins.</summary>
/// <remarks>What ends after midnight belongs to the day on which it began: 22:00 to 02:00 on a Thursday is 1320 to 1560, written <c>22:00-02:00+1</c>. The end is not within it.</remarks>
/// <param name="From">The minute at which it begins: 540 is nine in the morning.</param>
/// <param name="Until">The minute at which it ends; 1440 is midnight.</param>
public readonly partial record struct Opening(int From, int Until)
{
    /// <summary>The minutes of a day.</summary>
    public const int Day = 1440;

    /// <summary>The whole day.</summary>
    public static Opening WholeDay { get; } = new(0, Day);

    /// <summary>Whether it ends on the day after.</summary>
    public bool IsPastMidnight => Until > Day;

    /// <summary>How it is written: <c>09:00-18:00</c>, <c>22:00-02:00+1</c>, <c>00:00-24:00</c>.</summary>
    public string Code => IsPastMidnight ? $"{Clock(From)}-{Clock(Until - Day)}+1" : $"{Clock(From)}-{Clock(Until)}";

    /// <summary>When it begins, as a clock says it.</summary>
    public string FromCode => Clock(From);

    /// <summary>When it ends, as a clock says it: 24:00 at midnight.</summary>
    public string UntilCode => Clock(IsPastMidnight ? Until - Day : Until);

    /// <summary>Of whole hours: nine to six.</summary>
    public static Opening Hours(int from, int until) => new(from * 60, until * 60);

    /// <summary>What was written, such as <c>9:00-18:00</c>, <c>9–18</c> or <c>22:00-02:00+1</c>; null where it is none. Whether it goes the right way round is not asked here.</summary>
    public static Opening? Read(string? written)
    {
        if (written is null || Shape().Match(written.Trim()) is not { Success: true } found) return null;
        if (Minute(found.Groups["h1"].Value, found.Groups["m1"].Value) is not { } from || Minute(found.Groups["h2"].Value, found.Groups["m2"].Value) is not { } until) return null;
        if (from == Day) return null;
        // Whoever ends at 00:00 means the midnight to come, whether or not they say that it is the next day's.
        if (until == 0) until = Day;
        else if (found.Groups["next"].Success && until < Day) until += Day;
        return new(from, until);
    }

    /// <summary>What both have in common; null where they have nothing.</summary>
    public Opening? Within(Opening other)
    {
        var (from, until) = (Math.Max(From, other.From), Math.Min(Until, other.Until));
        return from < until ? new(from, until) : null;
    }

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");

    private static int? Minute(string hour, string minute)
    {
        var total = int.Parse(hour, NumberStyles.None, CultureInfo.InvariantCulture) * 60 + (minute.Length == 0 ? 0 : int.Parse(minute, NumberStyles.None, CultureInfo.InvariantCulture));
        return total <= Day ? total : null;
    }

    [GeneratedRegex(@"^(?<h1>[0-9]{1,2})(:(?<m1>[0-5][0-9]))?\s*[-–—־]\s*(?<h2>[0-9]{1,2})(:(?<m2>[0-5][0-9]))?\s*(?<next>\+1)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
