using Kolot.Core.Calendars;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Clocks;

namespace Kolot.Core.Tests.Respond.Clocks;

public sealed class AnswerTimesTests
{
    [Fact]
    public void A_grave_case_is_given_less_time_than_a_trifle_and_praise_none()
    {
        Assert.Equal([540, 360, 240, 120], Enum.GetValues<CaseUrgency>().Select(urgency => AnswerTimes.Usual.Of(ClockPurpose.FirstAnswer, CaseKind.Complaint, urgency)!.Time.TotalMinutes));
        Assert.Null(AnswerTimes.Usual.Of(ClockPurpose.FirstAnswer, CaseKind.Praise, (CaseUrgency)4));
        Assert.True(AnswerTimes.Usual.Of(ClockPurpose.Solution, CaseKind.Complaint, (CaseUrgency)2)!.Rests);
        Assert.False(AnswerTimes.Usual.Of(ClockPurpose.Cancellation, CaseKind.Request, (CaseUrgency)2)!.Rests);
        Assert.Null(new AnswerTimes([]).Of(ClockPurpose.FirstAnswer, CaseKind.Complaint, (CaseUrgency)2));
    }

    [Fact]
    public void Every_preset_of_law_says_where_it_is_written_and_a_late_visit_what_it_costs()
    {
        Assert.All(TimePresets.All.SelectMany(preset => preset.Lines).Where(line => line.Law is not null), line => Assert.NotNull(ServiceRules.Of(line.Law)?.Source));
        Assert.Equal(["call_back_in_three_hours", "technician_two_hours", "cancel_in_three_days", "cancel_in_six_days"], TimePresets.All.Where(preset => preset.Law is not null).Select(preset => preset.Code));
        Assert.Equal(600, TimePresets.Of("technician_two_hours")!.Pays!.Shekels);
        Assert.Equal("call_back_in_three_hours", TimePresets.Of("call_back_in_three_hours")!.Put(AnswerTimes.Usual).Of(ClockPurpose.CallBack, CaseKind.Request, (CaseUrgency)2)!.Rule);
        Assert.Equal(AnswerTimes.Usual.Lines.Count, TimePresets.Of("cancel_in_six_days")!.Put(AnswerTimes.Usual).Lines.Count);
    }

    [Fact]
    public void What_was_typed_is_kept_and_read_as_it_was()
    {
        var times = Decide(("lines[0].purpose", "FirstAnswer"), ("lines[0].kind", "Complaint"), ("lines[0].hours[1]", "8"), ("lines[0].hours[2]", "4.5"), ("lines[0].hours[4]", "0,25"),
            ("lines[1].purpose", "CallBack"), ("lines[1].law", "call_back_in_three_hours"), ("lines[2].purpose", ""), ("lines[2].hours[1]", "9"), ("lines[3].purpose", "Visit"), ("lines[3].without", "on")).Value;

        Assert.Equal([480, 270, null, 15], times.Lines[0].Minutes);
        Assert.Equal(2, times.Lines.Count);
        var read = AnswerTimesChange.Read(AnswerTimesChange.Write(times));
        Assert.Equal("call_back_in_three_hours", read.Of(ClockPurpose.CallBack, CaseKind.Question, (CaseUrgency)1)!.Rule);
        Assert.Equal(15, read.Of(ClockPurpose.FirstAnswer, CaseKind.Complaint, (CaseUrgency)4)!.Time.TotalMinutes);
        Assert.Null(read.Of(ClockPurpose.FirstAnswer, CaseKind.Question, (CaseUrgency)4));
        Assert.Empty(AnswerTimesChange.Read("""[{"purpose":"SomethingOfLater","minutes":[1,2,3,4]}]""").Lines);
    }

    [Theory]
    [InlineData("lines[0].purpose", "Never", "lines[0].purpose unknown")]
    [InlineData("lines[0].purpose", "3", "lines[0].purpose unknown")]
    [InlineData("lines[0].kind", "Rant", "lines[0].kind unknown")]
    [InlineData("lines[0].law", "no_law", "lines[0].law unknown")]
    [InlineData("lines[0].hours[2]", "soon", "lines[0].hours[2] not_hours")]
    [InlineData("lines[0].hours[2]", "0", "lines[0].hours[2] not_hours")]
    [InlineData("lines[0].hours[2]", "1001", "lines[0].hours[2] not_hours")]
    public void What_makes_no_sense_is_refused_at_its_field(string field, string typed, string fault)
    {
        (string, string)[] given = field == "lines[0].purpose" ? [(field, typed)] : [("lines[0].purpose", "FirstAnswer"), (field, typed)];

        Assert.Equal([fault], ((Refusal.Invalid)Decide(given).Refusal!).Faults.Select(one => $"{one.Field} {one.Reason}"));
    }

    [Fact]
    public void The_same_is_said_once() =>
        Assert.Equal(["lines[1].purpose said_twice"], ((Refusal.Invalid)Decide(("lines[0].purpose", "Visit"), ("lines[1].purpose", "Visit")).Refusal!).Faults.Select(one => $"{one.Field} {one.Reason}"));

    private static Result<AnswerTimes> Decide(params (string Field, string Typed)[] fields) =>
        AnswerTimesChange.Decide(field => fields.Where(one => one.Field == field).Select(one => one.Typed).FirstOrDefault(), 5);
}
