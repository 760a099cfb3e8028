namespace Kolot.Core.Calendars;

/// <summary>Reckons with the hours of service: whether it is open, when it opens, and when so much service time has passed.</summary>
/// <remarks>
/// Four hours promised at 16:00 on Thursday, by a business that is open from 9 to 18 from Sunday to Thursday, fall due at 11:00 on Sunday. All moments are UTC.
/// It remembers what it worked out, so keep one for as long as the hours are the same; several may ask it at once.
/// </remarks>
public sealed class ServiceClock
{
    private const long StretchTicks = OpenStretch.Days * TimeSpan.TicksPerDay;

    // Past 2100 nothing is promised.
    private const int Stretches = 130 * 366 / OpenStretch.Days;

    private static readonly TimeSpan Furthest = TimeSpan.FromDays(731);

    private readonly OpenStretch?[] stretches = new OpenStretch?[Stretches];
    private readonly ServiceDays days;

    private ServiceClock(ServiceHours hours, TimeZoneInfo zone) => (Hours, Zone, days) = (hours, zone, new(hours, zone));

    /// <summary>The hours it reckons with.</summary>
    public ServiceHours Hours { get; }

    /// <summary>Where the business is.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The clock of some hours in a time zone.</summary>
    public static ServiceClock Of(ServiceHours hours, TimeZoneInfo zone) => new(hours, zone);

    /// <summary>What holds on a day, where the business is.</summary>
    public ServiceDay On(DateOnly day) => days.On(day);

    /// <summary>The day into which a moment falls, where the business is.</summary>
    public DateOnly DayOf(DateTime at) => days.DayOf(at);

    /// <summary>Whether it is open at a moment.</summary>
    public bool IsOpen(DateTime at) => Stretch(Number(at))?.EndOf(at.Ticks) is not null;

    /// <summary>The first open moment at or after this one; null where there is none within two years.</summary>
    public DateTime? Opens(DateTime at)
    {
        if (IsOpen(at)) return at;
        for (var number = Math.Max(Number(at), 0); number <= Number(at + Furthest); number++)
            if (Stretch(number)?.BeginsAfter(at.Ticks) is { } begins) return begins <= (at + Furthest).Ticks ? Utc(begins) : null;
        return null;
    }

    /// <summary>When it closes that is open at a moment: the moment itself where it is closed; null where it stays open for two years.</summary>
    public DateTime? Closes(DateTime at)
    {
        var moment = at.Ticks;
        while (moment <= (at + Furthest).Ticks)
        {
            if (Stretch(Number(Utc(moment)))?.EndOf(moment) is not { } ends) return Utc(moment);
            moment = ends;
        }

        return null;
    }

    /// <summary>When so much service time has passed: the first moment by which it has, so that what is spent by closing time is due at closing time.</summary>
    public DueTime Due(DateTime from, TimeSpan time) => new(from, time, time <= TimeSpan.Zero ? from : Spent(from.Ticks, time.Ticks), this);

    /// <summary>How much service time lies between two moments; none where the second is not after the first.</summary>
    public TimeSpan Between(DateTime from, DateTime to)
    {
        if (to <= from) return TimeSpan.Zero;
        var (first, last) = (Number(from), Number(to));
        if (first == last) return new((Stretch(first)?.Before(to.Ticks) ?? 0) - (Stretch(first)?.Before(from.Ticks) ?? 0));
        var sum = Stretch(first) is { } begun ? begun.Total - begun.Before(from.Ticks) : 0;
        for (var number = Math.Max(first + 1, 0); number < Math.Min(last, Stretches); number++) sum += Stretch(number)!.Total;
        return new(sum + (Stretch(last)?.Before(to.Ticks) ?? 0));
    }

    private DateTime? Spent(long from, long time)
    {
        var number = Math.Max(Number(Utc(from)), 0);
        if (Stretch(number) is not { } stretch) return null;
        var spent = stretch.Before(from) + time;
        while (spent > stretch.Total)
        {
            spent -= stretch.Total;
            // Of hours that open nowhere ahead nothing ever falls due; looking further than two years at a time of nothing is no use.
            if (stretch.Total == 0 && Opens(StartOf(number)) is null || Stretch(++number) is not { } next) return null;
            stretch = next;
        }

        return Utc(stretch.At(spent));
    }

    // Worked out when it is first asked about; two who ask at once work out the same.
    private OpenStretch? Stretch(int number) =>
        (uint)number >= Stretches ? null : stretches[number] ??= OpenStretch.Of(days, StartOf(number), StartOf(number + 1));

    private static int Number(DateTime at) => (int)Math.Clamp(Math.Floor((double)(at.Ticks - DateTime.UnixEpoch.Ticks) / StretchTicks), -1, Stretches);

    private static DateTime StartOf(int number) => DateTime.UnixEpoch.AddTicks(number * StretchTicks);

    private static DateTime Utc(long ticks) => new(ticks, DateTimeKind.Utc);
}
