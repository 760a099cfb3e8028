using System.Text.Json;

namespace Kolot.Core.Listen.Contact;

/// <summary>Makes voices of what was written through the contact form, and added to it.</summary>
public static class EnquiryVoice
{
    /// <summary>How the form is called as the source of voices.</summary>
    public const string Source = "contact:form";

    /// <summary>The answer that says what it is about.</summary>
    public const string Topic = "topic";

    /// <summary>The answer that says how they are to be answered.</summary>
    public const string Reply = "reply";

    /// <summary>The answer that says what they are called, where nobody can be found by it.</summary>
    public const string Name = "name";

    /// <summary>What the answer of a file begins with.</summary>
    public const string File = "file-";

    /// <summary>The id of what was added, beside the id of what it was added to.</summary>
    public static string Added(Guid enquiry, Guid addition) => $"{enquiry}.{addition}";

    /// <summary>The voice of what was written.</summary>
    /// <param name="reading">What was written.</param>
    /// <param name="files">The files that came with it, by their keys.</param>
    /// <param name="heard">Id, channel and place, as far as they are known.</param>
    public static HeardVoice Of(EnquiryReading reading, IEnumerable<(string Key, string Name)> files, HeardVoice heard)
    {
        var answers = new Dictionary<string, JsonElement>();
        void Say(string key, string value) => answers[key] = JsonSerializer.SerializeToElement(value);
        if (reading.Topic is { } topic) Say(Topic, topic.Code);
        Say(Reply, reading.Reply);
        var known = reading.Mail is not null || reading.Phone is not null;
        // A name alone finds nobody: it stays with what was said.
        if (!known && reading.Name is { } name) Say(Name, name);
        foreach (var (key, called) in files) Say(key, called);
        return heard with
        {
            Source = Source,
            Kind = reading.Topic?.Voice.ToString().ToLowerInvariant(),
            Title = reading.Topic?.Name.For("he", ContactForm.Languages),
            Text = reading.Text,
            Answers = answers,
            Customer = known ? new() { Name = reading.Name, Mail = reading.Mail, Phone = reading.Phone } : null,
        };
    }
}
