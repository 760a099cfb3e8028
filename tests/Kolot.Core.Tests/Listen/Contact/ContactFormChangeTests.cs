using Kolot.Core.Listen.Contact;

namespace Kolot.Core.Tests.Listen.Contact;

public sealed class ContactFormChangeTests
{
    private static readonly PromisingPlaces Places = new([new("0199c0de-0000-7000-8000-000000000001")], [new("0199c0de-0000-7000-8000-000000000002")]);

    [Fact]
    public void Topics_keep_their_codes_whatever_they_are_called_and_new_ones_get_codes_that_none_had()
    {
        var form = Decide(
            ("topics[0].code", "question"), ("topics[0].kind", "Question"), ("topics[0].name.he", "שאלה על חשבון"),
            ("topics[1].kind", "Complaint"), ("topics[1].name.he", "תקלה"), ("topics[1].name.en", "A fault!"),
            ("topics[2].kind", "Request"), ("topics[2].name.he", "ריהוט"), ("topics[3].kind", "Praise"), ("topics[4].name.he", "")).Value;

        Assert.Equal(["question", "a-fault", "request-2"], form.Topics.Select(topic => topic.Code));
        Assert.Equal("שאלה על חשבון", form.Topic("question")!.Name.Exactly("he"));
        Assert.Equal(form.Topics, ContactForm.Read(form.Write())!.Topics);
    }

    [Fact]
    public void A_topic_goes_where_that_was_said()
    {
        var form = Decide(("topics[0].code", "question"), ("topics[0].kind", "Question"), ("topics[0].name.he", "שאלה"), ("topics[0].without", "true")).Value;

        Assert.Empty(form.Topics);
        Assert.Null(form.PromisedMinutes);
        Assert.False(form.Open);
    }

    [Fact]
    public void What_is_promised_is_hours_of_service_and_each_topic_may_promise_its_own()
    {
        var form = Decide(("open", "true"), ("hours", "4"), ("topics[0].kind", "Question"), ("topics[0].name.en", "Bill"), ("topics[0].hours", "1.5")).Value;

        Assert.Equal((240, 90), (form.PromisedMinutes, form.Topics[0].PromisedMinutes));
        Assert.Equal((TimeSpan.FromMinutes(90), TimeSpan.FromHours(4)), (form.PromiseOf(form.Topics[0], null, null), form.PromiseOf(null, null, null)));
        Assert.Null(ContactForm.Ready.PromiseOf(null, null, null));
    }

    [Fact]
    public void A_touchpoint_goes_before_the_form_and_the_form_before_its_channel_and_of_topic_and_touchpoint_the_sooner_holds()
    {
        var form = Decide(($"channels[{Places.Channels.First()}]", "8"), ($"touchpoints[{Places.Touchpoints.First()}]", "2"), ("topics[0].kind", "Question"), ("topics[0].name.en", "Bill"), ("topics[0].hours", "3"), ($"channels[{Guid.Empty}]", "1")).Value;
        TimeSpan? Promised(ContactForm of, bool about, bool there) => of.PromiseOf(about ? form.Topics[0] : null, there ? Places.Touchpoints.First() : null, Places.Channels.First());

        Assert.Equal([8, 2, 3, 2], new[] { Promised(form, false, false), Promised(form, false, true), Promised(form, true, false), Promised(form, true, true) }.Select(time => time?.TotalHours));
        Assert.Equal([4, 2], new[] { Promised(form with { PromisedMinutes = 240 }, false, false), Promised(form with { PromisedMinutes = 240 }, false, true) }.Select(time => time?.TotalHours));
        Assert.Equal(form.Channels, ContactForm.Read(form.Write())!.Channels);
        Assert.DoesNotContain(Guid.Empty, form.Channels.Keys);
    }

    [Theory]
    [InlineData("hours", "-1", "not_hours")]
    [InlineData("hours", "1e3", "not_hours")]
    [InlineData("hours", "99999999999999999999", "not_hours")]
    [InlineData("days", "13", "not_days")]
    [InlineData("days", "ten", "not_days")]
    [InlineData("welcome.he", "a\0", "not_text")]
    [InlineData("topics[0].name.ru", "Счёт", "required")]
    [InlineData("topics[0].kind", "9", "required")]
    public void What_cannot_be_is_told_at_its_field(string field, string typed, string reason)
    {
        (string, string)[] topic = field.StartsWith("topics[0].name", StringComparison.Ordinal) ? [("topics[0].kind", "Question")] : field.StartsWith("topics", StringComparison.Ordinal) ? [("topics[0].name.he", "שאלה")] : [];
        var refused = Assert.IsType<Refusal.Invalid>(Decide([(field, typed), .. topic]).Refusal);

        Assert.Equal(reason, Assert.Single(refused.Faults).Reason);
    }

    private static Result<ContactForm> Decide(params (string Name, string Value)[] typed) => ContactFormChange.Decide(ContactForm.Ready, typed.ToDictionary(field => field.Name, field => field.Value).GetValueOrDefault, 6, Places);
}
