using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Core.Respond.Afterwards;
using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Tests.Respond.Afterwards;

public sealed class ReadyAskingTests
{
    public static TheoryData<string> Codes => [.. ReadyAsking.All.Select(one => one.Code)];

    [Theory]
    [InlineData(CaseKind.Recovery, false, "trust")]
    [InlineData(CaseKind.Complaint, true, "trust")]
    [InlineData(CaseKind.Complaint, false, "closed")]
    [InlineData(CaseKind.Question, false, "closed")]
    [InlineData(CaseKind.Praise, false, null)]
    public void Of_one_closing_one_thing_is_asked_at_most(CaseKind kind, bool putRight, string? asked) => Assert.Equal(asked, ReadyAsking.After(kind, putRight)?.Code);

    [Theory, MemberData(nameof(Codes))]
    public void What_stands_ready_makes_a_campaign_that_asks_a_ready_made_survey_in_the_four_languages_of_customers(string code)
    {
        var (asking, survey) = (ReadyAsking.Of(code)!, Guid.CreateVersion7());
        var campaign = new Campaign { Name = "", Ways = "", Attributes = "{}" };
        string? Field(string name) => asking.Typed("אחרי סגירה", "trust", name);

        Assert.Null(CampaignChange.What(campaign, Field, new Dictionary<string, Guid> { ["trust"] = survey }));
        Assert.Null(CampaignChange.Who(campaign, Field, new Dictionary<string, Guid>()));
        Assert.Null(CampaignChange.When(campaign, Field, TimeZoneInfo.Utc));
        Assert.Null(CampaignChange.How(campaign, Field, ["mail"]));
        Assert.Equal((Occasion.Event, asking.Event, asking.AfterDays, survey, Purpose.Feedback, 0), (campaign.Occasion, campaign.EventKind, campaign.AfterDays, campaign.SurveyId, campaign.Purpose, campaign.Reminders));
        var asked = ReadySurvey.All.Single(one => one.Code == asking.Survey).Survey;
        Assert.Equal(["he", "en", "ar", "ru"], asked.Languages);
        Assert.Contains(asked.Questions, question => question.Key == asking.Question);
    }

    [Fact]
    public void What_runs_is_the_campaign_before_what_rests_and_what_was_ended_or_removed_is_none()
    {
        var (draft, rests, runs, ended) = (Of(CampaignState.Draft), Of(CampaignState.Paused), Of(CampaignState.Running), Of(CampaignState.Stopped));
        var other = Of(CampaignState.Running);
        other.EventKind = "order-delivered";

        Assert.Same(runs, ReadyAsking.Trust.AskedBy([draft, rests, runs, ended]));
        Assert.Same(rests, ReadyAsking.Trust.AskedBy([draft, rests]));
        Assert.Null(ReadyAsking.Trust.AskedBy([ended, other]));
        runs.RemovedAt = DateTime.UnixEpoch;
        Assert.Null(ReadyAsking.Trust.AskedBy([runs]));
    }

    private static Campaign Of(CampaignState state) => new() { Name = "", Ways = "mail", Attributes = "{}", Occasion = Occasion.Event, EventKind = "recovered", State = state };
}
