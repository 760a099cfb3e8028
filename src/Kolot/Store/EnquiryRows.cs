using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;

namespace Kolot.Store;

/// <summary>What somebody wrote through the contact form. What they said is in its voice; here is how they are answered.</summary>
public sealed class Enquiry
{
    /// <summary>Its running number, by which it is spoken of: see <see cref="EnquiryNumber"/>.</summary>
    public long Id { get; internal set; }

    /// <summary>By what it is known from when its form was opened: however often it is sent, it is one.</summary>
    public Guid Key { get; init; }

    /// <summary>Its voice.</summary>
    public Guid VoiceId { get; set; }

    /// <summary>What it is about, by the topic's code; empty where there were no topics.</summary>
    public required string Topic { get; init; }

    /// <summary>What is wanted.</summary>
    public TopicKind Kind { get; init; }

    /// <summary>In which language it was written to us, and is answered.</summary>
    public required string Language { get; init; }

    /// <summary>By which way it came: <c>link</c>, <c>qr</c>, <c>site</c>.</summary>
    public required string Way { get; init; }

    /// <summary>What they called themselves.</summary>
    public string? Name { get; set; }

    /// <summary>Where mail reaches them.</summary>
    public string? Mail { get; set; }

    /// <summary>Where they can be called.</summary>
    public string? Phone { get; set; }

    /// <summary>To what they agreed, in the words that they read; null where nothing was asked.</summary>
    public string? Consent { get; init; }

    /// <summary>How much service time an answer may take, in minutes, as it was promised; null for no promise.</summary>
    public int? PromisedMinutes { get; init; }

    /// <summary>When it came.</summary>
    public DateTime At { get; init; }

    /// <summary>Until when they can look at what became of it.</summary>
    public DateTime Until { get; set; }

    /// <summary>Where it stands, as its steps tell: written by the database whenever one is kept or removed.</summary>
    public EnquiryState State { get; private init; }

    /// <summary>Since when it waits for an answer; null where it was given.</summary>
    public DateTime? Since { get; private init; }

    /// <summary>By when that answer is due; null where it was given, or nobody promised a time.</summary>
    public DateTime? DueAt { get; private init; }
}

/// <summary>One thing that happened with an enquiry. Steps are only added.</summary>
public sealed class EnquiryStep : IMailed
{
    /// <summary>Its id, drawn when the form was opened by which it came: sent twice, it is one.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which enquiry.</summary>
    public Guid EnquiryKey { get; init; }

    /// <summary>What happened.</summary>
    public StepKind Kind { get; init; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>By when it is to be answered; null for no promise.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>The member who did it; null where whoever wrote did.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>What was answered.</summary>
    public string? Text { get; set; }

    /// <summary>How many minutes of their own it cost whoever says that it is solved, where they say so.</summary>
    public int? Minutes { get; init; }

    /// <summary>What was added, as a voice of its own; of the first step the enquiry's voice.</summary>
    public Guid? VoiceId { get; set; }

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
}

/// <summary>What an organisation decided of its contact form, and by what it signs the pages of those who wrote. One row, once somebody wrote or decided.</summary>
public sealed class ContactFormRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The form; null for the one that Kolot brings.</summary>
    public string? Content { get; set; }

    /// <summary>The key by which the addresses of enquiries are signed. It lies here, so that those addresses hold after a restore.</summary>
    public required byte[] Key { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}
