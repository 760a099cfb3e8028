namespace Kolot.Core.Calendars;

/// <summary>Hours to begin from, which whoever takes them makes their own.</summary>
public static class HoursPresets
{
    private static readonly IReadOnlyDictionary<HolidayKind, DayRule> Holidays = ServiceHours.Usual.Holidays;

    /// <summary>All of them by code.</summary>
    public static IReadOnlyDictionary<string, ServiceHours> All { get; } = new Dictionary<string, ServiceHours>
    {
        ["office"] = ServiceHours.Usual,
        ["shop"] = new(Shop()) { Holidays = Holidays },
        ["centre"] = new(ServiceHours.SundayToThursday(Opening.Hours(8, 20), Opening.Hours(8, 13))) { Holidays = Holidays },
        ["always-but-sabbath"] = ServiceHours.Always with { Sabbath = new(31.7683, 35.2137, 40) },
        ["always"] = ServiceHours.Always,
    };

    private static Dictionary<DayOfWeek, IReadOnlyList<Opening>> Shop()
    {
        var week = ServiceHours.SundayToThursday(Opening.Hours(9, 13), Opening.Hours(9, 14)).ToDictionary();
        for (var day = DayOfWeek.Sunday; day <= DayOfWeek.Thursday; day++) week[day] = [Opening.Hours(9, 13), Opening.Hours(16, 19)];
        return week;
    }
}

/// <summary>A town, for whoever knows no degrees.</summary>
/// <param name="Code">By what it is known.</param>
/// <param name="Rest">Where it lies, and when the candles are lit there.</param>
public sealed record SabbathPlace(string Code, SabbathRest Rest)
{
    /// <summary>Towns of Israel, with the minutes before sunset that are customary in each.</summary>
    public static IReadOnlyList<SabbathPlace> All { get; } =
    [
        new("jerusalem", new(31.7683, 35.2137, 40)), new("tel-aviv", new(32.0853, 34.7818)), new("haifa", new(32.7940, 34.9896, 30)), new("beer-sheva", new(31.2518, 34.7913)),
        new("tiberias", new(32.7922, 35.5312)), new("eilat", new(29.5577, 34.9519)),
    ];
}
