using Kolot.Core;

namespace Kolot.Core.Tests;

public sealed class ResultTests
{
    [Fact]
    public void A_refused_act_has_no_value()
    {
        Result<int> refused = new Refusal.NotFound();

        Assert.True(refused.Refused);
        Assert.Throws<InvalidOperationException>(() => refused.Value);
    }
}
