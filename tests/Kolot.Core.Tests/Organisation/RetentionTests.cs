using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class RetentionTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    [Theory]
    // Just after midnight in Jerusalem it is still the day before in Greenwich.
    [InlineData("2026-11-22T22:30:00Z", 24, "2024-11-22T22:00:00Z")]
    [InlineData("2026-11-23T10:00:00Z", 24, "2024-11-22T22:00:00Z")]
    // In summer the day begins an hour earlier.
    [InlineData("2026-11-23T10:00:00Z", 4, "2026-07-22T21:00:00Z")]
    // A shorter month ends with its last day.
    [InlineData("2026-08-31T10:00:00Z", 2, "2026-06-29T21:00:00Z")]
    [InlineData("2028-02-29T10:00:00Z", 24, "2026-02-27T22:00:00Z")]
    public void The_border_is_the_beginning_of_the_organisations_own_day(string now, int months, string border) =>
        Assert.Equal(Moment(border), RetentionBorder.Of(Moment(now), months, Jerusalem));

    [Theory]
    [InlineData("2026-11-23T10:00:00Z", "2026-11-24T00:30:00Z")]
    [InlineData("2026-11-23T00:29:00Z", "2026-11-23T00:30:00Z")]
    [InlineData("2026-11-23T00:30:00Z", "2026-11-24T00:30:00Z")]
    // The clock is put forward at two, so half past two is not there that night.
    [InlineData("2026-03-26T12:00:00Z", "2026-03-27T00:30:00Z")]
    public void The_next_night_begins_at_half_past_two_where_the_organisation_is(string now, string next) =>
        Assert.Equal(Moment(next), RetentionBorder.NextNight(Moment(now), Jerusalem));

    [Fact]
    public void Months_are_whole_numbers_and_the_log_is_kept_as_long_as_the_law_asks()
    {
        var least = new Dictionary<string, int> { ["voices"] = 0, ["log"] = 24 };

        var decided = RetentionChange.Decide(new Dictionary<string, string> { ["voices"] = " 36 ", ["log"] = "" }, least);
        var refused = RetentionChange.Decide(new Dictionary<string, string> { ["voices"] = "0", ["log"] = "23" }, least);

        Assert.Equal([("voices", 36), ("log", null)], decided.Value.Select(pair => (pair.Key, pair.Value)));
        Assert.Equal([new("voices", "not_months"), new("log", "less_than_law")], Assert.IsType<Refusal.Invalid>(refused.Refusal).Faults);
    }

    private static DateTime Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime;
}
