namespace Kolot.Core.Listen;

/// <summary>What a voice is.</summary>
public enum VoiceKind
{
    /// <summary>An opinion on what was done.</summary>
    Feedback = 0,

    /// <summary>Something went wrong and somebody says so.</summary>
    Complaint = 1,

    /// <summary>Something is asked for.</summary>
    Request = 2,

    /// <summary>Something is asked.</summary>
    Question = 3,

    /// <summary>A thought of what could be. Kept, and never counted into scores.</summary>
    Idea = 4,

    /// <summary>Something went well and somebody says so.</summary>
    Praise = 5,
}

/// <summary>Anything that a customer, or an employee on a customer's behalf, expressed.</summary>
public sealed class Voice
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Its place in time: sorts voices by when they were heard, and is unique. See <see cref="Place"/>.</summary>
    public long Place { get; set; }

    /// <summary>When the customer said it.</summary>
    public DateTime HeardAt { get; set; }

    /// <summary>When Kolot took it in.</summary>
    public DateTime KeptAt { get; init; }

    /// <summary>What it is, as entered.</summary>
    public VoiceKind Kind { get; set; }

    /// <summary>By which channel it came.</summary>
    public Guid ChannelId { get; set; }

    /// <summary>About which touchpoint, if known.</summary>
    public Guid? TouchpointId { get; set; }

    /// <summary>About which unit, if known.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Whose, if known.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>Whose it would be, were that customer not merged into the one it is of; null where nobody was merged.</summary>
    public Guid? MergedFrom { get; set; }

    /// <summary>A title, where the source has one.</summary>
    public string? Title { get; set; }

    /// <summary>The words themselves.</summary>
    public string? Text { get; set; }

    /// <summary>The language of the words, once read: <c>he</c>, <c>en</c>, <c>ar</c>, <c>ru</c>; null while unread or unknown.</summary>
    public string? Language { get; set; }

    /// <summary>The headline score as given, on its own scale; null where none was asked.</summary>
    public double? Score { get; set; }

    /// <summary>The lowest score that could be given.</summary>
    public double? ScoreLow { get; set; }

    /// <summary>The highest score that could be given.</summary>
    public double? ScoreHigh { get; set; }

    /// <summary>Where the score lies on its scale.</summary>
    public ScoreBand? Band { get; set; }

    /// <summary>All answers, as a JSON object of question to answer; null where there are none.</summary>
    public string? Answers { get; set; }

    /// <summary>The system that it comes from: <c>crm</c>, <c>qualtrics</c>, <c>kolot</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Its id in that system; null where the source gives none.</summary>
    public string? SourceId { get; init; }

    /// <summary>Who wrote it down, where that is not the customer.</summary>
    public string? Author { get; set; }

    /// <summary>The member or key that entered it.</summary>
    public Guid? EnteredBy { get; init; }

    /// <summary>The import that brought it, if one did.</summary>
    public Guid? ImportId { get; init; }

    /// <summary>Whether it was brought in as history: read and measured, but starting no clock, case or message.</summary>
    public bool History { get; init; }

    /// <summary>The version of the privacy notice under which it was given, such as <c>he-3</c>, where its source says so; else those in force when it was said.</summary>
    public string? Notice { get; set; }

    /// <summary>When its words were let go because their time was over; null while they are here. What is counted stays.</summary>
    public DateTime? WordsRemovedAt { get; set; }

    /// <summary>How often its content changed since it was first heard.</summary>
    public int Version { get; set; }
}

/// <summary>What a voice said before it was changed.</summary>
public sealed class VoiceRevision
{
    /// <summary>Its number.</summary>
    public long Id { get; init; }

    /// <summary>The voice that changed.</summary>
    public Guid VoiceId { get; init; }

    /// <summary>The version that this was.</summary>
    public int Version { get; init; }

    /// <summary>When it was replaced.</summary>
    public DateTime ReplacedAt { get; init; }

    /// <summary>What was replaced, as JSON.</summary>
    public required string Content { get; init; }
}
