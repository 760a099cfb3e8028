using System.Globalization;

namespace Kolot.Core.Calendars;

/// <summary>Decides whether hours of service, as written, can be kept.</summary>
public static class ServiceHoursChange
{
    /// <summary>The most openings of one day.</summary>
    public const int MostOpenings = 8;

    /// <summary>The most exceptions; those of years that are over can go.</summary>
    public const int MostExceptions = 400;

    private const int MostDays = 366;
    private const int LongestWhy = 200;
    private const int MostCandles = 120;

    /// <summary>The hours, or what is wrong with them, each at its place: <c>week.sunday</c>, <c>exceptions[2].until</c>, <c>holidays.eve</c>.</summary>
    public static Result<ServiceHours> Decide(ServiceHoursDraft draft)
    {
        var faults = new List<Fault>();
        var week = Named<DayOfWeek>(draft.Week, "week", faults);
        var holidays = Named<HolidayKind>(draft.Holidays, "holidays", faults);
        if (draft.Exceptions.Count > MostExceptions) faults.Add(new("exceptions", "too_many"));
        var exceptions = draft.Exceptions.Select((days, place) => Exception(days, $"exceptions[{place}]", faults)).OfType<OtherDays>().OrderBy(days => days.From).ToList();
        if (faults.Count == 0) NightsApart(week, faults);
        for (var i = 1; i < exceptions.Count; i++)
            if (exceptions[i].From <= exceptions[i - 1].Until) faults.Add(new($"exceptions[{Place(draft, exceptions[i])}].from", "overlapping"));
        if (draft.Sabbath is { } place) Check(place, faults);
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return new ServiceHours(week.Where(day => day.Value.Count > 0).ToDictionary())
        {
            Exceptions = exceptions,
            Holidays = holidays.ToDictionary(rule => rule.Key, rule => new DayRule(rule.Value)),
            Sabbath = draft.Sabbath is { } sabbath ? new(sabbath.Latitude, sabbath.Longitude, sabbath.Candles) : null,
        };
    }

    /// <summary>The days that are otherwise, or what is wrong with them.</summary>
    public static Result<OtherDays> Decide(OtherDaysDraft draft)
    {
        var faults = new List<Fault>();
        var days = Exception(draft, "", faults);
        return days is null || faults.Count > 0 ? new Refusal.Invalid([.. faults.Select(fault => fault with { Field = fault.Field.TrimStart('.') })]) : days;
    }

    /// <summary>The openings that were written for one day, in order; what is wrong with them joins the faults.</summary>
    public static IReadOnlyList<Opening> Openings(IReadOnlyList<string>? written, string field, ICollection<Fault> faults)
    {
        var openings = (written ?? []).Where(one => !string.IsNullOrWhiteSpace(one)).Select(Opening.Read).ToList();
        var fault = openings.Count > MostOpenings ? "too_many"
            : openings.Exists(one => one is null) ? "not_hours"
            : openings.Exists(one => one!.Value.Until <= one.Value.From) ? "reversed"
            : openings.Exists(one => one!.Value.Until - one.Value.From > Opening.Day) ? "more_than_a_day" : null;
        if (fault is not null)
        {
            faults.Add(new(field, fault));
            return [];
        }

        IReadOnlyList<Opening> sorted = [.. openings.OfType<Opening>().OrderBy(one => one.From)];
        if (sorted.Zip(sorted.Skip(1)).Any(pair => pair.Second.From < pair.First.Until)) faults.Add(new(field, "overlapping"));
        return sorted;
    }

    private static Dictionary<T, IReadOnlyList<Opening>> Named<T>(IReadOnlyDictionary<string, IReadOnlyList<string>> written, string field, List<Fault> faults) where T : struct, Enum
    {
        var named = new Dictionary<T, IReadOnlyList<Opening>>();
        foreach (var (name, openings) in written)
        {
            if (Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => ServiceHoursDraft.Code(value!.Value) == name) is not { } key) faults.Add(new($"{field}.{name}", "unknown"));
            else named[key] = Openings(openings, $"{field}.{name}", faults);
        }

        return named;
    }

    // What goes on past midnight must not run into what the next day begins with.
    private static void NightsApart(Dictionary<DayOfWeek, IReadOnlyList<Opening>> week, List<Fault> faults)
    {
        foreach (var (day, openings) in week)
        {
            var next = week.GetValueOrDefault((DayOfWeek)(((int)day + 1) % 7));
            if (openings.Count > 0 && next is { Count: > 0 } && openings[^1].Until - Opening.Day > next[0].From) faults.Add(new($"week.{ServiceHoursDraft.Code(day)}", "runs_into_next_day"));
        }
    }

    private static OtherDays? Exception(OtherDaysDraft written, string field, List<Fault> faults)
    {
        var before = faults.Count;
        var from = Day(written.From, $"{field}.from", faults);
        if (from is null && faults.Count == before) faults.Add(new($"{field}.from", "required"));
        var until = Day(written.Until, $"{field}.until", faults) ?? from;
        if (from is not null && until < from) faults.Add(new($"{field}.until", "reversed"));
        else if (from is not null && until!.Value.DayNumber - from.Value.DayNumber >= MostDays) faults.Add(new($"{field}.until", "too_long"));
        var openings = Openings(written.Hours, $"{field}.hours", faults);
        var why = PlainText.Of(written.Why, LongestWhy, $"{field}.why", faults);
        return from is { } first && until is { } last && last >= first ? new(first, last, openings, why) : null;
    }

    private static DateOnly? Day(string? written, string field, List<Fault> faults)
    {
        if (string.IsNullOrWhiteSpace(written)) return null;
        if (DateOnly.TryParseExact(written.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1970 and < 2100) return day;
        faults.Add(new(field, "not_a_date"));
        return null;
    }

    private static void Check(SabbathDraft place, List<Fault> faults)
    {
        if (!(Math.Abs(place.Latitude) <= SabbathRest.Furthest)) faults.Add(new("sabbath.latitude", "out_of_range"));
        if (!(Math.Abs(place.Longitude) <= 180)) faults.Add(new("sabbath.longitude", "out_of_range"));
        if (place.Candles is < 0 or > MostCandles) faults.Add(new("sabbath.candles", "out_of_range"));
    }

    private static int Place(ServiceHoursDraft draft, OtherDays days) =>
        draft.Exceptions.Select((written, place) => (written, place)).Where(one => one.written.From?.Trim() == OtherDaysDraft.Day(days.From)).Select(one => one.place).DefaultIfEmpty(0).Last();
}
