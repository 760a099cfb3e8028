using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Commitments;

/// <summary>By when something is promised, as it was said: a day with or without an hour, a while from now, or days on which the business is open.</summary>
public sealed record SaidTime
{
    /// <summary>The day, where the business is; null where a while was said.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The hour of that day; null for the whole of it.</summary>
    public TimeOnly? Hour { get; init; }

    /// <summary>In what time from then on, by the clock on the wall.</summary>
    public TimeSpan? While { get; init; }

    /// <summary>Within how many days on which the business is open.</summary>
    public int? OpenDays { get; init; }

    /// <summary>What a sentence says of the time; null where it says nothing that is understood, or what is past.</summary>
    public static SaidTime? In(string sentence, DateOnly today) => SaidTimeReading.Read(sentence, today);

    /// <summary>When that is due.</summary>
    /// <param name="clock">The service hours that the promise is made under.</param>
    /// <param name="said">When it is said, UTC.</param>
    /// <returns>
    /// UTC. A day without an hour is due when service closes on it; where it is closed on that day, when it closes the last time before: whoever hears "by Tuesday" does not wait for Wednesday. Days on which
    /// it is open are counted from the next one on. What would be past by then is due at the end of the day, or at once.
    /// </returns>
    public DateTime Due(ServiceClock clock, DateTime said)
    {
        if (While is { } time) return said + time;
        var today = clock.DayOf(said);
        if (OpenDays is { } days) return EndOf(clock, Open(clock, today, days), said);
        var day = Day ?? today;
        if (Hour is not { } hour) return EndOf(clock, day, said);
        var at = LocalDays.StartOf(day, clock.Zone) + hour.ToTimeSpan();
        // On a day on which clocks are changed, hours are not counted from midnight.
        at += clock.Zone.GetUtcOffset(LocalDays.StartOf(day, clock.Zone)) - clock.Zone.GetUtcOffset(at);
        return at > said ? at : said;
    }

    private static DateOnly Open(ServiceClock clock, DateOnly from, int days)
    {
        // Where it opens hardly ever, all days count.
        var day = from;
        for (var (left, looked) = (days, 0); left > 0; looked++)
        {
            day = day.AddDays(1);
            if (!clock.On(day).IsClosed || looked > 60) left--;
        }

        return day;
    }

    private static DateTime EndOf(ServiceClock clock, DateOnly day, DateTime said)
    {
        for (var before = day; before >= clock.DayOf(said); before = before.AddDays(-1))
            if (clock.On(before).Open is [.., var last] && last.Until > said) return last.Until;
        var end = LocalDays.StartOf(day.AddDays(1), clock.Zone).AddMinutes(-1);
        return end > said ? end : said;
    }
}
