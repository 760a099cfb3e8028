using System.Collections.Concurrent;
using System.Globalization;

namespace Kolot.Core.Calendars;

/// <summary>The holidays of the Hebrew calendar as they are kept in Israel: one day of Yom Tov, two of Rosh Hashana.</summary>
/// <remarks>
/// Fasts that fall on a Sabbath are kept on the day after, that of Esther on the Thursday before. Memorial Day and Independence Day never touch a Sabbath, nor
/// begin on its night; Holocaust Remembrance Day neither. These are the rules in force since 2004. A day that is two things at once is called by the weightier one.
/// </remarks>
public static class HebrewHolidays
{
    private static readonly HebrewCalendar Calendar = new();

    // What lies outside is unknown to the calendar of the framework.
    private static readonly (int First, int Last) Known = (1584, 2238);

    private static readonly ConcurrentDictionary<int, HebrewHoliday?[]> Years = new();

    /// <summary>The holiday on a day; null where there is none.</summary>
    public static HebrewHoliday? On(DateOnly day) => day.Year < Known.First || day.Year > Known.Last ? null : Years.GetOrAdd(day.Year, OfYear)[day.DayOfYear - 1];

    /// <summary>Whether work rests on a day: it is a Sabbath or a holiday of rest.</summary>
    public static bool IsRest(DateOnly day) => day.DayOfWeek == DayOfWeek.Saturday || On(day)?.Kind == HolidayKind.Rest;

    /// <summary>The holidays from one day to another, both included, in order.</summary>
    public static IEnumerable<HebrewHoliday> Between(DateOnly from, DateOnly until)
    {
        for (var day = from; day <= until; day = day.AddDays(1))
            if (On(day) is { } holiday) yield return holiday;
    }

    private static HebrewHoliday?[] OfYear(int year)
    {
        var days = new HebrewHoliday?[366];
        foreach (var holiday in OfHebrewYear(year + 3760).Concat(OfHebrewYear(year + 3761)))
            if (holiday.Day.Year == year) days[holiday.Day.DayOfYear - 1] ??= holiday;
        return days;
    }

    private static IEnumerable<HebrewHoliday> OfHebrewYear(int year)
    {
        // Months are numbered from Tishrei; where there are two of Adar, Purim is in the second.
        var adar = Calendar.IsLeapYear(year) ? 7 : 6;
        var (nisan, sivan, tammuz, av, elul) = (adar + 1, adar + 3, adar + 4, adar + 5, adar + 6);
        return [.. Autumn(year), .. Winter(year, adar), .. Spring(year, nisan), .. State(year, nisan), .. Feast(Holiday.ShavuotEve, Holiday.Shavuot, year, sivan, 6),
            Fast(Holiday.FastOfTammuz, AfterSabbath(Day(year, tammuz, 17))), Fast(Holiday.TishaBAv, AfterSabbath(Day(year, av, 9))),
            new(Day(year, elul, 29), Holiday.RoshHashanaEve, HolidayKind.Eve)];
    }

    private static IEnumerable<HebrewHoliday> Autumn(int year) =>
    [
        new(Day(year, 1, 1), Holiday.RoshHashana, HolidayKind.Rest), new(Day(year, 1, 2), Holiday.RoshHashana, HolidayKind.Rest),
        Fast(Holiday.FastOfGedaliah, AfterSabbath(Day(year, 1, 3))),
        .. Feast(Holiday.YomKippurEve, Holiday.YomKippur, year, 1, 10),
        .. Feast(Holiday.SukkotEve, Holiday.Sukkot, year, 1, 15), .. Row(Holiday.SukkotBetween, HolidayKind.Between, Day(year, 1, 16), 5),
        .. Feast(Holiday.HoshanaRaba, Holiday.SimchatTorah, year, 1, 22),
    ];

    private static IEnumerable<HebrewHoliday> Winter(int year, int adar)
    {
        var purim = Day(year, adar, 14);
        var esther = purim.AddDays(-1);
        return [.. Row(Holiday.Hanukkah, HolidayKind.Festive, Day(year, 3, 25), 8), Fast(Holiday.FastOfTevet, Day(year, 4, 10)),
            Fast(Holiday.FastOfEsther, esther.DayOfWeek == DayOfWeek.Saturday ? esther.AddDays(-2) : esther),
            new(purim, Holiday.Purim, HolidayKind.Festive), new(purim.AddDays(1), Holiday.ShushanPurim, HolidayKind.Festive)];
    }

    private static IEnumerable<HebrewHoliday> Spring(int year, int nisan) =>
    [
        .. Feast(Holiday.PesachEve, Holiday.Pesach, year, nisan, 15), .. Row(Holiday.PesachBetween, HolidayKind.Between, Day(year, nisan, 16), 4),
        .. Feast(Holiday.PesachSeventhEve, Holiday.PesachSeventh, year, nisan, 21),
        new(Day(year, nisan + 1, 18), Holiday.LagBaOmer, HolidayKind.Festive), new(Day(year, nisan + 1, 28), Holiday.JerusalemDay, HolidayKind.Festive),
    ];

    private static IEnumerable<HebrewHoliday> State(int year, int nisan)
    {
        var holocaust = Day(year, nisan, 27);
        var independence = Day(year, nisan + 1, 5);
        independence = independence.AddDays(independence.DayOfWeek switch { DayOfWeek.Friday => -1, DayOfWeek.Saturday => -2, DayOfWeek.Monday => 1, _ => 0 });
        return [new(holocaust.AddDays(holocaust.DayOfWeek switch { DayOfWeek.Friday => -1, DayOfWeek.Sunday => 1, _ => 0 }), Holiday.HolocaustDay, HolidayKind.Memorial),
            new(independence.AddDays(-1), Holiday.MemorialDay, HolidayKind.Memorial), new(independence, Holiday.IndependenceDay, HolidayKind.Independence)];
    }

    private static IEnumerable<HebrewHoliday> Feast(Holiday eve, Holiday feast, int year, int month, int day) =>
        [new(Day(year, month, day).AddDays(-1), eve, HolidayKind.Eve), new(Day(year, month, day), feast, HolidayKind.Rest)];

    private static IEnumerable<HebrewHoliday> Row(Holiday name, HolidayKind kind, DateOnly first, int days) =>
        Enumerable.Range(0, days).Select(day => new HebrewHoliday(first.AddDays(day), name, kind));

    private static HebrewHoliday Fast(Holiday name, DateOnly day) => new(day, name, HolidayKind.Fast);

    private static DateOnly AfterSabbath(DateOnly day) => day.DayOfWeek == DayOfWeek.Saturday ? day.AddDays(1) : day;

    private static DateOnly Day(int year, int month, int day) => DateOnly.FromDateTime(Calendar.ToDateTime(year, month, day, 0, 0, 0, 0));
}
