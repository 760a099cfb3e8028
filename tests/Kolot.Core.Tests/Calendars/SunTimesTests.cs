using System.Globalization;
using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class SunTimesTests
{
    // Sunset and nightfall by 8.5 degrees, as @hebcal/core 6.9.3 (https://github.com/hebcal/hebcal-es6) has them for the same places, in UTC:
    // Tel Aviv, Jerusalem, Haifa, London.
    [Theory]
    [InlineData(32.0853, 34.7818, "2026-01-02", "14:48:01", "15:27:44")]
    [InlineData(32.0853, 34.7818, "2026-06-19", "16:49:49", "17:32:19")]
    [InlineData(31.7683, 35.2137, "2026-03-20", "15:50:30", "16:26:38")]
    [InlineData(31.7683, 35.2137, "2030-10-06", "15:17:59", "15:54:06")]
    [InlineData(32.794, 34.9896, "2026-12-18", "14:36:25", "15:16:41")]
    [InlineData(51.5074, -0.1278, "2026-06-19", "20:21:05", "21:35:57")]
    [InlineData(51.5074, -0.1278, "2026-12-18", "15:52:13", "16:50:52")]
    public void Sunset_and_nightfall_are_within_half_a_minute_of_another_reckoning(double latitude, double longitude, string day, string sunset, string nightfall)
    {
        var date = DateOnly.Parse(day, CultureInfo.InvariantCulture);

        AssertNear($"{day} {sunset}", SunTimes.Sunset(date, latitude, longitude));
        AssertNear($"{day} {nightfall}", SunTimes.Nightfall(date, latitude, longitude));
    }

    [Fact]
    public void Where_the_sun_does_not_set_there_is_no_sunset_and_where_it_stays_light_no_nightfall()
    {
        Assert.Null(SunTimes.Sunset(new(2026, 6, 21), 69, 18));
        Assert.NotNull(SunTimes.Sunset(new(2026, 6, 21), 60, 25));
        Assert.Null(SunTimes.Nightfall(new(2026, 6, 21), 60, 25));
    }

    [Fact]
    public void Candles_are_lit_before_sunset_on_the_minute_and_rest_ends_on_the_minute_after_nightfall()
    {
        var jerusalem = new SabbathRest(31.7683, 35.2137, 40);

        Assert.Equal(Utc("2026-03-20 15:10"), jerusalem.CandleLighting(new(2026, 3, 20)));
        Assert.Equal(Utc("2026-03-20 16:27"), jerusalem.Nightfall(new(2026, 3, 20)));
        // The north in summer: night is said to have fallen 72 minutes after sunset.
        Assert.Equal(SunTimes.Sunset(new(2026, 6, 21), 60, 25)!.Value.AddMinutes(72), new SabbathRest(60, 25).Nightfall(new(2026, 6, 21)), TimeSpan.FromMinutes(1));
    }

    private static void AssertNear(string expected, DateTime? found) => Assert.Equal(Utc(expected), found!.Value, TimeSpan.FromSeconds(30));

    private static DateTime Utc(string moment) => DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
