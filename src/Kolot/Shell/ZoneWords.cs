using System.Text.RegularExpressions;

namespace Kolot.Shell;

/// <summary>What a time zone is called by people: by its city.</summary>
/// <remarks>The runtime knows names too, but tells them for ever in the language of whoever asked first. In English a code names its city itself; in Hebrew these are the names that CLDR gives to exemplar cities.</remarks>
public static partial class ZoneWords
{
    private static readonly Dictionary<string, string> Hebrew = new()
    {
        ["Africa/Cairo"] = "קהיר", ["Africa/Casablanca"] = "קזבלנקה", ["Africa/Johannesburg"] = "יוהנסבורג", ["Africa/Lagos"] = "לגוס", ["Africa/Nairobi"] = "ניירובי",
        ["America/Argentina/Buenos_Aires"] = "בואנוס איירס", ["America/Bogota"] = "בוגוטה", ["America/Chicago"] = "שיקגו", ["America/Denver"] = "דנוור", ["America/Halifax"] = "הליפקס", ["America/Lima"] = "לימה",
        ["America/Los_Angeles"] = "לוס אנג׳לס", ["America/Mexico_City"] = "מקסיקו סיטי", ["America/New_York"] = "ניו יורק", ["America/Phoenix"] = "פיניקס", ["America/Santiago"] = "סנטיאגו", ["America/Sao_Paulo"] = "סאו פאולו",
        ["America/Toronto"] = "טורונטו", ["America/Vancouver"] = "ונקובר", ["Asia/Amman"] = "עמאן", ["Asia/Baku"] = "באקו", ["Asia/Bangkok"] = "בנגקוק", ["Asia/Beirut"] = "ביירות", ["Asia/Dubai"] = "דובאי",
        ["Asia/Hong_Kong"] = "הונג קונג", ["Asia/Jerusalem"] = "ירושלים", ["Asia/Kolkata"] = "קולקטה", ["Asia/Manila"] = "מנילה", ["Asia/Nicosia"] = "ניקוסיה", ["Asia/Riyadh"] = "ריאד", ["Asia/Seoul"] = "סיאול",
        ["Asia/Shanghai"] = "שנחאי", ["Asia/Singapore"] = "סינגפור", ["Asia/Tbilisi"] = "טביליסי", ["Asia/Tel_Aviv"] = "תל אביב", ["Asia/Tokyo"] = "טוקיו", ["Asia/Yerevan"] = "ירוואן",
        ["Australia/Brisbane"] = "בריסביין", ["Australia/Melbourne"] = "מלבורן", ["Australia/Perth"] = "פרת׳", ["Australia/Sydney"] = "סידני",
        ["Europe/Amsterdam"] = "אמסטרדם", ["Europe/Athens"] = "אתונה", ["Europe/Belgrade"] = "בלגרד", ["Europe/Berlin"] = "ברלין", ["Europe/Brussels"] = "בריסל", ["Europe/Bucharest"] = "בוקרשט", ["Europe/Budapest"] = "בודפשט",
        ["Europe/Copenhagen"] = "קופנהגן", ["Europe/Dublin"] = "דבלין", ["Europe/Helsinki"] = "הלסינקי", ["Europe/Istanbul"] = "איסטנבול", ["Europe/Kyiv"] = "קייב", ["Europe/Kiev"] = "קייב", ["Europe/Lisbon"] = "ליסבון",
        ["Europe/London"] = "לונדון", ["Europe/Luxembourg"] = "לוקסמבורג", ["Europe/Madrid"] = "מדריד", ["Europe/Moscow"] = "מוסקבה", ["Europe/Oslo"] = "אוסלו", ["Europe/Paris"] = "פריז", ["Europe/Prague"] = "פראג",
        ["Europe/Riga"] = "ריגה", ["Europe/Rome"] = "רומא", ["Europe/Sofia"] = "סופיה", ["Europe/Stockholm"] = "סטוקהולם", ["Europe/Tallinn"] = "טאלין", ["Europe/Vienna"] = "וינה", ["Europe/Vilnius"] = "וילנה",
        ["Europe/Warsaw"] = "ורשה", ["Europe/Zagreb"] = "זאגרב", ["Europe/Zurich"] = "ציריך", ["Pacific/Auckland"] = "אוקלנד", ["Pacific/Honolulu"] = "הונולולו",
    };

    /// <summary>Its city in the reader's language; its code where nobody named one.</summary>
    public static string Of(TimeZoneInfo zone) => Language.Here == "he" ? Hebrew.GetValueOrDefault(zone.Id, zone.Id) : City().Match(zone.Id) is { Success: true } city ? city.Groups[1].Value.Replace('_', ' ') : zone.Id;

    // Etc/GMT+2 and the like are no cities.
    [GeneratedRegex(@"\A(?:Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)/(?:.*/)?([^/]+)\z")]
    private static partial Regex City();
}
