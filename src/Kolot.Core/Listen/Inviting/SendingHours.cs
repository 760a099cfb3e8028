using Kolot.Core.Calendars;

namespace Kolot.Core.Listen.Inviting;

/// <summary>When invitations may reach people: never at night, and unless the organisation says otherwise neither on the Sabbath nor on holidays.</summary>
/// <param name="Weekday">On each day from Sunday to Thursday.</param>
/// <param name="Friday">On Fridays; null for not at all.</param>
/// <param name="Saturday">On Saturdays; null for not at all.</param>
/// <param name="Rests">Whether nothing goes from candle-lighting to nightfall of Sabbaths and holidays, nor on days of remembrance.</param>
/// <remarks>Written as <c>09:00-20:00 09:00-13:00 - rest</c>.</remarks>
public sealed record SendingHours(Opening Weekday, Opening? Friday, Opening? Saturday, bool Rests)
{
    private const string Closed = "-";
    private const string RestsCode = "rest";

    // Customers live all over the country: the candles are lit earliest in Jerusalem, 40 minutes before sunset.
    private static readonly SabbathRest Jerusalem = new(31.78, 35.22, 40);

    /// <summary>What holds where nobody decided.</summary>
    public static SendingHours Usual { get; } = new(Opening.Hours(9, 20), Opening.Hours(9, 13), null, true);

    /// <summary>How they are written.</summary>
    public string Code => $"{Weekday.Code} {Friday?.Code ?? Closed} {Saturday?.Code ?? Closed} {(Rests ? RestsCode : Closed)}";

    /// <summary>The week that a clock reckons with.</summary>
    public ServiceHours Hours
    {
        get
        {
            var week = new Dictionary<DayOfWeek, IReadOnlyList<Opening>>();
            for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Thursday; day++) week[day] = [Weekday];
            if (Friday is { } friday) week[DayOfWeek.Friday] = [friday];
            if (Saturday is { } saturday) week[DayOfWeek.Saturday] = [saturday];
            return !Rests ? new(week) : new(week)
            {
                Sabbath = Jerusalem, Holidays = new Dictionary<HolidayKind, DayRule> { [HolidayKind.Rest] = DayRule.Closed, [HolidayKind.Memorial] = DayRule.Closed },
            };
        }
    }

    /// <summary>What was written; null where it is none.</summary>
    public static SendingHours? Read(string? code) =>
        code?.Split(' ') is [var weekday, var friday, var saturday, var rests] && Opening.Read(weekday) is { } usual ? new(usual, Opening.Read(friday), Opening.Read(saturday), rests == RestsCode) : null;

    /// <summary>The hours as typed, or what is wrong with them.</summary>
    public static Result<SendingHours> Decide((string? From, string? Until) weekday, (string? From, string? Until) friday, (string? From, string? Until) saturday, bool rests)
    {
        var faults = new List<Fault>();
        var usual = Typed(weekday, "weekday", faults);
        var (half, last) = (Typed(friday, "friday", faults), Typed(saturday, "saturday", faults));
        if (usual is null && faults.Count == 0) faults.Add(new("weekday", "required"));
        return usual is { } given && faults.Count == 0 ? new SendingHours(given, half, last, rests) : new Refusal.Invalid(faults);
    }

    private static Opening? Typed((string? From, string? Until) typed, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(typed.From) && string.IsNullOrWhiteSpace(typed.Until)) return null;
        if (Opening.Read($"{typed.From}-{typed.Until}") is { } opening && opening.From < opening.Until && !opening.IsPastMidnight) return opening;
        faults.Add(new(field, "not_hours"));
        return null;
    }
}
