using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Tests.Listen.Inviting;

public sealed class PlanTests
{
    private static readonly DateTime Now = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);
    private static readonly Guid Ruti = Guid.CreateVersion7(new DateTimeOffset(Now));

    [Fact]
    public void Somebody_with_a_mail_and_a_phone_is_asked_once_by_the_preferred_way_in_their_language()
    {
        var go = Assert.IsType<Plan.Go>(Plan.Of(Candidate() with { Language = "ar" }, Terms(Campaign("sms,mail")) with { Languages = ["he", "ar"] }));

        Assert.Equal(("sms", "+972501234567", "ar", Now), (go.Way, go.Address, go.Language, go.At));
    }

    [Fact]
    public void Each_who_is_spared_is_told_why()
    {
        Assert.Equal(SkipReason.Closed, Why(Candidate(), Terms() with { Asked = null }));
        Assert.Equal(SkipReason.Closed, Why(Candidate(), Terms() with { Asked = (null, Now) }));
        Assert.Equal(SkipReason.Closed, Why(Candidate(), Terms() with { Opens = _ => null }));
        Assert.Equal(SkipReason.OptedOut, Why(Candidate() with { Spared = SkipReason.OptedOut }, Terms()));
        Assert.Equal(SkipReason.NoAddress, Why(Candidate(), Terms(Campaign("whatsapp"))));
        Assert.Equal(SkipReason.Bounces, Why(Candidate() with { SparedAt = new Dictionary<string, SkipReason> { ["ruti@example.com"] = SkipReason.Bounces } }, Terms()));
        Assert.Equal(SkipReason.AlreadyAnswered, Why(Candidate() with { AnsweredAt = Now.AddDays(-10) }, Terms(answeredDays: 30)));
        Assert.IsType<Plan.Go>(Plan.Of(Candidate() with { AnsweredAt = Now.AddDays(-31) }, Terms(answeredDays: 30)));
    }

    [Fact]
    public void Where_one_address_sends_everything_back_another_way_is_taken()
    {
        var plan = Plan.Of(Candidate() with { SparedAt = new Dictionary<string, SkipReason> { ["ruti@example.com"] = SkipReason.Bounces } }, Terms(Campaign("mail,sms")));

        Assert.Equal("sms", Assert.IsType<Plan.Go>(plan).Way);
    }

    [Fact]
    public void Whoever_was_asked_not_long_ago_waits_within_patience_and_is_spared_beyond_it()
    {
        var last = Other(Now.AddDays(-25));

        Assert.Equal(Now.AddDays(5), Assert.IsType<Plan.Go>(Plan.Of(Candidate(last), Terms(patienceDays: 5))).At);
        var spared = Assert.IsType<Plan.Spare>(Plan.Of(Candidate(last), Terms(patienceDays: 4)));
        Assert.Equal((SkipReason.TooSoon, new TooSoon(Now.AddDays(5), last.Id)), (spared.Why, spared.Soon));
    }

    [Fact]
    public void The_rules_do_not_hold_for_an_exempt_campaign_or_customer()
    {
        var last = Other(Now.AddDays(-1));

        Assert.IsType<Plan.Go>(Plan.Of(Candidate(last), Terms() with { Exempt = true }));
        Assert.IsType<Plan.Go>(Plan.Of(Candidate(last) with { Exempt = true }, Terms()));
    }

    [Fact]
    public void What_is_planned_yields_to_a_campaign_that_goes_first_and_what_went_never_does()
    {
        var planned = Other(Now.AddDays(2)) with { Yields = Priority.Usual };

        Assert.Equal([planned.Id], Assert.IsType<Plan.Go>(Plan.Of(Candidate(planned), Terms(priority: Priority.High))).Displaces);
        Assert.Equal(SkipReason.TooSoon, Why(Candidate(planned), Terms(priority: Priority.Usual)));
        Assert.Equal(SkipReason.TooSoon, Why(Candidate(planned, Other(Now.AddDays(-1))), Terms(priority: Priority.High)));
    }

    [Fact]
    public void No_more_yield_than_must()
    {
        var near = Other(Now.AddDays(2)) with { Yields = Priority.Low };
        var far = Other(Now.AddDays(100)) with { Yields = Priority.Low };

        Assert.Equal([near.Id], Assert.IsType<Plan.Go>(Plan.Of(Candidate(far, near), Terms(priority: Priority.High))).Displaces);
    }

    [Fact]
    public void Nothing_goes_outside_the_hours_also_not_after_waiting()
    {
        var day = TimeSpan.FromHours(15);
        DateTime? Opens(DateTime at) => at.TimeOfDay >= day ? at : at.Date + day;

        Assert.Equal(Now.Date + day, Assert.IsType<Plan.Go>(Plan.Of(Candidate(), Terms() with { Opens = Opens })).At);
        Assert.Equal(Now.Date.AddDays(5) + day, Assert.IsType<Plan.Go>(Plan.Of(Candidate(Other(Now.AddDays(-25))), Terms(patienceDays: 6) with { Opens = Opens })).At);
    }

    [Fact]
    public void Whoever_would_wait_beyond_the_end_of_the_campaign_is_spared()
    {
        var campaign = Campaign("mail", patienceDays: 10);
        campaign.EndsAt = Now.AddDays(3);

        Assert.Equal(SkipReason.TooSoon, Why(Candidate(Other(Now.AddDays(-25))), Terms(campaign)));
    }

    private static SkipReason Why(Candidate candidate, PlanTerms terms) => Assert.IsType<Plan.Spare>(Plan.Of(candidate, terms)).Why;

    private static Candidate Candidate(params OtherInvitation[] others) => new(Ruti, new("once", Now.AddDays(-1)))
    {
        Addresses = new Dictionary<string, string> { ["mail"] = "ruti@example.com", ["sms"] = "+972501234567" }, Others = others,
    };

    private static PlanTerms Terms(int patienceDays = 0, int answeredDays = 0, Priority priority = Priority.Usual) => Terms(Campaign("mail", patienceDays, answeredDays, priority));

    private static PlanTerms Terms(Campaign campaign) => new(campaign, new([new FrequencyRule { Most = 1, Days = 30 }]), Now);

    private static Campaign Campaign(string ways, int patienceDays = 0, int answeredDays = 0, Priority priority = Priority.Usual) =>
        new() { Id = Guid.CreateVersion7(), Name = "", Ways = ways, Attributes = "{}", PatienceDays = patienceDays, AnsweredDays = answeredDays, Priority = priority, StartedAt = Now };

    private static OtherInvitation Other(DateTime at) => new(Guid.CreateVersion7(), at, Purpose.Feedback, "mail", null);
}
