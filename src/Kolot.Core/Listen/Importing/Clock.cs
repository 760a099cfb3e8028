using System.Globalization;

namespace Kolot.Core.Listen.Importing;

/// <summary>Reads what follows a date: the time of day and the offset, each of which may be missing.</summary>
internal static class Clock
{
    public static bool Read(ReadOnlySpan<char> text, out TimeSpan time, out TimeSpan? offset)
    {
        (time, offset) = (default, null);
        if (text.StartsWith("T", StringComparison.OrdinalIgnoreCase)) text = text[1..];
        else if (!text.IsEmpty && text[0] is not (' ' or ',')) return false;
        text = text.Trim().TrimStart(',').Trim();
        if (text.IsEmpty) return true;
        if (!Offset(ref text, out offset)) return false;
        var afternoon = Half(ref text);
        return Parts(text, out time) && InHalf(afternoon, ref time);
    }

    private static bool Offset(ref ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = null;
        if (text[^1] is 'Z' or 'z' || text.EndsWith("UTC", StringComparison.OrdinalIgnoreCase) || text.EndsWith("GMT", StringComparison.OrdinalIgnoreCase))
        {
            offset = TimeSpan.Zero;
            text = text.TrimEnd("ZzUTCGMutcgm").Trim();
            return true;
        }

        var sign = text.LastIndexOfAny('+', '-');
        if (sign < 0) return true;
        var digits = text[(sign + 1)..];
        var hours = digits.Length >= 2 && int.TryParse(digits[..2], NumberStyles.None, CultureInfo.InvariantCulture, out var h) ? h : -1;
        var rest = digits.Length > 2 ? digits[2..].TrimStart(':') : "00";
        if (hours is < 0 or > 14 || !int.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || minutes > 59) return false;
        var span = new TimeSpan(hours, minutes, 0);
        if (span > TimeSpan.FromHours(14)) return false;
        offset = text[sign] == '-' ? -span : span;
        text = text[..sign].Trim();
        return true;
    }

    private static bool? Half(ref ReadOnlySpan<char> text)
    {
        bool? afternoon = text.EndsWith("PM", StringComparison.OrdinalIgnoreCase) || text.EndsWith("אחה\"צ", StringComparison.Ordinal) ? true
            : text.EndsWith("AM", StringComparison.OrdinalIgnoreCase) || text.EndsWith("לפנה\"צ", StringComparison.Ordinal) ? false
            : null;
        if (afternoon is not null) text = text.TrimEnd("APMapmאחלפנה\"צ ");
        return afternoon;
    }

    private static bool InHalf(bool? afternoon, ref TimeSpan time)
    {
        if (afternoon is null) return true;
        if (time.Hours is < 1 or > 12) return false;
        if (time.Hours == 12) time -= TimeSpan.FromHours(12);
        if (afternoon == true) time += TimeSpan.FromHours(12);
        return true;
    }

    private static bool Parts(ReadOnlySpan<char> text, out TimeSpan time)
    {
        time = default;
        Span<Range> parts = stackalloc Range[4];
        var count = text.Split(parts, ':');
        if (count is < 2 or > 3) return false;
        if (!Part(text[parts[0]], 23, out var hours) || !Part(text[parts[1]], 59, out var minutes)) return false;
        var seconds = 0.0;
        if (count == 3 && (!double.TryParse(text[parts[2]], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) || seconds >= 60)) return false;
        time = new TimeSpan(hours, minutes, 0) + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    private static bool Part(ReadOnlySpan<char> text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;
}
