using Kolot.Core.Listen.Surveys;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class AnswerReadingTests
{
    [Theory]
    [InlineData(QuestionKind.Nps, "0", true)]
    [InlineData(QuestionKind.Nps, "10", true)]
    [InlineData(QuestionKind.Nps, "11", false)]
    [InlineData(QuestionKind.Nps, "-1", false)]
    [InlineData(QuestionKind.Nps, "9.5", false)]
    [InlineData(QuestionKind.Csat, "0", false)]
    [InlineData(QuestionKind.Ces, "7", true)]
    [InlineData(QuestionKind.Stars, "6", false)]
    [InlineData(QuestionKind.Stars, "٣", false)]
    public void A_score_is_one_of_its_scale(QuestionKind kind, string posted, bool taken)
    {
        var reading = Read(Asked("score", kind), ("score", [posted]));

        Assert.Equal(taken ? [posted] : [], reading.Read["score"]);
        Assert.Equal(taken ? [] : ["score: off_scale"], Faults(reading));
    }

    [Fact]
    public void What_is_wrong_does_not_take_along_what_is_right_beside_it()
    {
        var reading = Read(Asked("set", QuestionKind.Statements, "fast", "kind"), ("set.fast", ["5"]), ("set.kind", ["6"]));

        Assert.Equal(["5"], reading.Read["set.fast"]);
        Assert.Equal(["set.kind: off_scale"], Faults(reading));
    }

    [Fact]
    public void One_is_chosen_and_only_from_what_is_there()
    {
        var question = Asked("one", QuestionKind.One, "a", "b");

        Assert.Equal(["a"], Read(question, ("one", ["a"])).Read["one"]);
        Assert.Equal(["one: unknown"], Faults(Read(question, ("one", ["c"]))));
        Assert.Equal(["one: only_one"], Faults(Read(question, ("one", ["a", "b"]))));
        Assert.Equal(["one: unknown"], Faults(Read(question, ("one", ["other"]), ("one.other", ["משהו"]))));
    }

    [Fact]
    public void Something_else_is_said_by_writing_it_ticked_or_not()
    {
        var question = Asked("several", QuestionKind.Several, "a", "b") with { Other = true };

        var reading = Read(question, ("several", ["a"]), ("several.other", [" חניה "]));

        Assert.Equal(["a", "other"], reading.Read["several"]);
        Assert.Equal(["חניה"], reading.Read["several.other"]);
    }

    [Fact]
    public void None_of_these_excludes_the_others_and_there_are_no_more_than_asked_for()
    {
        var question = Asked("several", QuestionKind.Several, "a", "b", "c", "none") with { Most = 2 };
        question = question with { Choices = [.. question.Choices.Select(choice => choice with { Alone = choice.Key == "none" })] };

        Assert.Equal(["several: excludes"], Faults(Read(question, ("several", ["a", "none"]))));
        Assert.Equal(["several: too_many"], Faults(Read(question, ("several", ["a", "b", "c"]))));
        Assert.Empty(Faults(Read(question, ("several", ["none"]))));
    }

    [Fact]
    public void Places_are_given_once_each_and_some_may_be_left_without()
    {
        var question = Asked("rank", QuestionKind.Ranking, "a", "b", "c");

        Assert.Equal(["c", "a"], Read(question, ("rank.a", ["2"]), ("rank.c", ["1"])).Read["rank"]);
        Assert.Equal(["rank: twice"], Faults(Read(question, ("rank.a", ["1"]), ("rank.c", ["1"]))));
    }

    [Theory]
    [InlineData("12,5", "12.5", null)]
    [InlineData("0,125", "0.125", null)]
    [InlineData("1,5", "1.5", null)]
    [InlineData("1,500", null, "thousands")]
    [InlineData("12,345,678", null, "thousands")]
    [InlineData("1,500.50", null, "thousands")]
    [InlineData("1e400", null, "not_a_number")]
    [InlineData("NaN", null, "not_a_number")]
    [InlineData("-3", null, "too_small")]
    [InlineData("101", null, "too_large")]
    public void A_number_lies_between_its_ends(string posted, string? taken, string? reason)
    {
        var reading = Read(Asked("number", QuestionKind.Number) with { Least = 0, Most = 100 }, ("number", [posted]));

        Assert.Equal(taken is null ? [] : [taken], reading.Read["number"]);
        Assert.Equal(reason is null ? [] : [$"number: {reason}"], Faults(reading));
    }

    [Fact]
    public void What_no_database_can_hold_or_nobody_would_read_is_refused()
    {
        Assert.Equal(["text: not_text"], Faults(Read(Asked("text", QuestionKind.Text), ("text", ["a\0b"]))));
        Assert.Equal(["text: too_long"], Faults(Read(Asked("text", QuestionKind.Text), ("text", [new string('א', 5_001)]))));
        Assert.Equal(["date: not_a_date"], Faults(Read(Asked("date", QuestionKind.Date), ("date", ["2026-02-30"]))));
    }

    [Fact]
    public void Contact_is_kept_in_its_one_form_and_one_part_of_it_is_enough()
    {
        var question = Asked("who", QuestionKind.Contact) with { Needed = Needed.Yes };

        var reading = Read(question, ("who.phone", ["054-123-4567"]));

        Assert.Equal(["+972541234567"], reading.Read["who.phone"]);
        Assert.Empty(reading.Faults);
        Assert.Equal(["who.mail: not_a_mail"], Faults(Read(question, ("who.mail", ["ruti@"]), ("who.name", ["רותי"]))));
    }

    [Theory]
    [InlineData(QuestionKind.Nps)]
    [InlineData(QuestionKind.One)]
    [InlineData(QuestionKind.Text)]
    [InlineData(QuestionKind.Consent)]
    public void What_must_be_answered_is_asked_for(QuestionKind kind)
    {
        var question = Asked("must", kind, "a", "b") with { Needed = Needed.Yes };

        Assert.Equal(["must: required"], Faults(Read(question, ("must", ["  "]))));
        Assert.Empty(Faults(Read(question with { Needed = Needed.Softly })));
    }

    [Fact]
    public void Of_statements_that_must_be_answered_each_is_asked_for()
    {
        var question = Asked("set", QuestionKind.Statements, "fast", "kind", "near") with { Needed = Needed.Yes };

        Assert.Equal(["set.kind: off_scale", "set.fast: required", "set.near: required"], Faults(Read(question, ("set.kind", ["9"]))));
    }

    private static AnswerReading Read(Question question, params (string Field, string[] Values)[] posted)
    {
        var form = posted.ToDictionary(one => one.Field, one => one.Values);
        return AnswerReading.Of([question], field => form.GetValueOrDefault(field, []));
    }

    private static IEnumerable<string> Faults(AnswerReading reading) => reading.Faults.Select(fault => $"{fault.Field}: {fault.Reason}");
}
