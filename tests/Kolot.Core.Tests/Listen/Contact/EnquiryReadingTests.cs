using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Contact;

public sealed class EnquiryReadingTests
{
    [Fact]
    public void Mail_or_phone_is_enough_and_so_is_neither()
    {
        Assert.Equal("mail", Read(("mail", " Ruti@Abraham.example "), ("phone", "052-1234567")).Reply);
        Assert.Equal("phone", Read(("phone", "052-1234567")).Reply);
        Assert.Equal("page", Read().Reply);
        Assert.Equal("ruti@abraham.example", Read(("mail", " Ruti@Abraham.example ")).Mail);
        Assert.Empty(Read().Faults);
    }

    [Theory]
    [InlineData("topic", "", "required")]
    [InlineData("topic", "rockets", "unknown")]
    [InlineData("text", "  ", "required")]
    [InlineData("text", "a\0b", "not_text")]
    [InlineData("mail", "ruti@", "not_a_mail")]
    [InlineData("mail", "ruti@example", "not_a_mail")]
    [InlineData("mail", "ruti@example.", "not_a_mail")]
    [InlineData("mail", "ruti\0@abraham.example", "not_a_mail")]
    [InlineData("phone", "12", "not_a_phone")]
    public void What_is_missing_is_told_at_its_field(string field, string typed, string reason) => Assert.Equal([new(field, reason)], Read((field, typed)).Faults);

    [Fact]
    public void Whoever_cancels_says_who_they_are()
    {
        Assert.Equal([new("name", "who_cancels")], Read(("topic", "cancellation")).Faults);
        Assert.Empty(Read(("topic", "cancellation"), ("name", "רותי אברהם")).Faults);
    }

    [Fact]
    public void Where_a_consent_is_asked_nothing_goes_without_it()
    {
        var asks = ContactForm.Ready with { Consent = Wording.Of("אפשר לחזור אליי", "You may call me") };

        Assert.Equal([new("consent", "consent_needed")], Read(asks).Faults);
        Assert.Empty(Read(asks, ("consent", "yes")).Faults);
    }

    [Fact]
    public void Its_voice_says_what_it_is_about_and_how_to_answer_and_names_a_customer_only_by_what_finds_them()
    {
        var known = EnquiryVoice.Of(Read(("name", "רותי"), ("phone", "052-1234567")), [("file-1", "חשבון.pdf")], new() { Id = "1", Channel = "form" });
        var unknown = EnquiryVoice.Of(Read(("topic", "complaint"), ("name", "רותי")), [], new() { Id = "2", Channel = "form" });

        Assert.Equal(("contact:form", "question", "שאלה", "מתי פתוח?"), (known.Source, known.Kind, known.Title, known.Text));
        Assert.Equal(("רותי", "+972521234567", null), (known.Customer?.Name, known.Customer?.Phone, known.Customer?.Mail));
        Assert.Equal(["topic=question", "reply=phone", "file-1=חשבון.pdf"], known.Answers!.Select(answer => $"{answer.Key}={answer.Value}"));
        Assert.Equal((null, "complaint"), (unknown.Customer, unknown.Kind));
        Assert.Equal(["topic=complaint", "reply=page", "name=רותי"], unknown.Answers!.Select(answer => $"{answer.Key}={answer.Value}"));
    }

    private static EnquiryReading Read(params (string Name, string Value)[] typed) => Read(ContactForm.Ready, typed);

    private static EnquiryReading Read(ContactForm form, params (string Name, string Value)[] typed)
    {
        var fields = new Dictionary<string, string> { ["topic"] = "question", ["text"] = "מתי פתוח?" };
        foreach (var (name, value) in typed) fields[name] = value;
        return EnquiryReading.Of(form, fields.GetValueOrDefault);
    }
}
