namespace Kolot.Core.Listen.Inviting;

/// <summary>What an invitation is for. Customers opt out of each by itself.</summary>
public enum Purpose
{
    /// <summary>To hear what they say.</summary>
    Feedback = 0,

    /// <summary>To have them buy, recommend or come back.</summary>
    Marketing = 1,
}

/// <summary>On what occasion customers are invited.</summary>
public enum Occasion
{
    /// <summary>Everybody whom the campaign is for, once.</summary>
    Once = 0,

    /// <summary>Those who stand in a file, once.</summary>
    List = 1,

    /// <summary>Some days after something happened with them.</summary>
    Event = 2,

    /// <summary>Everybody whom the campaign is for, each some months after they were last asked.</summary>
    Rhythm = 3,
}

/// <summary>Where a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>Being written; nobody is invited.</summary>
    Draft = 0,

    /// <summary>Inviting.</summary>
    Running = 1,

    /// <summary>Resting: nothing is planned and nothing sent until it goes on.</summary>
    Paused = 2,

    /// <summary>Over, because somebody said so.</summary>
    Stopped = 3,
}

/// <summary>Which of two campaigns goes first where a customer may be asked only once.</summary>
public enum Priority
{
    /// <summary>Yields to all others.</summary>
    Low = 0,

    /// <summary>As most.</summary>
    Usual = 1,

    /// <summary>Others yield to it.</summary>
    High = 2,
}

/// <summary>Which survey is asked of whom, when and by which way. What comes of it are <see cref="Invitation"/>s.</summary>
public sealed class Campaign
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>What the organisation calls it; customers never read it.</summary>
    public required string Name { get; set; }

    /// <summary>Which survey.</summary>
    public Guid SurveyId { get; set; }

    /// <summary>What for.</summary>
    public Purpose Purpose { get; set; }

    /// <summary>By which ways, the preferred first, separated by commas: <c>mail,sms</c>. Each customer is invited by the first by which they can be reached.</summary>
    public required string Ways { get; set; }

    /// <summary>On what occasion.</summary>
    public Occasion Occasion { get; set; }

    /// <summary>After which kind of event, where it is one.</summary>
    public string? EventKind { get; set; }

    /// <summary>How many days after it.</summary>
    public int AfterDays { get; set; }

    /// <summary>How many months after the last time, where there is a rhythm.</summary>
    public int EveryMonths { get; set; }

    /// <summary>Only customers of this unit and those below it; null for all.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Only customers of whom this is known, as a JSON object of attribute to value; empty for all.</summary>
    public required string Attributes { get; set; }

    /// <summary>How many of a hundred are invited, drawn once for each customer.</summary>
    public int SamplePercent { get; set; } = 100;

    /// <summary>Before or after which others it goes.</summary>
    public Priority Priority { get; set; } = Priority.Usual;

    /// <summary>How many days an invitation may wait until the customer may be asked again; after that they are spared.</summary>
    public int PatienceDays { get; set; }

    /// <summary>Whoever answered this survey in so many days is spared; 0 spares nobody for that.</summary>
    public int AnsweredDays { get; set; }

    /// <summary>How often whoever did not finish is reminded.</summary>
    public int Reminders { get; set; }

    /// <summary>How many days lie between.</summary>
    public int ReminderAfterDays { get; set; } = 3;

    /// <summary>For how many days the link in an invitation opens.</summary>
    public int LinkDays { get; set; } = 30;

    /// <summary>Where it stands.</summary>
    public CampaignState State { get; set; }

    /// <summary>When it was begun.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>Who began it.</summary>
    public Guid BegunBy { get; init; }

    /// <summary>When it was started; null for a draft.</summary>
    public DateTime? StartedAt { get; set; }

    /// <summary>When it ends by itself; null when it does not.</summary>
    public DateTime? EndsAt { get; set; }

    /// <summary>The last customer that was looked at, while all of them are gone through; null between two times.</summary>
    public Guid? Cursor { get; set; }

    /// <summary>When all of them were last gone through; null before the first time.</summary>
    public DateTime? SweptAt { get; set; }

    /// <summary>Up to which moment of sending reminders were planned.</summary>
    public DateTime? RemindedTo { get; set; }

    /// <summary>How many invitations are no longer here: their time was over, or their customer was erased.</summary>
    public int Gone { get; set; }

    /// <summary>When it was removed; null while it was not.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Somebody who stands in the file of a campaign.</summary>
public sealed class CampaignPerson
{
    /// <summary>Of which campaign.</summary>
    public Guid CampaignId { get; init; }

    /// <summary>Who.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>What comes along to the survey, as a JSON object of name to text.</summary>
    public required string Known { get; set; }
}

/// <summary>Something that happened with a customer elsewhere, after which they may be asked: a contact closed, an order delivered.</summary>
public sealed class CustomerEvent
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>The system that tells of it.</summary>
    public required string Source { get; init; }

    /// <summary>Its id there: told twice, it is one.</summary>
    public required string SourceId { get; init; }

    /// <summary>What happened, as a code: <c>contact-closed</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>With whom.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>What comes along to the survey, as a JSON object of name to text.</summary>
    public required string Known { get; init; }

    /// <summary>When Kolot was told.</summary>
    public DateTime KeptAt { get; init; }
}
