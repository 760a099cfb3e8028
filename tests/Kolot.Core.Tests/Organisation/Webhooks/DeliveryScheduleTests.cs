using Kolot.Core.Organisation.Webhooks;

namespace Kolot.Core.Tests.Organisation.Webhooks;

public sealed class DeliveryScheduleTests
{
    [Fact]
    public void A_message_is_tried_ten_times_within_somewhat_more_than_three_days()
    {
        TimeSpan?[] waits = [.. Enumerable.Range(1, 10).Select(tries => DeliverySchedule.Next(tries, null, 0))];

        Assert.Equal(
            [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400, null],
            waits.Select(wait => wait is { } left ? (int?)left.TotalSeconds : null));
    }

    [Theory]
    [InlineData(0, 300)]
    [InlineData(0.5, 315)]
    [InlineData(1, 330)]
    public void What_failed_together_comes_back_apart_and_never_too_early(double chance, double seconds) =>
        Assert.Equal(seconds, DeliverySchedule.Next(2, null, chance)?.TotalSeconds);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(2, 5)]
    [InlineData(-60, 5)]
    [InlineData(1_000_000, 86_400)]
    public void An_endpoint_that_asks_to_be_left_alone_is_not_asked_before_but_within_a_day(int wanted, int seconds) =>
        Assert.Equal(seconds, DeliverySchedule.Next(1, TimeSpan.FromSeconds(wanted), 0)?.TotalSeconds);

    [Fact]
    public void Whoever_asks_to_be_left_alone_at_the_last_try_is() => Assert.Null(DeliverySchedule.Next(10, TimeSpan.FromSeconds(60), 0));

    [Theory]
    [InlineData(200, null)]
    [InlineData(204, null)]
    [InlineData(299, null)]
    [InlineData(301, "redirect")]
    [InlineData(304, "redirect")]
    [InlineData(400, "refused")]
    [InlineData(410, "gone")]
    [InlineData(429, "refused")]
    [InlineData(503, "refused")]
    public void Only_what_begins_with_a_two_says_that_it_was_taken(int status, string? reason) =>
        Assert.Equal(reason, DeliveryAnswer.Of(status, null, null).Reason);

    [Fact]
    public void An_endpoint_is_switched_off_at_once_when_it_is_gone_and_after_five_days_of_failing()
    {
        var now = new DateTime(2026, 11, 29, 12, 0, 0, DateTimeKind.Utc);
        var failed = DeliveryAnswer.Of(500, null, null);

        Assert.Equal("gone", EndpointHealth.OffBecause(DeliveryAnswer.Of(410, null, null), null, now));
        Assert.Null(EndpointHealth.OffBecause(failed, null, now));
        Assert.Null(EndpointHealth.OffBecause(failed, now.AddDays(-4.9), now));
        Assert.Equal("failing", EndpointHealth.OffBecause(failed, now.AddDays(-5), now));
        Assert.Null(EndpointHealth.OffBecause(DeliveryAnswer.Of(200, null, null), now.AddDays(-6), now));
    }
}
