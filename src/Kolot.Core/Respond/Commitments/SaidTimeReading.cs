using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Core.Respond.Commitments;

/// <summary>Reads what a sentence says of the time, in Hebrew and English.</summary>
internal static partial class SaidTimeReading
{
    private const RegexOptions Plain = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    private static readonly Dictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["a"] = 1, ["an"] = 1, ["one"] = 1, ["two"] = 2, ["three"] = 3, ["four"] = 4, ["five"] = 5, ["six"] = 6, ["seven"] = 7, ["eight"] = 8, ["ten"] = 10, ["a couple of"] = 2,
        ["שני"] = 2, ["שתי"] = 2, ["שלושה"] = 3, ["שלוש"] = 3, ["ארבעה"] = 4, ["ארבע"] = 4, ["חמישה"] = 5, ["חמש"] = 5, ["שישה"] = 6, ["שש"] = 6, ["שבעה"] = 7, ["שבע"] = 7, ["שמונה"] = 8, ["עשרה"] = 10, ["עשר"] = 10,
    };

    private static readonly string[][] Days =
    [
        ["ראשון", "א", "sunday", "sun"], ["שני", "ב", "monday", "mon"], ["שלישי", "ג", "tuesday", "tue"], ["רביעי", "ד", "wednesday", "wed"],
        ["חמישי", "ה", "thursday", "thu"], ["שישי", "ו", "friday", "fri"], ["שבת", "ש", "saturday", "sat"],
    ];

    private static readonly string[] Hours = ["אחת", "שתיים", "שלוש", "ארבע", "חמש", "שש", "שבע", "שמונה", "תשע", "עשר", "אחת עשרה", "שתים עשרה"];

    private static readonly string[][] Months =
    [
        ["ינואר", "jan"], ["פברואר", "feb"], ["מרץ", "mar"], ["אפריל", "apr"], ["מאי", "may"], ["יוני", "jun"],
        ["יולי", "jul"], ["אוגוסט", "aug"], ["ספטמבר", "sep"], ["אוקטובר", "oct"], ["נובמבר", "nov"], ["דצמבר", "dec"],
    ];

    /// <summary>Reads it.</summary>
    public static SaidTime? Read(string sentence, DateOnly today)
    {
        if (WhileOf(sentence) is { } passes) return passes;
        var (day, hour) = (DayOf(sentence, today), HourOf(sentence));
        if (day is null && hour is null) return null;
        return day < today ? null : new() { Day = day ?? today, Hour = hour };
    }

    private static SaidTime? WhileOf(string sentence)
    {
        if (While().Match(sentence) is not { Success: true } said) return null;
        var count = said.Groups["n"] is { Success: true } n ? NumberOf(n.Value) : 1;
        if (count is not { } many) return null;
        var unit = said.Groups["unit"].Value.ToLowerInvariant();
        if (said.Groups["open"].Success) return new() { OpenDays = unit == "יומיים" ? 2 : many };
        return unit switch
        {
            "שעתיים" => Of(TimeSpan.FromHours(2)),
            "יומיים" => Of(TimeSpan.FromDays(2)),
            "שבועיים" => Of(TimeSpan.FromDays(14)),
            _ when unit.StartsWith("חצי", StringComparison.Ordinal) || unit.StartsWith("half", StringComparison.Ordinal) => Of(TimeSpan.FromMinutes(30)),
            _ when unit.StartsWith("דק", StringComparison.Ordinal) || unit.StartsWith("min", StringComparison.Ordinal) => Of(TimeSpan.FromMinutes(many)),
            _ when unit.StartsWith("שע", StringComparison.Ordinal) || unit.StartsWith("hour", StringComparison.Ordinal) => Of(TimeSpan.FromHours(many)),
            _ when unit.StartsWith("שבוע", StringComparison.Ordinal) || unit.StartsWith("week", StringComparison.Ordinal) => Of(TimeSpan.FromDays(7 * many)),
            _ => Of(TimeSpan.FromDays(many)),
        };

        static SaidTime Of(TimeSpan time) => new() { While = time };
    }

    private static DateOnly? DayOf(string sentence, DateOnly today)
    {
        if (Near().Match(sentence) is { Success: true } near) return near.Value.ToLowerInvariant() switch
        {
            "מחרתיים" or "the day after tomorrow" => today.AddDays(2),
            "מחר" or "tomorrow" => today.AddDays(1),
            _ => today,
        };
        if (Date().Match(sentence) is { Success: true } date) return DateOf(date, today);
        if (Named().Match(sentence) is { Success: true } named)
        {
            var month = Array.FindIndex(Months, names => names.Any(name => named.Groups["month"].Value.StartsWith(name, StringComparison.OrdinalIgnoreCase))) + 1;
            return Next(int.Parse(named.Groups["day"].Value, CultureInfo.InvariantCulture), month, today);
        }

        if (Weekday().Match(sentence) is { Success: true } weekday)
        {
            var which = Array.FindIndex(Days, names => names.Contains(weekday.Groups["day"].Value, StringComparer.OrdinalIgnoreCase));
            return today.AddDays(((which - (int)today.DayOfWeek + 6) % 7) + 1);
        }

        // Weeks of business end on Thursday here; the end of a day's service is found where it is asked when that is due.
        if (Week().Match(sentence) is not { Success: true } week) return null;
        var thursday = today.AddDays((int)DayOfWeek.Thursday - (int)today.DayOfWeek + (today.DayOfWeek > DayOfWeek.Thursday ? 7 : 0));
        return week.Groups["next"].Success ? thursday.AddDays(7) : thursday;
    }

    private static DateOnly? DateOf(Match date, DateOnly today)
    {
        var (day, month) = (Part("day"), Part("month"));
        if (!date.Groups["year"].Success) return Next(day, month, today);
        var year = Part("year");
        return Of(day, month, year < 100 ? 2000 + year : year);

        int Part(string name) => int.Parse(date.Groups[name].Value, CultureInfo.InvariantCulture);
    }

    // Without a year it is the next one: nobody promises for the past. What was a week ago is rather a mention of it.
    private static DateOnly? Next(int day, int month, DateOnly today)
    {
        var here = Of(day, month, today.Year);
        return here < today.AddDays(-60) ? Of(day, month, today.Year + 1) : here;
    }

    private static DateOnly? Of(int day, int month, int year) =>
        month is >= 1 and <= 12 && day >= 1 && year is > 0 and < 10000 && day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private static TimeOnly? HourOf(string sentence)
    {
        if (Noon().IsMatch(sentence)) return new(12, 0);
        if (Hour().Match(sentence) is not { Success: true } said) return null;
        var hour = said.Groups["word"] is { Success: true } word ? Array.IndexOf(Hours, word.Value.Replace('-', ' ')) + 1 : int.Parse(said.Groups["hour"].Value, CultureInfo.InvariantCulture);
        var minute = said.Groups["minute"].Success ? int.Parse(said.Groups["minute"].Value, CultureInfo.InvariantCulture) : 0;
        var later = said.Groups["later"].Success;
        if (hour > 23 || (hour > 12 && said.Groups["earlier"].Success)) return null;
        if (later && hour < 12) hour += 12;
        if (said.Groups["earlier"].Success && hour == 12) hour = 0;
        // Nobody promises for four at night: without a word of it, small hours are those of the afternoon.
        if (!later && !said.Groups["earlier"].Success && hour is >= 1 and <= 6 && !said.Groups["hour"].Value.StartsWith('0')) hour += 12;
        return new(hour, minute);
    }

    private static int? NumberOf(string written) =>
        int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number is > 0 and < 1000 ? number : null) : Numbers.TryGetValue(written, out var said) ? said : null;

    [GeneratedRegex(
        @"(?<![\p{L}])(?:עד\s+)?(?:תוך|בתוך|בעוד|לא יאוחר מ-?)\s*(?:כ-?)?(?:(?<n>[0-9]{1,3}|שלושה|שלוש|ארבעה|ארבע|חמישה|חמש|שישה|שש|שבעה|שבע|שמונה|עשרה|עשר|שני|שתי)\s+)?"
        + @"(?<unit>חצי שעה|דקות|דקה|שעתיים|שעות|שעה|יומיים|ימים|ימי|יום|שבועיים|שבועות|שבוע)(?<open>\s+(?:ימי\s+)?(?:עסקים|עבודה))?(?![\p{L}])"
        + @"|\b(?:within|in|no later than)\s+(?:the\s+next\s+)?(?:(?<n>[0-9]{1,3}|a couple of|an|a|one|two|three|four|five|six|seven|eight|ten)\s+)?(?<open>(?:business|working)\s+)?(?<unit>half an hour|minutes?|hours?|days?|weeks?)\b", Plain)]
    private static partial Regex While();

    [GeneratedRegex(@"(?<![\p{L}])(?<=(?:^|[^\p{L}])[ועבל]?)(?:מחרתיים|מחר|היום)(?![\p{L}])|\bthe day after tomorrow\b|\btomorrow\b|\b(?:today|tonight|end of (?:the )?(?:business )?day|EOD|COB)\b", Plain)]
    private static partial Regex Near();

    [GeneratedRegex(@"(?<![0-9:.,/₪$])(?<day>[0-9]{1,2})[./](?<month>[0-9]{1,2})(?:[./](?<year>[0-9]{4}|[0-9]{2}))?(?![0-9:/%]|\s*(?:₪|ש""ח|שקל|%))", Plain)]
    private static partial Regex Date();

    [GeneratedRegex(
        @"(?<![\p{L}0-9])(?:[בלה]|עד ה|ב-|ה-|ל-)?-?(?<day>[0-9]{1,2})\s+[בל]?(?<month>ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)(?![\p{L}])"
        + @"|\b(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\b(?<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\s+(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b", Plain)]
    private static partial Regex Named();

    [GeneratedRegex(@"(?<![\p{L}])[בל]?(?:יום|ימי)\s+(?<day>ראשון|שני|שלישי|רביעי|חמישי|שישי|שבת|[אבגדהוש](?=['׳’]))|\b(?<day>sunday|monday|tuesday|wednesday|thursday|friday|saturday|sun|mon|tue|wed|thu|fri|sat)\b", Plain)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?<![\p{L}])(?:[בל]?סוף\s+השבוע|השבוע|(?<next>[בל]?שבוע\s+הבא|[בל]?תחילת\s+השבוע\s+הבא))(?![\p{L}])|\b(?:(?<next>next\s+week)|(?:end\s+of\s+(?:the|this)\s+week|this\s+week))\b", Plain)]
    private static partial Regex Week();

    [GeneratedRegex(
        @"(?<![\p{L}])(?:(?:ב|ל|עד\s+ה?)?שעה|ב[-־]|עד)\s*[-־]?(?<hour>[0-9]{1,2})(?::(?<minute>[0-5][0-9]))?(?![0-9/]|\.[0-9])(?!\s*(?:ימים|ימי|שעות|דקות|ש""ח|₪|שקל|אחוז|%|ל?חודש|[בל]?(?:ינואר|פברואר|מרץ|אפריל|מאי|יוני|יולי|אוגוסט|ספטמבר|אוקטובר|נובמבר|דצמבר)))(?:\s+(?:(?<earlier>בבוקר)|(?<later>אחר הצהריים|אחה""צ|אחה״צ|בערב|בצהריים)))?"
        + @"|(?<![\p{L}])(?:ב|ל|עד\s+ה?)?שעה\s+(?<word>אחת[ -]עשרה|שתים[ -]עשרה|שתיים|שלוש|ארבע|חמש|שש|שבע|שמונה|תשע|עשר|אחת)(?![\p{L}])(?:\s+(?:(?<earlier>בבוקר)|(?<later>אחר הצהריים|אחה""צ|אחה״צ|בערב|בצהריים)))?"
        + @"|(?<![0-9./])(?<hour>[0-9]{1,2}):(?<minute>[0-5][0-9])(?:\s*(?:(?<earlier>a\.?m)|(?<later>p\.?m)))?|\b(?:at|by|before)\s+(?<hour>[0-9]{1,2})(?:\s*(?:(?<earlier>a\.?m)|(?<later>p\.?m)|o['’]clock))|\b(?<hour>[0-9]{1,2})\s*(?:(?<earlier>a\.?m)|(?<later>p\.?m))\b"
        + @"|\bat\s+(?<hour>[0-9]{1,2})(?=\s*(?:[.!,;)]|$|on\b|tomorrow\b|today\b|and\b))(?!\.[0-9])", Plain)]
    private static partial Regex Hour();

    [GeneratedRegex(@"\b(?:by|at|before)\s+noon\b", Plain)]
    private static partial Regex Noon();
}
