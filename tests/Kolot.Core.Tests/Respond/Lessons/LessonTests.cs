using Kolot.Core.Respond.Lessons;

namespace Kolot.Core.Tests.Respond.Lessons;

public sealed class LessonTests
{
    [Theory]
    [InlineData(1, false, false, 0, HardReasons.None)]
    [InlineData(2, false, false, 0, HardReasons.None)]
    [InlineData(3, false, false, 0, HardReasons.Severe)]
    [InlineData(1, true, false, 0, HardReasons.Late)]
    [InlineData(1, false, true, 0, HardReasons.Broken)]
    [InlineData(1, false, false, 2, HardReasons.Reopened)]
    [InlineData(4, true, true, 1, HardReasons.Severe | HardReasons.Late | HardReasons.Broken | HardReasons.Reopened)]
    public void A_case_is_hard_that_hurt_much_was_late_broke_a_promise_or_went_on(int severity, bool late, bool broken, int reopened, HardReasons reasons) =>
        Assert.Equal(reasons, HardCase.Of(severity, late, broken, reopened));

    [Fact]
    public void A_lesson_says_what_happened_and_what_prevents_it()
    {
        Assert.Equal(new LessonDraft("חויב פעמיים", null, "בדיקה לפני חיוב"), LessonDraft.Read(" חויב פעמיים ", " ", "בדיקה לפני חיוב", false).Value);
        Assert.Equal(["happened", "prevents"], Fields(LessonDraft.Read("", "כי כך", null, false)));
        Assert.Equal(["cause"], Fields(LessonDraft.Read("קרה", new string('x', LessonDraft.LongestText + 1), "ימנע", false)));
    }

    [Fact]
    public void That_nothing_is_to_be_learned_is_said_without_losing_what_was_written()
    {
        Assert.True(LessonDraft.Read("", null, " ", true).Value.Declined);
        Assert.Equal(["declined"], Fields(LessonDraft.Read("קרה משהו", null, null, true)));
    }

    private static string[] Fields(Result<LessonDraft> read) => [.. Assert.IsType<Refusal.Invalid>(read.Refusal).Faults.Select(fault => fault.Field)];
}
