using Kolot.Core.Respond.Commitments;

namespace Kolot.Core.Tests.Respond.Commitments;

public sealed class CommitmentStoryTests
{
    private static readonly DateTime Made = new(2026, 11, 29, 9, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Due = Made.AddDays(1);
    private static readonly DateTime Later = Made.AddDays(3);

    [Fact]
    public void What_is_done_by_its_time_is_kept_and_a_minute_later_it_counts_as_broken()
    {
        var open = Story();
        Assert.Equal(OutcomeKind.Kept, open.Do(Due, Made, Due).Value.Kind);
        Assert.Equal(OutcomeKind.Late, open.Do(Due.AddMinutes(1), Made, Due.AddMinutes(1)).Value.Kind);
        Assert.True(Story(new CommitmentLine(OutcomeKind.Kept, Due)).WasKept(Later));
        Assert.False(Story(new CommitmentLine(OutcomeKind.Late, Due)).WasKept(Later));
    }

    [Fact]
    public void Who_did_it_in_time_may_note_it_afterwards_and_a_day_later_no_more()
    {
        Assert.Equal(OutcomeKind.Kept, Story().Do(Due.AddMinutes(-5), Made, Due.AddHours(2)).Value.Kind);
        Assert.Equal("too_long_ago", Reason(Story().Do(Due.AddMinutes(-5), Made, Due.AddDays(1))));
        Assert.Equal("in_future", Reason(Story().Do(Due, Made, Due.AddMinutes(-1))));
        Assert.Equal("before_it_was_made", Reason(Story().Do(Made.AddMinutes(-1), Made, Made)));
    }

    [Fact]
    public void What_nobody_noted_counts_as_broken_once_it_was_due_and_as_nothing_before()
    {
        Assert.Null(Story().WasKept(Due));
        Assert.False(Story().WasKept(Due.AddTicks(1)));
        Assert.True(Story().IsOverdue(Due.AddTicks(1)));
    }

    [Fact]
    public void Another_time_is_agreed_before_it_was_due_and_never_after()
    {
        Assert.Equal(Later, Story(Story().Agree(Later, CustomersWord.Call, Due).Value).DueAt);
        Assert.Equal(new Refusal.Conflict("already_due"), Story().Agree(Later, CustomersWord.Call, Due.AddTicks(1)).Refusal);
        Assert.Equal(new Refusal.Conflict("already_due"), Story().Propose(Later, Due.AddTicks(1)).Refusal);
    }

    [Fact]
    public void Until_the_customer_agrees_the_first_time_stands()
    {
        var asked = Story(Story().Propose(Later, Made).Value);
        Assert.Equal((Due, Later), (asked.DueAt, asked.Asked));
        Assert.False(asked.WasKept(Due.AddTicks(1)));
        Assert.Equal(OutcomeKind.Renegotiated, asked.Agree(Later, CustomersWord.Link, Due).Value.Kind);
    }

    [Fact]
    public void By_a_link_one_agrees_to_what_one_was_asked_and_to_nothing_else()
    {
        Assert.Equal(new Refusal.Conflict("changed_meanwhile"), Story().Agree(Later, CustomersWord.Link, Made).Refusal);
        var asked = Story(Story().Propose(Later, Made).Value);
        Assert.Equal(new Refusal.Conflict("changed_meanwhile"), asked.Agree(Later.AddHours(1), CustomersWord.Link, Made).Refusal);
    }

    [Fact]
    public void What_ended_takes_no_further_line()
    {
        foreach (var end in new[] { OutcomeKind.Kept, OutcomeKind.Late, OutcomeKind.Broken })
        {
            var ended = Story(new CommitmentLine(end, Made));
            Refusal?[] refused = [ended.Do(Made, Made, Made).Refusal, ended.Break(Made).Refusal, ended.Propose(Later, Made).Refusal, ended.Agree(Later, CustomersWord.Call, Made).Refusal];
            Assert.All(refused, refusal => Assert.Equal(new Refusal.Conflict("ended"), refusal));
        }
    }

    [Fact]
    public void The_next_line_is_numbered_after_those_before()
    {
        var story = Story(new(OutcomeKind.Proposed, Made, Later), new(OutcomeKind.Renegotiated, Made, Later), new(OutcomeKind.Kept, Made));
        Assert.Equal((3, 1, CommitmentState.Kept), (story.Lines, story.Agreed, story.State));
    }

    [Theory]
    [InlineData(null, "text", "required")]
    [InlineData("  ", "text", "required")]
    [InlineData("נחזור אליך", "due", "in_past")]
    public void A_commitment_has_a_sentence_and_a_time_to_come(string? text, string field, string reason) =>
        Assert.Contains(new Fault(field, reason), Assert.IsType<Refusal.Invalid>(CommitmentDraft.Read(text, null, Made, Made).Refusal).Faults);

    private static CommitmentStory Story(params CommitmentLine[] lines) => CommitmentStory.Of(Due, lines);

    private static string Reason<T>(Result<T> result) => Assert.IsType<Refusal.Invalid>(result.Refusal).Faults[0].Reason;
}
