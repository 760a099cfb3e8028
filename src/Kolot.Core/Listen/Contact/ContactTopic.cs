using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.Contact;

/// <summary>What somebody who writes wants.</summary>
public enum TopicKind
{
    /// <summary>To know something.</summary>
    Question = 0,

    /// <summary>That something be done.</summary>
    Request = 1,

    /// <summary>To say that something went wrong.</summary>
    Complaint = 2,

    /// <summary>To say that something went well.</summary>
    Praise = 3,

    /// <summary>To say what could be.</summary>
    Idea = 4,

    /// <summary>To cancel a deal. It is a notice that counts from when it came, so it is said who gives it.</summary>
    Cancellation = 5,
}

/// <summary>What one can write about.</summary>
/// <param name="Code">By what it is known; stays when its name changes.</param>
/// <param name="Kind">What is wanted.</param>
/// <param name="Name">What it is called.</param>
public sealed record ContactTopic(string Code, TopicKind Kind, Wording Name)
{
    /// <summary>The unit that it leads to, if to one.</summary>
    public Guid? Unit { get; init; }

    /// <summary>Within how many minutes of service time it is answered; null for as long as the form says.</summary>
    public int? PromisedMinutes { get; init; }

    /// <summary>The kind of voice that it makes.</summary>
    public VoiceKind Voice => Kind switch
    {
        TopicKind.Question => VoiceKind.Question,
        TopicKind.Complaint => VoiceKind.Complaint,
        TopicKind.Praise => VoiceKind.Praise,
        TopicKind.Idea => VoiceKind.Idea,
        _ => VoiceKind.Request,
    };
}
