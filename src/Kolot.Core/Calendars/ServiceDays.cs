namespace Kolot.Core.Calendars;

/// <summary>Says of each day what holds on it.</summary>
/// <remarks>Hours are those of the clock on the wall: what a clock skips is not open, and an hour that comes twice is open twice.</remarks>
internal sealed class ServiceDays(ServiceHours hours, TimeZoneInfo zone)
{
    /// <summary>The day into which a moment falls, where the business is.</summary>
    public DateOnly DayOf(DateTime at) => DateOnly.FromDateTime(at + zone.GetUtcOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)));

    /// <summary>What holds on a day.</summary>
    public ServiceDay On(DateOnly day)
    {
        var holiday = HebrewHolidays.On(day);
        var exception = hours.Exceptions.FirstOrDefault(days => days.Holds(day));
        var rule = holiday is not null && exception is null ? hours.Holidays.GetValueOrDefault(holiday.Kind) : null;
        var openings = exception?.Openings ?? rule?.Left(hours.Of(day.DayOfWeek)) ?? hours.Of(day.DayOfWeek);
        var reason = exception is not null ? DayReason.Exception : rule is not null ? DayReason.Holiday : DayReason.Week;
        if (openings.Count == 0) return new(day, [], reason) { Holiday = holiday, Why = exception?.Why };

        // In an hour that comes twice, openings come one after the other and then again.
        var open = openings.SelectMany(opening => Moments(day, opening)).OrderBy(time => time.From).ToList();
        var left = hours.Sabbath is { } sabbath ? Without(open, day, sabbath) : open;
        return new(day, left, reason) { Holiday = holiday, Why = exception?.Why, IsCut = left.Sum(time => time.Length.Ticks) < open.Sum(time => time.Length.Ticks) };
    }

    // Where the clock is changed around the opening, before and after are looked for apart.
    private IEnumerable<OpenTime> Moments(DateOnly day, Opening opening)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        var (from, until) = (midnight.AddMinutes(opening.From), midnight.AddMinutes(opening.Until));
        var (before, after) = (zone.GetUtcOffset(from.AddDays(-1)), zone.GetUtcOffset(until.AddDays(1)));
        if (before == after) return [new(from - before, until - before)];

        var change = Change(from.AddDays(-1), until.AddDays(1), before);
        return new[] { new OpenTime(from - before, until - before).Within(DateTime.MinValue, change), new OpenTime(from - after, until - after).Within(change, DateTime.MaxValue) }
            .OfType<OpenTime>();
    }

    private DateTime Change(DateTime before, DateTime after, TimeSpan offset)
    {
        while (after - before > TimeSpan.FromMinutes(1))
        {
            var middle = before.AddMinutes(Math.Floor((after - before).TotalMinutes / 2));
            if (zone.GetUtcOffset(middle) == offset) before = middle;
            else after = middle;
        }

        return after;
    }

    // An opening may reach into the second day after, if it goes on past midnight; and a clock may be hours away from the sun.
    private static List<OpenTime> Without(List<OpenTime> open, DateOnly day, SabbathRest sabbath)
    {
        for (var resting = day.AddDays(-1); resting <= day.AddDays(2); resting = resting.AddDays(1))
        {
            if (!HebrewHolidays.IsRest(resting)) continue;
            var (from, until) = (sabbath.CandleLighting(resting.AddDays(-1)), sabbath.Nightfall(resting));
            open = [.. open.SelectMany(time => new[] { time.Within(DateTime.MinValue, from), time.Within(until, DateTime.MaxValue) }).OfType<OpenTime>()];
        }

        return open;
    }
}
