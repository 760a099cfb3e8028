namespace Kolot.Core.Listen.Inviting;

/// <summary>Where an invitation stands on its way. Whether it was opened, begun and finished is told by its times.</summary>
public enum InvitationState
{
    /// <summary>It goes when it is due.</summary>
    Planned = 0,

    /// <summary>It was not sent and will not be: <see cref="Invitation.Skip"/> says why.</summary>
    Skipped = 1,

    /// <summary>It is being handed over.</summary>
    Sending = 2,

    /// <summary>The server or gateway took it.</summary>
    Sent = 3,

    /// <summary>It arrived, as far as that is told.</summary>
    Delivered = 4,

    /// <summary>It came back.</summary>
    Bounced = 5,

    /// <summary>The server or gateway refused it for good.</summary>
    Refused = 6,

    /// <summary>Whether it went nobody knows; a person decides.</summary>
    Uncertain = 7,
}

/// <summary>Why somebody is not invited.</summary>
public enum SkipReason
{
    /// <summary>They would be asked more often than the organisation allows itself.</summary>
    TooSoon = 1,

    /// <summary>They asked not to be written to for this purpose.</summary>
    OptedOut = 2,

    /// <summary>None of the campaign's ways reaches them.</summary>
    NoAddress = 3,

    /// <summary>They were not drawn.</summary>
    NotSampled = 4,

    /// <summary>They answered this survey not long ago.</summary>
    AlreadyAnswered = 5,

    /// <summary>The survey takes no answers.</summary>
    Closed = 6,

    /// <summary>A campaign that goes first asks them now.</summary>
    LowerPriority = 7,

    /// <summary>They were erased.</summary>
    Erased = 8,

    /// <summary>What is sent to their address comes back.</summary>
    Bounces = 9,

    /// <summary>Its moment passed while the campaign rested.</summary>
    TooLate = 10,

    /// <summary>The campaign was stopped before it went.</summary>
    Stopped = 11,

    /// <summary>What they were to be asked of turned out not to be over.</summary>
    TakenBack = 12,
}

/// <summary>A survey sent to one customer, or the reason why it is not. A reminder is a row of its own.</summary>
public sealed class Invitation
{
    /// <summary>Its id, version 7. The first one's is the id of its personal link, and so of the response.</summary>
    public Guid Id { get; init; }

    /// <summary>The invitation that it is or reminds of.</summary>
    public Guid FirstId { get; init; }

    /// <summary>Of which campaign.</summary>
    public Guid CampaignId { get; init; }

    /// <summary>To which survey.</summary>
    public Guid SurveyId { get; init; }

    /// <summary>In which version, when it was planned.</summary>
    public int SurveyNumber { get; init; }

    /// <summary>To whom.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>On what occasion, so that nobody is invited twice for one: <c>once</c>, an event's id, or the how-manieth time of a rhythm.</summary>
    public required string Occasion { get; init; }

    /// <summary>0 for the invitation, else which reminder it is.</summary>
    public int Reminder { get; init; }

    /// <summary>By which way: <c>mail</c>, <c>sms</c>, <c>whatsapp</c>; empty where it was skipped before one was chosen.</summary>
    public required string Way { get; init; }

    /// <summary>Where it goes: a mail address or a phone; null where there is none.</summary>
    public string? Address { get; init; }

    /// <summary>In which language; empty where it was skipped.</summary>
    public required string Language { get; init; }

    /// <summary>What comes along to the survey, as a JSON object of name to text.</summary>
    public required string Known { get; init; }

    /// <summary>When it was planned.</summary>
    public DateTime PlannedAt { get; init; }

    /// <summary>When it is to go, or would have been.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>When whoever sends looks at it next; null when nothing is left to send.</summary>
    public DateTime? NextTryAt { get; set; }

    /// <summary>Where it stands.</summary>
    public InvitationState State { get; set; }

    /// <summary>Why it was skipped.</summary>
    public SkipReason? Skip { get; set; }

    /// <summary>From when on they could have been asked, where it was too soon.</summary>
    public DateTime? SkipUntil { get; set; }

    /// <summary>Because of which other invitation.</summary>
    public Guid? SkipBecause { get; set; }

    /// <summary>Which node sends it now.</summary>
    public Guid? LeasedBy { get; set; }

    /// <summary>Until when that may be believed.</summary>
    public DateTime? LeasedUntil { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>By what the server or gateway knows it.</summary>
    public string? MessageId { get; set; }

    /// <summary>What the server or gateway said of it.</summary>
    public string? Outcome { get; set; }

    /// <summary>When it was handed over.</summary>
    public DateTime? SentAt { get; set; }

    /// <summary>When it arrived.</summary>
    public DateTime? DeliveredAt { get; set; }

    /// <summary>When the survey was first opened by its link.</summary>
    public DateTime? OpenedAt { get; set; }

    /// <summary>When the first screen was answered.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When the last one was.</summary>
    public DateTime? FinishedAt { get; set; }

    /// <summary>When it came back.</summary>
    public DateTime? BouncedAt { get; set; }
}
