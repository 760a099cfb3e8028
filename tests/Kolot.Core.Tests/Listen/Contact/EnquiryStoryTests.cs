using Kolot.Core.Listen.Contact;

namespace Kolot.Core.Tests.Listen.Contact;

public sealed class EnquiryStoryTests
{
    private static readonly DateTime Sunday = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Monday = Sunday.AddDays(1);

    [Fact]
    public void What_came_waits_until_somebody_is_at_it_answers_and_whoever_wrote_says_that_it_is_solved()
    {
        Assert.Equal(new(EnquiryState.Waiting, Sunday), Of((StepKind.Received, Sunday)));
        Assert.Equal(new(EnquiryState.Seen, Sunday), Of((StepKind.Received, Sunday), (StepKind.Seen, null)));
        Assert.Equal(new(EnquiryState.Answered, null), Of((StepKind.Received, Sunday), (StepKind.Seen, null), (StepKind.Answered, null)));
        Assert.Equal(new(EnquiryState.Solved, null), Of((StepKind.Received, Sunday), (StepKind.Answered, null), (StepKind.Solved, null)));
    }

    [Fact]
    public void Whoever_adds_something_before_an_answer_waits_no_longer_for_it() =>
        Assert.Equal(new(EnquiryState.Waiting, Sunday), Of((StepKind.Received, Sunday), (StepKind.Seen, null), (StepKind.Added, Monday)));

    [Fact]
    public void Whoever_says_that_it_is_not_solved_is_answered_again_by_the_time_promised_then() =>
        Assert.Equal(new(EnquiryState.Waiting, Monday), Of((StepKind.Received, Sunday), (StepKind.Answered, null), (StepKind.NotYet, Monday)));

    [Fact]
    public void Nobody_is_late_with_what_nobody_promised()
    {
        Assert.False(Of((StepKind.Received, null)).IsLate(Monday.AddYears(1)));
        Assert.True(Of((StepKind.Received, Sunday)).IsLate(Monday));
        Assert.False(Of((StepKind.Received, Sunday), (StepKind.Answered, null)).IsLate(Monday));
    }

    private static EnquiryStory Of(params (StepKind Kind, DateTime? DueAt)[] steps) => EnquiryStory.Of(steps.Select(step => new StoryStep(step.Kind, step.DueAt)));
}
