using Kolot.Core.Respond.Restatements;
using Kolot.Core.Statistics;
using static Kolot.Core.Respond.Restatements.RestatementEnding;

namespace Kolot.Core.Tests.Respond.Restatements;

public sealed class UnderstandingTests
{
    [Theory]
    [InlineData(Understanding.None)]
    [InlineData(Understanding.Waiting, Waiting)]
    [InlineData(Understanding.Confirmed, Confirmed)]
    [InlineData(Understanding.Corrected, Corrected)]
    [InlineData(Understanding.Waiting, Corrected, Waiting)]
    [InlineData(Understanding.Confirmed, Replaced, Corrected, Confirmed)]
    [InlineData(Understanding.Skipped, Corrected, Skipped)]
    [InlineData(Understanding.Confirmed, Skipped, Confirmed)]
    [InlineData(Understanding.None, Replaced)]
    public void The_last_thing_that_was_said_back_tells_whether_a_customer_was_understood(Understanding stands, params RestatementEnding[] said) => Assert.Equal(stands, Understandings.Of(said));

    [Fact]
    public void Only_what_a_customer_confirmed_counts_as_understood()
    {
        var share = Understandings.ShareOf([Understanding.Confirmed, Understanding.Confirmed, Understanding.Waiting, Understanding.Skipped, Understanding.None, Understanding.Corrected]).Value;
        Assert.Equal((2L, 6L), (share.Count, share.N));
        Assert.Equal(CannotSay.TooFew, Understandings.ShareOf([Understanding.Confirmed]).Why);
        Assert.Equal(CannotSay.NoAnswers, Understandings.ShareOf([]).Why);
    }

    [Fact]
    public void A_restatement_is_a_text_that_can_be_read()
    {
        Assert.Equal("החשבונית כפולה", Understandings.Read(" החשבונית כפולה ", "text").Value);
        Assert.Equal(new Fault("why", "required"), Assert.IsType<Refusal.Invalid>(Understandings.Read(" ", "why").Refusal).Faults[0]);
        Assert.Equal(new Fault("text", "too_long"), Assert.IsType<Refusal.Invalid>(Understandings.Read(new('א', Understandings.LongestText + 1), "text").Refusal).Faults[0]);
    }
}
