namespace Kolot.Core.Calendars;

/// <summary>What time a rule counts.</summary>
public enum RuleCounting
{
    /// <summary>Every minute.</summary>
    EveryMinute,

    /// <summary>The minutes in which it is open.</summary>
    ServiceTime,

    /// <summary>Whole days: to the end of the last of them.</summary>
    Days,
}

/// <summary>Within which time something must be done: by law, or because the organisation says so.</summary>
/// <param name="Code">By what it is known.</param>
/// <param name="Counting">What is counted.</param>
/// <param name="Within">How much of it.</param>
public sealed record ServiceRule(string Code, RuleCounting Counting, TimeSpan Within)
{
    /// <summary>What begins less than this before the end of a working day may wait for the beginning of the next one; null where it may not.</summary>
    public TimeSpan? LateBefore { get; init; }

    /// <summary>Where it is written, as an address; null where the organisation said it itself.</summary>
    public string? Source { get; init; }

    /// <summary>When it is due that began at a moment.</summary>
    public DueTime Due(ServiceClock clock, DateTime from)
    {
        if (LateBefore is { } late && Begins(clock, from, late) is var begins)
            return begins is { } start ? Counted(clock, start) : new(from, Within, null, clock);
        return Counted(clock, from);
    }

    private DueTime Counted(ServiceClock clock, DateTime from) => Counting switch
    {
        RuleCounting.ServiceTime => clock.Due(from, Within),
        RuleCounting.Days => DueTime.ByTheWall(from, LocalDays.StartOf(clock.DayOf(from).AddDays(Within.Days + 1), clock.Zone)),
        _ => DueTime.ByTheWall(from, from + Within),
    };

    // A working day is one on which it is open at all, from its first opening to its last end. Whoever comes before it begins is counted from its beginning.
    private static DateTime? Begins(ServiceClock clock, DateTime from, TimeSpan late)
    {
        for (var day = clock.DayOf(from).AddDays(-1); day <= clock.DayOf(from); day = day.AddDays(1))
            if (clock.On(day) is { IsClosed: false } working && from < working.Open[^1].Until && (day == clock.DayOf(from) || from >= working.Open[0].From))
                return from < working.Open[0].From ? working.Open[0].From : working.Open[^1].Until - from >= late ? from : clock.Opens(working.Open[^1].Until);
        return clock.Opens(from);
    }
}

/// <summary>The rules that Israeli law knows, as they were found; whoever is bound by one looks the law up.</summary>
public static class ServiceRules
{
    private const string PhoneAnswer = "https://www.kolzchut.org.il/he/מענה_טלפוני_חינם_לצרכן_מאת_ספקי_שירותים_מסוימים";
    private const string PhoneService = "https://he.wikisource.org/wiki/תקנות_הגנת_הצרכן_(מתן_שירות_טלפוני)";
    private const string Technician = "https://www.kolzchut.org.il/he/פיצוי_בגין_איחור_טכנאי_או_איש_שירות";
    private const string Cancelling = "https://www.kolzchut.org.il/he/ביטול_עסקה_מתמשכת";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ServiceRule> Israel { get; } =
    [
        // Consumer Protection Law, section 18B(a1)(3): a human answer within six minutes from the beginning of the call.
        new("answer_in_six_minutes", RuleCounting.EveryMinute, TimeSpan.FromMinutes(6)) { Source = PhoneAnswer },
        // Consumer Protection Regulations (telephone service), 2012.
        new("call_back_in_three_hours", RuleCounting.EveryMinute, TimeSpan.FromHours(3)) { LateBefore = TimeSpan.FromHours(2), Source = PhoneService },
        // Section 18A: what may be waited for a technician past the hour that was agreed on, and from when on lateness is paid for.
        new("technician_two_hours", RuleCounting.EveryMinute, TimeSpan.FromHours(2)) { Source = Technician },
        new("technician_paid_lateness", RuleCounting.EveryMinute, TimeSpan.FromHours(4)) { Source = Technician },
        // Section 13D: charging for a continuing transaction ends within three days of the notice, six if it came by registered mail.
        new("cancel_in_three_days", RuleCounting.Days, TimeSpan.FromDays(3)) { Source = Cancelling },
        new("cancel_in_six_days", RuleCounting.Days, TimeSpan.FromDays(6)) { Source = Cancelling },
    ];

    /// <summary>The rule of a code; null where there is none.</summary>
    public static ServiceRule? Of(string? code) => Israel.FirstOrDefault(rule => rule.Code == code);
}
