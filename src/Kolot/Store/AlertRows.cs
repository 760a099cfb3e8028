using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Store;

/// <summary>That somebody wants to be told when a measure moves.</summary>
public sealed class Alert
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Who set it, and may change it.</summary>
    public Guid OwnerId { get; set; }

    /// <summary>The measure's code.</summary>
    public required string Measure { get; set; }

    /// <summary>Which version of its rule it was set on.</summary>
    public int MeasureVersion { get; set; }

    /// <summary>Whose voices: the filters, as they stand in the address of the scores.</summary>
    public required string Query { get; set; }

    /// <summary>Weeks or months.</summary>
    public Grain Grain { get; set; }

    /// <summary>Of which changes.</summary>
    public AlertDirection Direction { get; set; }

    /// <summary>When it was set.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>Since when it rests; null while it does not.</summary>
    public DateTime? PausedAt { get; set; }

    /// <summary>When it was removed; for a while that can be undone.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>That an alert tells somebody, and how it stands for them: everybody's is counted within their own reach.</summary>
public sealed class AlertReader
{
    /// <summary>The alert.</summary>
    public Guid AlertId { get; init; }

    /// <summary>Who is told.</summary>
    public Guid MemberId { get; set; }

    /// <summary>What the last look came to.</summary>
    public AlertState State { get; set; }

    /// <summary>How many pieces there were to tell what is usual.</summary>
    public int Pieces { get; set; }

    /// <summary>Since which day the measure is at its present level; null where nothing happened yet.</summary>
    public DateOnly? Since { get; set; }

    /// <summary>The last day of the newest piece that was looked at.</summary>
    public DateOnly? LookedTo { get; set; }
}

/// <summary>News that somebody was told of.</summary>
public sealed class Signal : IMailed
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>The alert.</summary>
    public Guid AlertId { get; init; }

    /// <summary>Who was told.</summary>
    public Guid MemberId { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>Why it is news.</summary>
    public NewsKind Kind { get; init; }

    /// <summary>The first of the days that it is compared with.</summary>
    public DateOnly BeforeFrom { get; init; }

    /// <summary>The first day of the news.</summary>
    public DateOnly NowFrom { get; init; }

    /// <summary>The last.</summary>
    public DateOnly NowTo { get; init; }

    /// <summary>How many answers before.</summary>
    public long BeforeN { get; init; }

    /// <summary>How many now.</summary>
    public long NowN { get; init; }

    /// <summary>The number before.</summary>
    public double BeforeValue { get; init; }

    /// <summary>The number now.</summary>
    public double NowValue { get; init; }

    /// <summary>The lower end of the interval of the difference.</summary>
    public double Low { get; init; }

    /// <summary>The upper end.</summary>
    public double High { get; init; }

    /// <summary>When it was seen; null while it was not.</summary>
    public DateTime? SeenAt { get; set; }

    /// <summary>What it was, in the words of whoever was told.</summary>
    public string? Note { get; set; }

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
}
