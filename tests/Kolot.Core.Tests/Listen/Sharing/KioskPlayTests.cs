using Kolot.Core.Listen.Sharing;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Sharing;

public sealed class KioskPlayTests
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly Survey Survey = new()
    {
        Screens =
        [
            new()
            {
                Questions =
                [
                    new() { Key = "score", Kind = QuestionKind.Csat },
                    new() { Key = "set", Kind = QuestionKind.Statements, Choices = [.. "abcd".Select(key => new Choice($"{key}", Wording.None))] },
                    new() { Key = "comment", Kind = QuestionKind.Text, IsComment = true },
                ],
            },
        ],
    };

    [Fact]
    public void Who_takes_their_time_is_believed() => Assert.False(Look("4", "3342", 20).IsPlay);

    [Fact]
    public void Nobody_answers_faster_than_one_can_read() => Assert.True(Look("4", "3342", 1.5).IsPlay);

    [Fact]
    public void All_the_same_in_a_straight_row_is_play_only_where_it_was_quick()
    {
        Assert.True(Look("5", "5555", 5).IsPlay);
        Assert.False(Look("5", "5555", 12).IsPlay);
        Assert.False(Look("5", "5554", 5).IsPlay);
    }

    [Fact]
    public void The_same_again_within_seconds_is_play_and_so_is_the_third_within_a_minute()
    {
        var first = Look("2", "", 10);
        var atOnce = Look("2", "", 4, first.Turn, Noon.AddSeconds(4));
        var second = Look("2", "", 10, first.Turn, Noon.AddSeconds(15));
        var third = Look("2", "", 10, second.Turn, Noon.AddSeconds(30));

        Assert.Equal((false, true, false, true), (first.IsPlay, atOnce.IsPlay, second.IsPlay, third.IsPlay));
        Assert.False(Look("2", "", 10, third.Turn, Noon.AddMinutes(2)).IsPlay);
        Assert.False(Look("3", "", 4, first.Turn, Noon.AddSeconds(4)).IsPlay);
    }

    [Fact]
    public void Who_writes_something_is_believed() => Assert.False(Look("5", "5555", 1, comment: "חיכיתי המון זמן").IsPlay);

    private static (bool IsPlay, KioskTurn Turn) Look(string score, string statements, double seconds, KioskTurn? before = null, DateTime? at = null, string? comment = null)
    {
        var given = Given.Nothing.With("score", score).With(statements.Index().Select(one => KeyValuePair.Create($"set.{"abcd"[one.Index]}", (IReadOnlyList<string>)[$"{one.Item}"])));
        if (comment is not null) given = given.With("comment", comment);
        return KioskPlay.Look(new SurveyWalk(Survey, given), TimeSpan.FromSeconds(seconds), before, at ?? Noon);
    }
}
