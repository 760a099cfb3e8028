using Kolot.Core.Organisation;

namespace Kolot.Core.Understand.Boards;

/// <summary>How often a board is mailed.</summary>
public enum Rhythm
{
    /// <summary>Every day.</summary>
    Daily,

    /// <summary>Every week, on one day of it.</summary>
    Weekly,

    /// <summary>Every month, on one day of it.</summary>
    Monthly,
}

/// <summary>When a board goes out by mail, in the organisation's own time.</summary>
public sealed class Mailing
{
    /// <summary>The board.</summary>
    public Guid BoardId { get; init; }

    /// <summary>How often.</summary>
    public Rhythm Rhythm { get; set; }

    /// <summary>On which day of the week, from 0 for Sunday.</summary>
    public int Weekday { get; set; }

    /// <summary>On which day of the month, from 1; in a month that is shorter, on its last.</summary>
    public int MonthDay { get; set; } = 1;

    /// <summary>At what hour, from 0 to 23.</summary>
    public int Hour { get; set; }

    /// <summary>When it is due next, in UTC.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Who gets a board by mail.</summary>
public sealed class MailingReader
{
    /// <summary>The board.</summary>
    public Guid BoardId { get; init; }

    /// <summary>The member.</summary>
    public Guid MemberId { get; init; }

    /// <summary>What the link in the mail holds by which this ends. It can do nothing else.</summary>
    public required string StopKey { get; init; }
}

/// <summary>One mail of a board to one member.</summary>
public sealed class Letter : IMailed
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>The board.</summary>
    public Guid BoardId { get; init; }

    /// <summary>To whom.</summary>
    public Guid MemberId { get; init; }

    /// <summary>For which time that it was due: of each there is one letter to each member.</summary>
    public DateTime Occasion { get; init; }

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
}
