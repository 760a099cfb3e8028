using System.Globalization;
using Kolot.Core.Calendars;

namespace Kolot.Organisation.Hours;

/// <summary>An opening as somebody typed it.</summary>
public sealed record TypedOpening(string From, string Until, bool Next)
{
    /// <summary>Whether nothing was typed.</summary>
    public bool IsBlank => From.Length == 0 && Until.Length == 0;

    /// <summary>How it would be written.</summary>
    public string Code => $"{From}-{Until}{(Next ? "+1" : "")}";

    /// <summary>How an opening would be typed. A field of time knows no 24:00: it is the 00:00 to come.</summary>
    public static TypedOpening Of(string code) => Opening.Read(code) is { } opening
        ? new(opening.FromCode, opening.Until % Opening.Day == 0 ? "00:00" : opening.UntilCode, opening.IsPastMidnight)
        : new(code, "", false);
}

/// <summary>Days that are otherwise, as somebody typed them.</summary>
public sealed record TypedDays(string From, string Until, string Hours, string Why)
{
    /// <summary>Whether nothing was typed.</summary>
    public bool IsBlank => From.Length + Until.Length + Hours.Length + Why.Length == 0;
}

/// <summary>The hours of a place as a form holds them: text in fields, sense or not.</summary>
public sealed record HoursForm
{
    private const int MostRows = ServiceHoursChange.MostExceptions + 20;
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>The days of the week, Sunday first.</summary>
    public static IReadOnlyList<DayOfWeek> Days { get; } = Enum.GetValues<DayOfWeek>();

    /// <summary>The openings of each day.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<TypedOpening>> Week { get; init; } = new Dictionary<DayOfWeek, IReadOnlyList<TypedOpening>>();

    /// <summary>What holds on each kind of holiday: <c>usual</c>, <c>closed</c> or the hours that stay.</summary>
    public IReadOnlyDictionary<HolidayKind, (string Rule, string Part)> Holidays { get; init; } = new Dictionary<HolidayKind, (string, string)>();

    /// <summary>Days that are otherwise.</summary>
    public IReadOnlyList<TypedDays> Exceptions { get; init; } = [];

    /// <summary>Whether Sabbath and holidays rest by the sun.</summary>
    public bool Rests { get; init; }

    /// <summary>Where.</summary>
    public string Latitude { get; init; } = "";

    /// <summary>Where.</summary>
    public string Longitude { get; init; } = "";

    /// <summary>Minutes before sunset.</summary>
    public string Candles { get; init; } = "20";

    /// <summary>How hours would be typed.</summary>
    public static HoursForm Of(ServiceHours hours)
    {
        var draft = ServiceHoursDraft.Of(hours);
        return new()
        {
            Week = Days.ToDictionary(day => day, IReadOnlyList<TypedOpening> (day) => [.. (draft.Week.GetValueOrDefault(ServiceHoursDraft.Code(day)) ?? []).Select(TypedOpening.Of)]),
            Holidays = Enum.GetValues<HolidayKind>().ToDictionary(kind => kind, kind => draft.Holidays.GetValueOrDefault(ServiceHoursDraft.Code(kind)) switch
            {
                null => ("usual", ""),
                [] => ("closed", ""),
                var part => ("part", string.Join(", ", part)),
            }),
            Exceptions = [.. draft.Exceptions.Select(days => new TypedDays(days.From ?? "", days.Until ?? "", string.Join(", ", days.Hours), days.Why ?? ""))],
            Rests = hours.Sabbath is not null,
            Latitude = hours.Sabbath?.Latitude.ToString(Plain) ?? "",
            Longitude = hours.Sabbath?.Longitude.ToString(Plain) ?? "",
            Candles = (hours.Sabbath?.Candles ?? 20).ToString(Plain),
        };
    }

    /// <summary>What a form holds.</summary>
    public static HoursForm Of(IFormCollection form)
    {
        string Typed(string field) => form[field].ToString().Trim() is { Length: <= 300 } text ? text : "?";
        var rows = Enumerable.Range(0, MostRows).TakeWhile(row => form.ContainsKey($"exceptions[{row}].from"));
        return new()
        {
            Week = Days.ToDictionary(day => day, IReadOnlyList<TypedOpening> (day) => [.. Enumerable.Range(0, ServiceHoursChange.MostOpenings + 2)
                .Select(at => $"{ServiceHoursDraft.Code(day)}.{at}").TakeWhile(name => form.ContainsKey($"{name}.from"))
                .Select(name => new TypedOpening(Typed($"{name}.from"), Typed($"{name}.until"), form.ContainsKey($"{name}.next"))).Where(opening => !opening.IsBlank)]),
            Holidays = Enum.GetValues<HolidayKind>().ToDictionary(kind => kind, kind => (Typed($"holidays.{ServiceHoursDraft.Code(kind)}"), Typed($"holidays.{ServiceHoursDraft.Code(kind)}.part"))),
            Exceptions = [.. rows.Where(row => !form.ContainsKey($"exceptions[{row}].remove")).Select(row => $"exceptions[{row}]")
                .Select(name => new TypedDays(Typed($"{name}.from"), Typed($"{name}.until"), Typed($"{name}.hours"), Typed($"{name}.why"))).Where(days => !days.IsBlank)],
            Rests = form.ContainsKey("rests"),
            Latitude = Typed("sabbath.latitude"),
            Longitude = Typed("sabbath.longitude"),
            Candles = Typed("sabbath.candles"),
        };
    }

    /// <summary>The same, and one thing more that was asked for: Sunday's openings on the other weekdays.</summary>
    public HoursForm With(string more) => more != "copy" ? this : this with
    {
        Week = Week.ToDictionary(day => day.Key, day => day.Key is > DayOfWeek.Sunday and < DayOfWeek.Friday ? Week[DayOfWeek.Sunday] : day.Value),
    };

    /// <summary>What it says, to be decided upon.</summary>
    public ServiceHoursDraft Draft() => new()
    {
        Week = Week.Where(day => day.Value.Count > 0).ToDictionary(day => ServiceHoursDraft.Code(day.Key), IReadOnlyList<string> (day) => [.. day.Value.Select(opening => opening.Code)]),
        Holidays = Holidays.Where(rule => rule.Value.Rule is "closed" or "part").ToDictionary(rule => ServiceHoursDraft.Code(rule.Key), IReadOnlyList<string> (rule) => rule.Value.Rule == "closed" ? [] : Written(rule.Value.Part)),
        Exceptions = [.. Exceptions.Select(days => new OtherDaysDraft(days.From, days.Until, Written(days.Hours, closed: true), days.Why))],
        Sabbath = Rests ? new(Number(Latitude), Number(Longitude), int.TryParse(Candles, NumberStyles.None, Plain, out var candles) ? candles : -1) : null,
    };

    // Nothing where hours should stand is no way to say closed, but among the days that are otherwise it is.
    private static string[] Written(string hours, bool closed = false) =>
        hours.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } written ? written : closed ? [] : ["?"];

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, Plain, out var number) ? number : double.NaN;
}
