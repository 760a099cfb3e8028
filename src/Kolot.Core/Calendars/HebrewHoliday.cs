namespace Kolot.Core.Calendars;

/// <summary>What sort of day a holiday is for whoever keeps a business.</summary>
public enum HolidayKind
{
    /// <summary>Work rests: a day of Yom Tov, Yom Kippur.</summary>
    Rest,

    /// <summary>The day before such a day.</summary>
    Eve,

    /// <summary>The days between the first and the last of Sukkot and of Pesach.</summary>
    Between,

    /// <summary>Holocaust Remembrance Day and Memorial Day.</summary>
    Memorial,

    /// <summary>Independence Day.</summary>
    Independence,

    /// <summary>A fast on which work is done.</summary>
    Fast,

    /// <summary>A feast on which work is done: Hanukkah, Purim, Lag BaOmer, Jerusalem Day.</summary>
    Festive,
}

/// <summary>The holidays that are known, as they are kept in Israel.</summary>
public enum Holiday
{
    RoshHashanaEve, RoshHashana, FastOfGedaliah, YomKippurEve, YomKippur, SukkotEve, Sukkot, SukkotBetween, HoshanaRaba, SimchatTorah,
    Hanukkah, FastOfTevet, FastOfEsther, Purim, ShushanPurim, PesachEve, Pesach, PesachBetween, PesachSeventhEve, PesachSeventh,
    HolocaustDay, MemorialDay, IndependenceDay, LagBaOmer, JerusalemDay, ShavuotEve, Shavuot, FastOfTammuz, TishaBAv,
}

/// <summary>A holiday on its day.</summary>
/// <param name="Day">The day; it begins on the evening before.</param>
/// <param name="Name">Which it is.</param>
/// <param name="Kind">What sort of day.</param>
public sealed record HebrewHoliday(DateOnly Day, Holiday Name, HolidayKind Kind);
