using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

/// <summary>Hours of service read in the plainest way: each minute is asked whether it is open. What reckons faster must agree with it.</summary>
public sealed class MinuteWalk(ServiceHours hours, TimeZoneInfo zone)
{
    private readonly Dictionary<DateOnly, IReadOnlyList<Opening>> openings = [];
    private readonly Dictionary<DateOnly, (DateTime From, DateTime Until)?> rests = [];

    /// <summary>Whether a minute is open, by what the clock on the wall shows then.</summary>
    public bool IsOpen(DateTime at)
    {
        var wall = TimeZoneInfo.ConvertTimeFromUtc(at, zone);
        var (day, minute) = (DateOnly.FromDateTime(wall), wall.Hour * 60 + wall.Minute);
        return (Holds(Openings(day), minute) || Holds(Openings(day.AddDays(-1)), minute + Opening.Day)) && !Rests(day, at) && !Rests(day.AddDays(1), at) && !Rests(day.AddDays(-1), at);
    }

    private static bool Holds(IReadOnlyList<Opening> openings, int minute)
    {
        foreach (var opening in openings)
            if (opening.From <= minute && minute < opening.Until) return true;
        return false;
    }

    private IReadOnlyList<Opening> Openings(DateOnly day)
    {
        if (openings.TryGetValue(day, out var known)) return known;
        IReadOnlyList<Opening> found = hours.Week.GetValueOrDefault(day.DayOfWeek) ?? [];
        if (hours.Exceptions.SingleOrDefault(days => days.From <= day && days.Until >= day) is { } other) found = other.Openings;
        else if (HebrewHolidays.On(day) is { } holiday && hours.Holidays.TryGetValue(holiday.Kind, out var rule))
            found = [.. from usual in found from part in rule.Within let cut = new Opening(Math.Max(usual.From, part.From), Math.Min(usual.Until, part.Until)) where cut.From < cut.Until select cut];
        return openings[day] = found;
    }

    private bool Rests(DateOnly day, DateTime at)
    {
        if (!rests.TryGetValue(day, out var rest))
        {
            rest = hours.Sabbath is { } sabbath && (day.DayOfWeek == DayOfWeek.Saturday || HebrewHolidays.On(day)?.Kind == HolidayKind.Rest)
                ? (sabbath.CandleLighting(day.AddDays(-1)), sabbath.Nightfall(day)) : null;
            rests[day] = rest;
        }

        return rest is { } found && found.From <= at && at < found.Until;
    }
}

/// <summary>Hours of service that nobody would keep: several openings a day, over midnight, exceptions, holidays, in places whose clocks do odd things.</summary>
public static class RandomHours
{
    private static readonly TimeZoneInfo[] Places = [.. new[]
    {
        "Asia/Jerusalem", "Asia/Jerusalem", "Asia/Jerusalem", "UTC", "America/New_York", "Australia/Lord_Howe", "Asia/Beirut", "Atlantic/Azores", "America/Havana", "Africa/Casablanca",
        "Pacific/Chatham", "Asia/Kathmandu",
    }.Select(TimeZoneInfo.FindSystemTimeZoneById)];

    // Days around which something happens: clocks forward and back in Israel, in Lebanon, New York and Chatham, a year's end, holidays beside a Sabbath.
    private static readonly DateTime[] Odd = [.. new[]
    {
        "2026-03-26", "2026-10-24", "2026-03-28", "2026-10-31", "2026-03-07", "2026-04-04", "2026-09-26", "2027-12-30", "2026-09-10", "2028-09-19", "2024-10-02", "2025-04-11", "2029-03-29",
    }.Select(day => DateTime.SpecifyKind(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc))];

    /// <summary>Hours, a place, and a moment from which to look at them.</summary>
    public static (ServiceHours Hours, TimeZoneInfo Zone, DateTime From) Next(Random random)
    {
        var from = (random.Next(2) == 0 ? Odd[random.Next(Odd.Length)] : Odd[0].AddDays(random.Next(-800, 3000))).AddMinutes(random.Next(2 * Opening.Day));
        var week = new Dictionary<DayOfWeek, IReadOnlyList<Opening>>();
        foreach (var day in Enum.GetValues<DayOfWeek>())
            if (random.Next(5) > 0) week[day] = Day(random);
        var exceptions = new List<OtherDays>();
        for (var day = DateOnly.FromDateTime(from).AddDays(-1); exceptions.Count < 3; day = exceptions[^1].Until.AddDays(1 + random.Next(3)))
            exceptions.Add(new(day, day.AddDays(random.Next(2)), random.Next(3) == 0 ? [] : Day(random)));
        var hours = new ServiceHours(week)
        {
            Exceptions = random.Next(2) == 0 ? exceptions : [],
            Holidays = Enum.GetValues<HolidayKind>().Where(_ => random.Next(2) == 0).ToDictionary(kind => kind, _ => random.Next(3) == 0 ? DayRule.Closed : new DayRule(Day(random))),
            Sabbath = random.Next(2) == 0 ? new SabbathRest(random.Next(-60, 61), random.Next(30, 40), random.Next(0, 60)) : null,
        };
        return (hours, Places[random.Next(Places.Length)], from);
    }

    private static List<Opening> Day(Random random)
    {
        var openings = new List<Opening>();
        for (var from = random.Next(Opening.Day); from < Opening.Day && openings.Count < 4;)
        {
            var until = from + 1 + random.Next(random.Next(3) == 0 ? Opening.Day : 300);
            openings.Add(new(from, until));
            from = until + random.Next(200);
        }

        return openings;
    }
}
