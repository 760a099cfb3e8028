namespace Kolot.Core.Calendars;

/// <summary>When the sun sets and night falls at a place, to the minute or so.</summary>
/// <remarks>
/// The equations of NOAA's solar calculator (https://gml.noaa.gov/grad/solcalc/calcdetails.html), after Jean Meeus, Astronomical Algorithms.
/// The horizon is that of the sea: hills and heights are not known.
/// </remarks>
public static class SunTimes
{
    // The sun's edge at the horizon, refraction included.
    private const double AtSunset = 90.833;

    // Three small stars are seen when the sun is 8.5 degrees below the horizon.
    private const double AtNightfall = 98.5;

    private const double JulianDayOfDayZero = 1_721_425.5;
    private const double JulianDayOf2000 = 2_451_545;

    /// <summary>Sunset in UTC; null where the sun does not set on that day.</summary>
    public static DateTime? Sunset(DateOnly day, double latitude, double longitude) => Passing(day, latitude, longitude, AtSunset);

    /// <summary>Nightfall in UTC: the sun is 8.5 degrees below the horizon; null where it does not get there.</summary>
    public static DateTime? Nightfall(DateOnly day, double latitude, double longitude) => Passing(day, latitude, longitude, AtNightfall);

    private static DateTime? Passing(DateOnly day, double latitude, double longitude, double zenith)
    {
        // The sun moves on while the day goes by: it is asked again where it stands at the moment found.
        var minutes = 720 - 4 * longitude;
        for (var round = 0; round < 3; round++)
        {
            var (equation, declination) = Sun(day.DayNumber + JulianDayOfDayZero + minutes / 1440);
            var cosine = Math.Cos(Radians(zenith)) / (Math.Cos(Radians(latitude)) * Math.Cos(declination)) - Math.Tan(Radians(latitude)) * Math.Tan(declination);
            if (cosine is < -1 or > 1 or double.NaN) return null;
            minutes = 720 - 4 * longitude - equation + 4 * Degrees(Math.Acos(cosine));
        }

        return day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc).AddMinutes(minutes);
    }

    // The equation of time in minutes, and the declination in radians.
    private static (double Equation, double Declination) Sun(double julianDay)
    {
        var t = (julianDay - JulianDayOf2000) / 36_525;
        var longitude = Radians(280.46646 + t * (36_000.76983 + t * 0.0003032));
        var anomaly = Radians(357.52911 + t * (35_999.05029 - 0.0001537 * t));
        var eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
        var centre = Math.Sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t)) + Math.Sin(2 * anomaly) * (0.019993 - 0.000101 * t) + Math.Sin(3 * anomaly) * 0.000289;
        var node = Radians(125.04 - 1_934.136 * t);
        var apparent = longitude + Radians(centre - 0.00569 - 0.00478 * Math.Sin(node));
        var obliquity = Radians(23 + (26 + (21.448 - t * (46.815 + t * (0.00059 - t * 0.001813))) / 60) / 60 + 0.00256 * Math.Cos(node));
        var y = Math.Pow(Math.Tan(obliquity / 2), 2);
        var equation = y * Math.Sin(2 * longitude) - 2 * eccentricity * Math.Sin(anomaly) + 4 * eccentricity * y * Math.Sin(anomaly) * Math.Cos(2 * longitude)
            - y * y / 2 * Math.Sin(4 * longitude) - 1.25 * eccentricity * eccentricity * Math.Sin(2 * anomaly);
        return (4 * Degrees(equation), Math.Asin(Math.Sin(obliquity) * Math.Sin(apparent)));
    }

    private static double Radians(double degrees) => degrees * Math.PI / 180;

    private static double Degrees(double radians) => radians * 180 / Math.PI;
}
