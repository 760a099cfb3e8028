using System.Globalization;

namespace Kolot.Core.Listen.Importing;

/// <summary>How a column writes its dates.</summary>
public enum DateStyle
{
    /// <summary>2026-11-22, with or without a time and an offset; the year first.</summary>
    YearFirst = 0,

    /// <summary>22/11/2026, as in Israel and most of Europe; points and hyphens too.</summary>
    DayFirst = 1,

    /// <summary>11/22/2026, as in the United States.</summary>
    MonthFirst = 2,

    /// <summary>45983.5: days since 1899-12-30, as Excel counts.</summary>
    Excel = 3,

    /// <summary>1795305600: seconds, or milliseconds, since 1970.</summary>
    Unix = 4,
}

/// <summary>Tells how a column writes its dates, and reads them.</summary>
public static class DateReading
{
    /// <summary>The style that reads all samples, or nearly; null if none does.</summary>
    /// <remarks>Where both orders of day and month fit every sample, the day comes first: only a month above twelve proves the other.</remarks>
    public static DateStyle? Guess(IEnumerable<string> samples)
    {
        var given = samples.Where(sample => !string.IsNullOrWhiteSpace(sample)).Take(500).ToList();
        if (given.Count == 0) return null;
        DateStyle[] styles = [DateStyle.YearFirst, DateStyle.DayFirst, DateStyle.MonthFirst, DateStyle.Unix, DateStyle.Excel];
        var (best, most) = styles
            .Select(style => (style, given.Count(sample => Read(sample, style, TimeZoneInfo.Utc) is { } moment && IsLikely(moment))))
            .MaxBy(pair => pair.Item2);
        // One in ten may be mistyped, and one in a few.
        return most >= Math.Min(given.Count * 0.9, given.Count > 2 ? given.Count - 1 : given.Count) ? best : null;
    }

    /// <summary>Reads a date; null if it is none of that style.</summary>
    /// <param name="text">As written.</param>
    /// <param name="style">How the column writes dates.</param>
    /// <param name="zone">Whose clock is meant where no offset stands.</param>
    public static DateTimeOffset? Read(ReadOnlySpan<char> text, DateStyle style, TimeZoneInfo zone)
    {
        text = text.Trim();
        return style switch
        {
            DateStyle.Excel => Serial(text, zone),
            DateStyle.Unix => Seconds(text),
            _ => Written(text, style, zone),
        };
    }

    /// <summary>Whether a date says no hour: a day as a whole.</summary>
    public static bool IsDayAlone(ReadOnlySpan<char> text, DateStyle style) => style switch
    {
        DateStyle.Unix => false,
        DateStyle.Excel => text.Trim().IndexOf('.') < 0,
        _ => text.Trim().IndexOfAny(" ,Tt") < 0,
    };

    private static bool IsLikely(DateTimeOffset moment) => moment.Year is >= 1990 and <= 2060;

    private static DateTimeOffset? Serial(ReadOnlySpan<char> text, TimeZoneInfo zone) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var days) && days is >= 1 and < 2_958_466
            ? At(new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86_400)), zone)
            : null;

    private static DateTimeOffset? Seconds(ReadOnlySpan<char> text)
    {
        if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return number switch
        {
            >= 100_000_000 and < 10_000_000_000 => DateTimeOffset.FromUnixTimeSeconds(number),
            >= 100_000_000_000 and < 10_000_000_000_000 => DateTimeOffset.FromUnixTimeMilliseconds(number),
            _ => null,
        };
    }

    private static DateTimeOffset? Written(ReadOnlySpan<char> text, DateStyle style, TimeZoneInfo zone)
    {
        if (!Number(ref text, out var first) || !Separator(ref text) || !Number(ref text, out var second) || !Separator(ref text) ||
            !Number(ref text, out var third)) return null;
        // Excel hands over real dates with the year first, even in a column where others were typed by hand.
        if (first >= 1000) style = DateStyle.YearFirst;
        var (year, month, day) = style switch
        {
            DateStyle.YearFirst => (first, second, third),
            DateStyle.DayFirst => (third, second, first),
            _ => (third, first, second),
        };
        if (style == DateStyle.YearFirst && year < 1000) return null;
        if (year < 100) year += year < 70 ? 2000 : 1900;
        if (year is < 1000 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return null;
        if (!Clock.Read(text, out var time, out var offset)) return null;
        var local = new DateTime(year, month, day).Add(time);
        return offset is { } known ? Shifted(local, known) : At(local, zone);
    }

    // An offset may push a date of the first or the last year out of the calendar.
    private static DateTimeOffset? Shifted(DateTime local, TimeSpan offset) =>
        local.Ticks - offset.Ticks is >= 0 and <= 3_155_378_975_999_999_999 ? new(local, offset) : null;

    // An hour that a change of clocks leaves out is read as the hour after it.
    private static DateTimeOffset? At(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return Shifted(local, zone.GetUtcOffset(local));
    }

    private static bool Number(ref ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        var length = 0;
        while (length < text.Length && length < 5 && char.IsAsciiDigit(text[length])) number = (number * 10) + text[length++] - '0';
        text = text[length..];
        return length is > 0 and < 5;
    }

    private static bool Separator(ref ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text[0] is not ('/' or '-' or '.')) return false;
        text = text[1..];
        return true;
    }
}
