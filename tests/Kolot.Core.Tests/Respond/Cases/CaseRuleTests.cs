using Kolot.Core.Listen;
using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Tests.Respond.Cases;

public sealed class CaseRuleTests
{
    private static readonly Guid Haifa = new("019a4b1e-2a00-7c54-9d65-3b4c5d6e7f80");

    [Theory]
    [InlineData(VoiceKind.Complaint, null, false, true)]
    [InlineData(VoiceKind.Question, null, false, true)]
    [InlineData(VoiceKind.Idea, null, false, true)]
    [InlineData(VoiceKind.Praise, null, false, false)]
    [InlineData(VoiceKind.Feedback, 10.0, false, false)]
    [InlineData(VoiceKind.Feedback, 10.0, true, true)]
    [InlineData(VoiceKind.Feedback, 7.0, false, true)]
    [InlineData(VoiceKind.Feedback, 2.0, false, true)]
    [InlineData(VoiceKind.Feedback, null, false, true)]
    public void Without_a_rule_of_its_own_an_organisation_follows_up_all_that_is_not_praise(VoiceKind kind, double? score, bool wantsCall, bool opens) =>
        Assert.Equal(opens, CaseRule.Ready.Matches(Said(kind, score, wantsCall: wantsCall)));

    [Fact]
    public void A_score_is_looked_at_on_its_own_scale()
    {
        var rule = new CaseRule { ScoreAtMost = 6, ScoreOf = 10 };

        Assert.True(rule.Matches(Said(VoiceKind.Feedback, 6)));
        Assert.False(rule.Matches(Said(VoiceKind.Feedback, 7)));
        Assert.False(rule.Matches(Said(VoiceKind.Feedback, 5, top: 5)));
        Assert.False(rule.Matches(Said(VoiceKind.Feedback, null)));
    }

    [Theory]
    [InlineData("הטכנאי לא הגיע, ואני רוצה לבטל", true)]
    [InlineData("חשבתי על הביטול", true)]
    [InlineData("היה נעים", false)]
    [InlineData("I want to cancel my plan", true)]
    public void Words_are_found_as_a_search_finds_them(string text, bool opens) =>
        Assert.Equal(opens, new CaseRule { Words = ["לבטל", "ביטול", "cancel"] }.Matches(Said(VoiceKind.Feedback, null, text)));

    [Fact]
    public void All_that_a_rule_says_must_hold_and_the_first_that_holds_is_the_one()
    {
        var strict = new CaseRule { Kinds = [VoiceKind.Complaint], Units = [Haifa], Severity = 4 };
        var said = Said(VoiceKind.Complaint, null);

        Assert.False(strict.Matches(said));
        said.Voice.UnitId = Haifa;
        Assert.Same(strict, CaseRule.FirstOf([strict, CaseRule.Ready], said));
        Assert.Same(CaseRule.Ready, CaseRule.FirstOf([strict, CaseRule.Ready], Said(VoiceKind.Question, null)));
    }

    [Theory]
    [InlineData(VoiceKind.Complaint, 1.0, true, CaseKind.Complaint, 4)]
    [InlineData(VoiceKind.Complaint, null, false, CaseKind.Complaint, 2)]
    [InlineData(VoiceKind.Feedback, 2.0, false, CaseKind.Recovery, 2)]
    [InlineData(VoiceKind.Feedback, 8.0, false, CaseKind.Request, 1)]
    [InlineData(VoiceKind.Question, null, false, CaseKind.Question, 1)]
    [InlineData(VoiceKind.Request, null, true, CaseKind.Request, 2)]
    [InlineData(VoiceKind.Praise, 10.0, true, CaseKind.Praise, 1)]
    public void A_voice_tells_what_the_case_is_and_how_much_it_hurts(VoiceKind kind, double? score, bool wantsCall, CaseKind expected, int severity)
    {
        var opened = CaseOpening.Of(Said(kind, score, wantsCall: wantsCall), CaseRule.Ready);

        Assert.Equal((expected, severity), (opened.Kind, opened.Severity));
    }

    [Fact]
    public void What_is_said_of_the_same_within_a_week_is_the_same_matter()
    {
        var (case1, case2) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var voice = Said(VoiceKind.Complaint, null).Voice;
        CaseOfCustomer Open(Guid id, Guid? touchpoint, int daysBefore) => new(id, touchpoint, voice.HeardAt.AddDays(-daysBefore));

        Assert.Equal(case2, CaseOpening.Joins(voice, [Open(case1, null, 6), Open(case2, null, 1)]));
        Assert.Null(CaseOpening.Joins(voice, [Open(case1, null, 8), Open(case2, Haifa, 1)]));
    }

    [Fact]
    public void A_case_is_called_by_how_its_voice_begins()
    {
        var said = Said(VoiceKind.Complaint, null, string.Join(' ', Enumerable.Repeat("חיכיתי", 30)));

        Assert.InRange(CaseOpening.TitleOf(said.Voice)!.Length, 45, 91);
        Assert.EndsWith("חיכיתי…", CaseOpening.TitleOf(said.Voice), StringComparison.Ordinal);
        Assert.Null(CaseOpening.TitleOf(Said(VoiceKind.Feedback, 3).Voice));
    }

    [Theory]
    [InlineData(4, 4, CaseUrgency.Critical)]
    [InlineData(4, 3, CaseUrgency.Critical)]
    [InlineData(4, 1, CaseUrgency.High)]
    [InlineData(2, 2, CaseUrgency.Middle)]
    [InlineData(1, 1, CaseUrgency.Low)]
    public void How_soon_follows_from_how_much_it_hurts_and_how_far_it_reaches(int severity, int impact, CaseUrgency urgency) => Assert.Equal(urgency, CaseRubric.Of(severity, impact));

    private static RuledVoice Said(VoiceKind kind, double? score, string? text = null, double top = 10, bool wantsCall = false) => new(
        new()
        {
            Id = Guid.CreateVersion7(), HeardAt = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc), Kind = kind, Text = text, Source = "test", Score = score, ScoreLow = score is null ? null : 0,
            ScoreHigh = score is null ? null : top, Band = ScoreBands.Of(score, 0, top),
        }, wantsCall);
}
