using Kolot.Core.Respond.Allowances;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Respond.Allowances;

public sealed class AllowanceTests
{
    [Theory]
    [InlineData("50", 5_000)]
    [InlineData("49.90", 4_990)]
    [InlineData("₪ 1,200", 120_000)]
    [InlineData("1,200.5 ₪", 120_050)]
    [InlineData("0", 0)]
    public void A_sum_is_read_in_hundredths(string typed, long sum)
    {
        var faults = new List<Fault>();
        Assert.Equal(sum, Amounts.Read(typed, "amount", faults));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("1,5", "not_an_amount")]
    [InlineData("12,50", "not_an_amount")]
    [InlineData("3.999", "not_an_amount")]
    [InlineData("-5", "not_an_amount")]
    [InlineData("חמישים", "not_an_amount")]
    [InlineData("1e3", "not_an_amount")]
    [InlineData("100001", "out_of_range")]
    public void What_may_be_read_in_two_ways_is_refused(string typed, string reason)
    {
        var faults = new List<Fault>();
        Assert.Null(Amounts.Read(typed, "amount", faults));
        Assert.Equal([new Fault("amount", reason)], faults);
    }

    [Theory]
    [InlineData(20_000, "5000,10000,20000")]
    [InlineData(17_350, "2000,5000,10000,17350")]
    [InlineData(3_000, "2000,3000")]
    [InlineData(900, "900")]
    [InlineData(0, "")]
    public void Sums_to_be_spent_by_one_press_are_round_and_never_more_than_is_left(long left, string offered) => Assert.Equal(offered, string.Join(',', Amounts.Offered(left)));

    [Fact]
    public void What_is_left_is_the_less_of_incident_and_month()
    {
        var limit = new AllowanceLimit(20_000, 100_000);
        Assert.Equal(15_000, limit.Left(5_000, 30_000));
        Assert.Equal(1_000, limit.Left(5_000, 99_000));
        Assert.Equal(0, limit.Left(25_000, 0));
    }

    [Fact]
    public void A_limit_of_an_incident_is_no_more_than_that_of_a_month()
    {
        Assert.Equal(new(20_000, 100_000), AllowanceLimit.Read("200", "1,000").Value);
        Assert.Equal(new Fault("incident", "more_than_month"), Assert.IsType<Refusal.Invalid>(AllowanceLimit.Read("200", "100").Refusal).Faults[0]);
    }

    [Fact]
    public void Nothing_is_spent_of_nothing()
    {
        Assert.Equal(new(SpendKind.Gesture, 5_000, "קפה"), SpendDraft.Read(SpendKind.Gesture, "50", " קפה ").Value);
        Assert.Equal([new Fault("amount", "required")], Assert.IsType<Refusal.Invalid>(SpendDraft.Read(SpendKind.Gesture, "", null).Refusal).Faults);
        Assert.Equal([new Fault("amount", "out_of_range")], Assert.IsType<Refusal.Invalid>(SpendDraft.Read(SpendKind.Gesture, "0", null).Refusal).Faults);
    }

    [Fact]
    public void The_digest_tells_the_use_and_stands_the_effect_beside_cases_without()
    {
        var spent = Enumerable.Range(0, 6).Select(at => new SpentCase(at < 4 ? SpendKind.Compensation : SpendKind.Gesture, 1_000, at < 5)).Append(new(SpendKind.Gesture, 500, null)).ToArray();
        var digest = AllowanceDigest.Of(spent, [true, false, false, true, false, false]);
        Assert.Equal((4_000L, 2_500L, 7), (digest.Compensations, digest.Gestures, digest.Cases));
        Assert.Equal((5L, 6L), (digest.Confirmed.Value.Count, digest.Confirmed.Value.N));
        Assert.Equal(0.5, digest.Difference.Value.Difference, 9);
        Assert.Equal(CannotSay.TooFew, AllowanceDigest.Of(spent, [true]).Difference.Why);
    }
}
