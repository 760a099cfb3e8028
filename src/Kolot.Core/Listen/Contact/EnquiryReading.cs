using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Contact;

/// <summary>Reads what somebody wrote through the contact form, and says what of it is missing.</summary>
public sealed class EnquiryReading
{
    /// <summary>The longest text, in characters.</summary>
    public const int LongestText = 10_000;

    private const int LongestName = 200;

    private readonly List<Fault> faults = [];

    private EnquiryReading()
    {
    }

    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>What it is about; null where nothing was chosen.</summary>
    public ContactTopic? Topic { get; private set; }

    /// <summary>What they wrote.</summary>
    public string? Text { get; private set; }

    /// <summary>What they are called.</summary>
    public string? Name { get; private set; }

    /// <summary>Their mail address, in its canonical form.</summary>
    public string? Mail { get; private set; }

    /// <summary>Their telephone, in its canonical form.</summary>
    public string? Phone { get; private set; }

    /// <summary>How they are answered: <c>mail</c>, <c>phone</c>, or on their <c>page</c> alone.</summary>
    public string Reply => Mail is not null ? "mail" : Phone is not null ? "phone" : "page";

    /// <summary>Reads it.</summary>
    /// <param name="form">The form, as it is now.</param>
    /// <param name="posted">The value of a field.</param>
    public static EnquiryReading Of(ContactForm form, Func<string, string?> posted)
    {
        var reading = new EnquiryReading();
        var topic = posted("topic");
        // A topic may have been taken away while the page was open.
        if (form.Topics.Count > 0 && (reading.Topic = form.Topic(topic)) is null) reading.faults.Add(new("topic", string.IsNullOrEmpty(topic) ? "required" : "unknown"));
        if ((reading.Text = PlainText.Of(posted("text"), LongestText, "text", reading.faults)) is null) reading.faults.Add(new("text", "required"));
        reading.Name = PlainText.Of(posted("name"), LongestName, "name", reading.faults);
        reading.Mail = reading.Reached(posted, "mail", written => Identities.Mail(written) is { } mail && Reaches(mail) ? mail : null);
        reading.Phone = reading.Reached(posted, "phone", written => Identities.Phone(written));
        if (reading is { Topic.Kind: TopicKind.Cancellation, Name: null }) reading.faults.Add(new("name", "who_cancels"));
        if (form.Consent.Says && posted("consent") is null) reading.faults.Add(new("consent", "consent_needed"));
        return reading;
    }

    // Whoever writes from outside has an address with a domain: without its end it was cut off while typing, and no answer would come.
    private static bool Reaches(string mail) => mail.LastIndexOf('.') is var dot && dot > mail.LastIndexOf('@') + 1 && dot < mail.Length - 1;

    private string? Reached(Func<string, string?> posted, string field, Func<string, string?> canonical)
    {
        if (posted(field)?.Trim() is not { Length: > 0 } written) return null;
        var read = PlainText.IsSound(written) && written.Length <= LongestName ? canonical(written) : null;
        if (read is null) faults.Add(new(field, $"not_a_{field}"));
        return read;
    }
}
