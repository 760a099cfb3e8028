using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;

namespace Kolot.Organisation.Hours;

/// <summary>Hours of service in sentences, in the reader's language.</summary>
public static class HoursWords
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private static readonly string[] UsualChannels =
        [.. new[] { "Survey", "Form", "Mail", "Message", "WhatsApp", "Sms", "Social", "Call", "Letter", "Branch", "Team", "Review", "Mystery" }.Select(usual => $"Channel_{usual}")];

    // Between two hours of a range, never broken apart; numbers run from left to right in every language.
    private const string To = "–";

    /// <summary>A day of the week.</summary>
    public static string Day(DayOfWeek day) => CultureInfo.CurrentUICulture.DateTimeFormat.GetDayName(day);

    /// <summary>A date with its day of the week: Sunday 8 Mar, and 8.3 in Hebrew.</summary>
    public static string Date(DateOnly day) => $"{Day(day.DayOfWeek)} {day.ToString(Language.Here == "en" ? "d MMM" : "d.M", CultureInfo.InvariantCulture)}";

    /// <summary>What a holiday is called.</summary>
    public static string Name(Holiday holiday) => Said($"Holiday_{holiday}");

    /// <summary>What a kind of holiday is called.</summary>
    public static string Kind(HolidayKind kind) => Said($"Kind_{kind}");

    /// <summary>Openings by the clock on the wall.</summary>
    public static string Openings(IReadOnlyList<Opening> openings) => openings switch
    {
        [] => Words.Closed,
        [{ From: 0, Until: Opening.Day }] => Words.AllDay,
        _ => string.Join(", ", openings.Select(opening => $"{opening.FromCode}{To}{opening.UntilCode}")),
    };

    /// <summary>When a day is open, where the business is.</summary>
    public static string Openings(ServiceDay day, TimeZoneInfo zone)
    {
        var times = day.Open.Select(time => (From: Moments.Local(time.From, zone), Until: Moments.Local(time.Until, zone))).ToList();
        if (times.Count == 0) return Words.Closed;
        if (times is [{ } whole] && whole.Until - whole.From >= TimeSpan.FromHours(24)) return Words.AllDay;
        return string.Join(", ", times.Select(time => $"{Moments.Hour(time.From)}{To}{(time.Until.TimeOfDay == TimeSpan.Zero ? "24:00" : Moments.Hour(time.Until))}"));
    }

    /// <summary>The week, days that are alike together: Sunday to Thursday.</summary>
    public static IReadOnlyList<(string Days, string Hours)> Week(ServiceHours hours)
    {
        var lines = new List<(DayOfWeek First, DayOfWeek Last, string Hours)>();
        foreach (var day in HoursForm.Days)
        {
            var said = Openings(hours.Of(day));
            if (lines.Count > 0 && lines[^1].Hours == said) lines[^1] = lines[^1] with { Last = day };
            else lines.Add((day, day, said));
        }

        return [.. lines.Select(line => (line.First == line.Last ? Day(line.First) : Words.DaysFromTo.Replace("{0}", Day(line.First), StringComparison.Ordinal).Replace("{1}", Day(line.Last), StringComparison.Ordinal), line.Hours))];
    }

    /// <summary>Why a day is as it is; null where it is a day as any other.</summary>
    public static string? Why(ServiceDay day) => (day.Reason, day.Holiday) switch
    {
        (DayReason.Exception, _) => day.Why ?? Words.OtherDay,
        (_, { } holiday) => Name(holiday.Name),
        _ when day.IsCut => Words.CutBySabbath,
        _ => null,
    };

    /// <summary>What a place is called.</summary>
    public static string Place(Unit? unit, Channel? channel) => (unit, channel) switch
    {
        ({ } u, { } c) => $"{Name(u)} · {Name(c)}",
        ({ } u, _) => Name(u),
        (_, { } c) => Name(c),
        _ => Words.WholeOrganisation,
    };

    /// <summary>A length of time: 3 h 20 min.</summary>
    public static string Length(TimeSpan time)
    {
        var (hours, minutes) = ((int)time.TotalHours, time.Minutes);
        return (hours, minutes) switch
        {
            (0, _) => Put(Words.MinutesCount, minutes),
            (_, 0) => Put(Words.HoursCount, hours),
            _ => $"{Put(Words.HoursCount, hours)} {Put(Words.MinutesCount, minutes)}",
        };
    }

    /// <summary>A moment, where the business is: Sunday 8.3 09:00.</summary>
    public static string Moment(DateTime at, TimeZoneInfo zone) => Moments.Local(at, zone) is var local ? $"{Date(DateOnly.FromDateTime(local))} {Moments.Hour(local)}" : "";

    /// <summary>A day on the way to what is due: what was counted of it, or why nothing was.</summary>
    public static string Step(DueStep step, TimeZoneInfo zone)
    {
        var (day, why) = (Date(step.Day.Day), Why(step.Day) is { } reason ? $" ({reason})" : "");
        if (step.Counted.Count == 0) return step.Day.IsClosed ? $"{day}{why}: {Words.StepClosed}" : $"{day}{why}: {Words.StepOver}";
        var counted = string.Join(", ", step.Counted.Select(time => $"{Moments.Hour(Moments.Local(time.From, zone))}{To}{Moments.Hour(Moments.Local(time.Until, zone))}"));
        var length = Length(new(step.Counted.Sum(time => time.Length.Ticks)));
        return $"{day}{why}: {counted} · {length}" + (step.Left > TimeSpan.Zero ? $" · {Words.StepLeft.Replace("{0}", Length(step.Left), StringComparison.Ordinal)}" : "");
    }

    private static string Put(string sentence, int number) => sentence.Replace("{0}", Numbers.Text(number), StringComparison.Ordinal);

    // Channels have names in Hebrew and English alone: one that is called as usual is called so in every language that customers read.
    private static string Name(Channel channel) =>
        Language.Here is "ar" or "ru" && UsualChannels.FirstOrDefault(key => Words.ResourceManager.GetString(key, English) == channel.NameEn) is { } usual ? Said(usual) : Name((INamed)channel);

    private static string Name(INamed named) => Language.Here != "he" && named.NameEn is { Length: > 0 } english ? english : named.Name;

    private static string Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
