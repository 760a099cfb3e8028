using Kolot.Core.Respond.Commitments;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Respond.Commitments;

public sealed class KeptRateTests
{
    [Fact]
    public void A_rate_has_its_number_and_Wilsons_interval()
    {
        // R: prop.test(8, 10, correct = FALSE)
        var rate = KeptRate.Of([.. Judged(8, true), .. Judged(2, false)]).Value;
        Assert.Equal((8, 10, 0.8), (rate.Kept, rate.N, rate.Value));
        Assert.Equal(0.4901625, rate.Interval.Low, 6);
        Assert.Equal(0.9433178, rate.Interval.High, 6);
    }

    [Fact]
    public void Of_few_it_cannot_be_said()
    {
        Assert.Equal(CannotSay.NoAnswers, KeptRate.Of([]).Why);
        Assert.Equal(CannotSay.TooFew, KeptRate.Of([.. Judged(4, true)]).Why);
        Assert.Null(KeptRate.Of([.. Judged(5, true)]).Why);
    }

    [Fact]
    public void Ten_commitments_to_one_customer_are_known_less_well_than_ten_to_ten()
    {
        var customers = new[] { Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7() };
        var few = KeptRate.Of([.. customers.SelectMany((customer, at) => Enumerable.Range(0, 5).Select(_ => new JudgedCommitment(Guid.CreateVersion7(), customer, at > 0)))]).Value;
        var many = KeptRate.Of([.. Judged(10, true), .. Judged(5, false)]).Value;
        Assert.Equal(many.Value, few.Value);
        Assert.True(few.Interval.Half > many.Interval.Half * 1.3);
    }

    private static IEnumerable<JudgedCommitment> Judged(int count, bool kept) => Enumerable.Range(0, count).Select(_ => new JudgedCommitment(Guid.CreateVersion7(), null, kept));
}
