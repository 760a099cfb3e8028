using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Statistics;

public sealed class SaidTests
{
    [Fact]
    public void A_figure_that_can_be_said_has_no_reason()
    {
        Said<double> figure = 3.5;

        Assert.Null(figure.Why);
        Assert.True(figure.Try(out var value));
        Assert.Equal(3.5, value);
    }

    [Fact]
    public void A_figure_that_cannot_be_said_names_why_and_gives_no_value()
    {
        Said<double> figure = CannotSay.NoAnswers;

        Assert.Equal(CannotSay.NoAnswers, figure.Why);
        Assert.False(figure.Try(out _));
        Assert.Throws<InvalidOperationException>(() => figure.Value);
    }

    [Fact]
    public void An_interval_turned_round_keeps_its_bounds_in_order() => Assert.Equal(new Interval(-4, -2), new Interval(1, 2) * -2);
}
