namespace Kolot.Core.Calendars;

/// <summary>When an organisation, a unit or a channel is there for its customers, where it is.</summary>
/// <param name="Week">The openings of each day of the week; a day without any is closed.</param>
public sealed record ServiceHours(IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Opening>> Week)
{
    /// <summary>Days that are otherwise, whatever the week and the holidays say.</summary>
    public IReadOnlyList<OtherDays> Exceptions { get; init; } = [];

    /// <summary>What holds on the holidays of the Hebrew calendar; a kind that is not named is as usual.</summary>
    public IReadOnlyDictionary<HolidayKind, DayRule> Holidays { get; init; } = new Dictionary<HolidayKind, DayRule>();

    /// <summary>The rest that is kept from candle-lighting to nightfall, on Sabbaths and holidays; null where the sun decides nothing.</summary>
    public SabbathRest? Sabbath { get; init; }

    /// <summary>Whether there is any opening in the week.</summary>
    public bool OpensInTheWeek => Week.Values.Any(openings => openings.Count > 0);

    /// <summary>What is usual in Israel: nine to six from Sunday to Thursday, until one on Friday; closed on holidays and Independence Day, until one on their eves.</summary>
    public static ServiceHours Usual { get; } = new(SundayToThursday(Opening.Hours(9, 18), Opening.Hours(9, 13)))
    {
        Holidays = new Dictionary<HolidayKind, DayRule>
        {
            [HolidayKind.Rest] = DayRule.Closed, [HolidayKind.Independence] = DayRule.Closed, [HolidayKind.Eve] = new([Opening.Hours(0, 13)]),
        },
    };

    /// <summary>Day and night, every day.</summary>
    public static ServiceHours Always { get; } = new(Enum.GetValues<DayOfWeek>().ToDictionary(day => day, IReadOnlyList<Opening> (_) => [Opening.WholeDay]));

    /// <summary>The openings that the week says for a day.</summary>
    public IReadOnlyList<Opening> Of(DayOfWeek day) => Week.TryGetValue(day, out var openings) ? openings : [];

    /// <summary>A week in which one day from Sunday to Thursday is as the other.</summary>
    public static IReadOnlyDictionary<DayOfWeek, IReadOnlyList<Opening>> SundayToThursday(Opening weekday, Opening? friday = null)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<Opening>>();
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Thursday; day++) week[day] = [weekday];
        if (friday is { } half) week[DayOfWeek.Friday] = [half];
        return week;
    }
}

/// <summary>Days that are otherwise than the week says.</summary>
/// <param name="From">The first of them.</param>
/// <param name="Until">The last of them: the same for one day.</param>
/// <param name="Openings">When it is open on each of them; none for closed.</param>
/// <param name="Why">Why, as customers may read it.</param>
public sealed record OtherDays(DateOnly From, DateOnly Until, IReadOnlyList<Opening> Openings, string? Why = null)
{
    /// <summary>Whether a day is one of them.</summary>
    public bool Holds(DateOnly day) => From <= day && day <= Until;
}

/// <summary>What holds on days of a kind: as usual, closed, or only a part of what is usual.</summary>
/// <remarks>A part never opens what the week keeps closed: an eve until one leaves a Saturday as it is.</remarks>
/// <param name="Within">The part of the usual hours that stays; none for closed.</param>
public sealed record DayRule(IReadOnlyList<Opening> Within)
{
    /// <summary>Closed.</summary>
    public static DayRule Closed { get; } = new([]);

    /// <summary>What is left of the usual openings.</summary>
    public IReadOnlyList<Opening> Left(IReadOnlyList<Opening> usual) =>
        [.. from opening in usual from part in Within let left = opening.Within(part) where left is not null orderby left.Value.From select left.Value];
}

/// <summary>The rest from candle-lighting to nightfall at a place.</summary>
/// <param name="Latitude">Degrees to the north.</param>
/// <param name="Longitude">Degrees to the east.</param>
/// <param name="Candles">How many minutes before sunset the candles are lit: 20 in most of Israel, 40 in Jerusalem, 30 in Haifa.</param>
public sealed record SabbathRest(double Latitude, double Longitude, int Candles = 20)
{
    /// <summary>How far to the north or south it can be reckoned: beyond, there are days without a sunset.</summary>
    public const double Furthest = 65;

    // Where the sun never gets as low as nightfall asks, 72 minutes after sunset are waited for.
    private static readonly TimeSpan WhereItStaysLight = TimeSpan.FromMinutes(72);

    /// <summary>When the candles are lit on a day, in UTC, on the minute before.</summary>
    public DateTime CandleLighting(DateOnly day) => Minute(Sunset(day).AddMinutes(-Candles));

    /// <summary>When night has fallen on a day, in UTC, on the minute after.</summary>
    public DateTime Nightfall(DateOnly day) =>
        Minute((SunTimes.Nightfall(day, Latitude, Longitude) ?? Sunset(day) + WhereItStaysLight).AddMinutes(1).AddTicks(-1));

    private DateTime Sunset(DateOnly day) => SunTimes.Sunset(day, Latitude, Longitude) ?? day.ToDateTime(new(18, 0), DateTimeKind.Utc);

    private static DateTime Minute(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMinute));
}
