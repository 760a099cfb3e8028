using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Understand.Measures;

public sealed class GrainsTests
{
    [Theory]
    [InlineData(Grain.Day, "2026-11-20", "2026-11-22", "20.11-20.11 21.11-21.11 22.11-22.11")]
    [InlineData(Grain.Week, "2026-11-11", "2026-11-24", "11.11-14.11 15.11-21.11 22.11-24.11")]
    [InlineData(Grain.Month, "2026-09-15", "2026-11-24", "15.9-30.9 1.10-31.10 1.11-24.11")]
    public void A_period_is_cut_into_days_weeks_from_Sunday_on_or_months(Grain grain, string from, string to, string pieces) =>
        Assert.Equal(pieces, string.Join(' ', Grains.Cut(new(Day(from), Day(to)), grain).Select(span => string.Create(CultureInfo.InvariantCulture, $"{span.From:d.M}-{span.To:d.M}"))));

    [Theory]
    [InlineData(30, Grain.Day)]
    [InlineData(365, Grain.Week)]
    [InlineData(1_000, Grain.Month)]
    public void A_longer_period_is_cut_into_larger_pieces(int days, Grain grain)
    {
        var period = new DaySpan(new(2026, 1, 1), new DateOnly(2026, 1, 1).AddDays(days - 1));
        Assert.Equal(grain, Grains.For(period));
        Assert.Equal(days, Grains.Cut(period, grain).Sum(span => span.Length));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
