using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Recovery;
using Kolot.Core.Respond.Restatements;

namespace Kolot.Store;

/// <summary>What was promised to one customer, in a case.</summary>
public sealed class Commitment
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>In which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>The sentence; null once its words are over.</summary>
    public string? Text { get; set; }

    /// <summary>To whom, as they are called; null for whoever the case is of.</summary>
    public string? ToName { get; set; }

    /// <summary>Who keeps it; null where nobody does any more.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>Who made it.</summary>
    public Guid MadeBy { get; init; }

    /// <summary>When.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>By when, as it was made.</summary>
    public DateTime FirstDueAt { get; init; }

    /// <summary>By when, as its ledger tells.</summary>
    public DateTime DueAt { get; set; }

    /// <summary>Whether it is still to be kept, as its ledger tells.</summary>
    public CommitmentState State { get; set; }

    /// <summary>When it ended.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>When whoever keeps it was last reminded.</summary>
    public DateTime? RemindedAt { get; set; }
}

/// <summary>One line of the ledger of a commitment. Lines are only added.</summary>
public sealed class CommitmentOutcome
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which commitment.</summary>
    public Guid CommitmentId { get; init; }

    /// <summary>Its number within it, from 1.</summary>
    public int Number { get; init; }

    /// <summary>What it says.</summary>
    public OutcomeKind Kind { get; init; }

    /// <summary>When that was.</summary>
    public DateTime At { get; init; }

    /// <summary>When it was noted.</summary>
    public DateTime NotedAt { get; init; }

    /// <summary>The new time, where it names one.</summary>
    public DateTime? DueAt { get; init; }

    /// <summary>How the customer gave their word, where they did.</summary>
    public CustomersWord? Word { get; init; }

    /// <summary>The member who noted it; null where the customer did.</summary>
    public Guid? ByMember { get; init; }

    /// <summary>What was said to it.</summary>
    public string? Note { get; set; }
}

/// <summary>What the customer meant, said back to them.</summary>
public sealed class Restatement
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>In which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>In the customer's terms; null where it was left out, or its words are over.</summary>
    public string? Text { get; set; }

    /// <summary>Why it was left out.</summary>
    public string? Why { get; set; }

    /// <summary>How they heard it.</summary>
    public RestatementWay Way { get; init; }

    /// <summary>Who wrote it.</summary>
    public Guid WrittenBy { get; init; }

    /// <summary>When it was sent, or said.</summary>
    public DateTime SentAt { get; init; }

    /// <summary>What became of it.</summary>
    public RestatementEnding Ending { get; set; }

    /// <summary>When.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>What the customer said instead.</summary>
    public string? Said { get; set; }
}

/// <summary>A step by which something was made right. Steps are only added.</summary>
public sealed class RecoveryStep
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>In which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Which of the four.</summary>
    public RecoveryPart Part { get; init; }

    /// <summary>What the customer reads of it.</summary>
    public string? Told { get; set; }

    /// <summary>By what it can be seen that it happened.</summary>
    public string? Evidence { get; set; }

    /// <summary>What was spent for it from an allowance, where something was.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>Who made it.</summary>
    public Guid ByMember { get; init; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }
}

/// <summary>What members of a role may spend at their own judgement.</summary>
public sealed class AllowanceRow
{
    /// <summary>The role.</summary>
    public Role Role { get; init; }

    /// <summary>For one incident, in hundredths of the currency.</summary>
    public long Incident { get; set; }

    /// <summary>In one month, by one member.</summary>
    public long Month { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>Something spent from an allowance, or taken back. Entries are only added, and outlive their case, without words.</summary>
public sealed class AllowanceEntry
{
    /// <summary>Its id, drawn when the page was opened from which it came: sent twice, it is one.</summary>
    public Guid Id { get; init; }

    /// <summary>For which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Whose allowance.</summary>
    public Guid MemberId { get; init; }

    /// <summary>For a mishap, or of one's own accord.</summary>
    public SpendKind Kind { get; init; }

    /// <summary>In hundredths of the currency; of what takes another back, less than nothing.</summary>
    public long Amount { get; init; }

    /// <summary>What the customer got.</summary>
    public string? What { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>When it counts: of what takes another back, when that one did.</summary>
    public DateTime CountsAt { get; init; }

    /// <summary>Which entry it takes back.</summary>
    public Guid? ReversesId { get; init; }

    /// <summary>Who noted it.</summary>
    public Guid ByMember { get; init; }
}

/// <summary>The line to the top: by which channel one writes there, who answers, and in what rhythm. One row, once somebody decided.</summary>
public sealed class TopLineRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>By which channel one writes to the top; null while there is no line.</summary>
    public Guid? ChannelId { get; set; }

    /// <summary>The team that answers.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>After how many open days the customer hears from it anew.</summary>
    public int EveryDays { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>That a case is one of the line to the top.</summary>
public sealed class TopLineCase
{
    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>When the customer is to hear from us next; null once it is over.</summary>
    public DateTime? NextAt { get; set; }
}
