using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Tests.Listen.Inviting;

public sealed class CampaignChangeTests
{
    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    [Fact]
    public void What_another_occasion_asks_for_is_not_asked_and_not_kept()
    {
        var campaign = Blank();

        Assert.Null(CampaignChange.Who(campaign, Typed(("occasion", "rhythm"), ("every", "6"), ("event", "not a code"), ("after", "")), new Dictionary<string, Guid>()));
        Assert.Equal((Occasion.Rhythm, 6, null, 0), (campaign.Occasion, campaign.EveryMonths, campaign.EventKind, campaign.AfterDays));
        Assert.Equal(["event", "after"], Faults(CampaignChange.Who(campaign, Typed(("occasion", "event"), ("event", "not a code"), ("after", "")), new Dictionary<string, Guid>())));
        Assert.Equal(Occasion.Rhythm, campaign.Occasion);
    }

    [Fact]
    public void The_last_day_is_whole_where_the_organisation_is()
    {
        var campaign = Blank();

        Assert.Null(CampaignChange.When(campaign, Typed(("sample", "100"), ("patience", "0"), ("answered", "0"), ("ends", "2026-12-31")), Israel));

        Assert.Equal(new DateTime(2026, 12, 31, 22, 0, 0, DateTimeKind.Utc), campaign.EndsAt);
    }

    [Theory]
    [InlineData("0", "sample")]
    [InlineData("101", "sample")]
    [InlineData("ten", "sample")]
    public void Nobody_draws_less_than_one_or_more_than_all_of_a_hundred(string sample, string field) =>
        Assert.Equal([field], Faults(CampaignChange.When(Blank(), Typed(("sample", sample), ("patience", "0"), ("answered", "0")), Israel)));

    [Fact]
    public void A_campaign_starts_when_its_survey_takes_answers_and_its_list_names_somebody()
    {
        var campaign = Blank();
        campaign.Occasion = Occasion.List;

        Assert.Equal(["survey", "file"], Faults(CampaignChange.Start(campaign, asked: false, people: 0, DateTime.UnixEpoch)));
        Assert.Null(CampaignChange.Start(campaign, asked: true, people: 1, DateTime.UnixEpoch));
    }

    [Fact]
    public void A_rule_is_refused_twice_and_an_exemption_without_a_reason()
    {
        var rule = FrequencyChange.Rule(Typed(("most", "1"), ("days", "30")), [], DateTime.UnixEpoch).Value;

        Assert.Equal(["days"], Faults(FrequencyChange.Rule(Typed(("most", "1"), ("days", "30")), [rule], DateTime.UnixEpoch).Refusal));
        Assert.Equal(["why"], Faults(FrequencyChange.Exemption(Typed(("attribute", "plan"), ("value", "panel")), new HashSet<Guid>(), (Guid.Empty, DateTime.UnixEpoch)).Refusal));
        Assert.Equal(["campaign", "why"], Faults(FrequencyChange.Exemption(Typed(), new HashSet<Guid>(), (Guid.Empty, DateTime.UnixEpoch)).Refusal));
    }

    [Fact]
    public void Hours_of_sending_are_read_as_they_were_written()
    {
        Assert.Equal(SendingHours.Usual, SendingHours.Read(SendingHours.Usual.Code));
        var typed = SendingHours.Decide(("08:30", "19:00"), ("", ""), ("21:00", "22:00"), rests: true).Value;
        Assert.Equal(typed, SendingHours.Read(typed.Code));
        Assert.Equal(["friday"], Faults(SendingHours.Decide(("08:30", "19:00"), ("14:00", "09:00"), ("", ""), rests: true).Refusal));
        Assert.Equal(["weekday"], Faults(SendingHours.Decide(("", ""), ("", ""), ("", ""), rests: true).Refusal));
    }

    [Theory]
    [InlineData("2026-09-11T12:00:00Z", "2026-09-14T06:00:00Z")] // Rosh Hashana on a Sabbath and a Sunday: from Friday noon to Monday morning.
    [InlineData("2026-11-02T20:00:00Z", "2026-11-03T07:00:00Z")] // At night.
    [InlineData("2026-11-06T09:00:00Z", "2026-11-06T09:00:00Z")] // Friday before noon.
    public void Usually_nothing_goes_at_night_on_the_Sabbath_or_a_holiday(string at, string goes) =>
        Assert.Equal(DateTime.Parse(goes, null, System.Globalization.DateTimeStyles.AdjustToUniversal), ServiceClock.Of(SendingHours.Usual.Hours, Israel).Opens(DateTime.Parse(at, null, System.Globalization.DateTimeStyles.AdjustToUniversal)));

    [Fact]
    public void A_funnel_adds_up_to_the_last_person()
    {
        var funnel = new Funnel(
        [
            new("", Step.Spared, SkipReason.TooSoon, false, 30), new("mail", Step.Waiting, null, false, 5), new("mail", Step.Silent, null, false, 20), new("sms", Step.Silent, null, true, 7),
            new("mail", Step.Opened, null, false, 4), new("mail", Step.Begun, null, false, 3), new("sms", Step.Finished, null, true, 11), new("mail", Step.Bounced, null, false, 2), new("sms", Step.Refused, null, false, 1),
        ], Gone: 6);

        Assert.Equal(funnel.Turns, Enum.GetValues<Step>().Sum(funnel.At) + funnel.Gone);
        Assert.Equal((89, 53, 47, 25, 18, 14, 11), (funnel.Turns, funnel.Invited, funnel.Sent, funnel.Arrived, funnel.Opened, funnel.Begun, funnel.Finished));
        Assert.Equal(funnel.Sent, funnel.Ways.Sum(way => funnel.By(way).Sent));
    }

    private static Campaign Blank() => new() { Id = Guid.CreateVersion7(), Name = "", Ways = "mail", Attributes = "{}" };

    private static Func<string, string?> Typed(params (string Name, string Value)[] fields) => name => fields.FirstOrDefault(field => field.Name == name).Value;

    private static string[] Faults(Refusal? refusal) => [.. Assert.IsType<Refusal.Invalid>(refusal).Faults.Select(fault => fault.Field)];
}
