using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Sharing;

public sealed class FeedbackSurveyTests
{
    [Fact]
    public void It_could_be_published_and_says_everything_in_four_languages()
    {
        Assert.Empty(SurveyCheck.FaultsOf(FeedbackSurvey.Survey));
        Assert.Empty(SurveyCheck.Missing(FeedbackSurvey.Survey));
    }

    [Theory]
    [InlineData("praise", "praise")]
    [InlineData("7", null)]
    [InlineData("nonsense", null)]
    public void What_somebody_says_it_is_it_is(string chosen, string? kind) =>
        Assert.Equal(kind, SurveyVoice.Of(new SurveyWalk(FeedbackSurvey.Survey, Given.Nothing.With("kind", chosen).With("comment", "תודה")), new()).Kind);
}
