using System.ComponentModel.DataAnnotations.Schema;
using Kolot.Core.Listen;
using Kolot.Core.Respond.Cases;

namespace Kolot.Store;

/// <summary>A voice that somebody owns until it is closed.</summary>
public sealed class Case
{
    /// <summary>Its running number, by which it is spoken of.</summary>
    public long Number { get; init; }

    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose it is; null where nobody is known.</summary>
    public Guid? CustomerId { get; set; }

    /// <summary>Whose it would be, were that customer not merged into the one it is of; null where nobody was merged.</summary>
    public Guid? MergedFrom { get; set; }

    /// <summary>Which unit answers for it.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>The member who owns it; null while nobody does.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>What it is about.</summary>
    public CaseKind Kind { get; set; }

    /// <summary>How much it hurts the customer, 1 to 4.</summary>
    public int Severity { get; set; }

    /// <summary>How far it reaches, 1 to 4.</summary>
    public int Impact { get; set; }

    /// <summary>About which touchpoint, if known.</summary>
    public Guid? TouchpointId { get; init; }

    /// <summary>What it is called: how its first voice begins, until somebody says it better.</summary>
    public string? Title { get; set; }

    /// <summary>When it was opened.</summary>
    public DateTime OpenedAt { get; init; }

    /// <summary>By which rule, where one did; empty for the ready one.</summary>
    public Guid? OpenedByRule { get; init; }

    /// <summary>By which member or key, where one did.</summary>
    public Guid? OpenedBy { get; init; }

    /// <summary>When its customer last said something.</summary>
    public DateTime HeardAt { get; set; }

    /// <summary>By when something is due next, as its clocks tell; null where nothing is.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>Until when it rests; null while it does not.</summary>
    public DateTime? SnoozedUntil { get; set; }

    /// <summary>Into which case it was merged.</summary>
    public Guid? MergedInto { get; set; }

    /// <summary>Where it stands, as its steps tell: this and what follows is written by the database whenever one is kept.</summary>
    public CaseState State { get; private init; }

    /// <summary>Since when its customer is awaited; null where they are not.</summary>
    public DateTime? AwaitingSince { get; private init; }

    /// <summary>When its customer was last answered.</summary>
    public DateTime? AnsweredAt { get; private init; }

    /// <summary>When it was closed; null while it goes on.</summary>
    public DateTime? ClosedAt { get; private init; }

    /// <summary>Of a closed one: whether its customer confirmed that it is solved; null where it went on elsewhere.</summary>
    public bool? Confirmed { get; private init; }

    /// <summary>How often it went on after it was closed.</summary>
    public int Reopened { get; private init; }

    /// <summary>The number of its last step: whoever acts says which one they saw.</summary>
    public int Version { get; internal set; }
}

/// <summary>One thing that happened with a case. Steps are only added.</summary>
public sealed class CaseStep
{
    /// <summary>Its id, drawn when the page was opened from which it came: sent twice, it is one.</summary>
    public Guid Id { get; set; }

    /// <summary>Of which case.</summary>
    public Guid CaseId { get; set; }

    /// <summary>Its number within the case, from 1.</summary>
    public int Number { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>The member or key who did it; null where nobody of the organisation did.</summary>
    public Guid? ByMember { get; init; }

    /// <summary>Whether the customer did it.</summary>
    public bool ByCustomer { get; init; }

    /// <summary>What happened, as a code: see <see cref="CaseStepKinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>What was written.</summary>
    public string? Text { get; set; }

    /// <summary>What else is to be known of it, as a JSON object of codes, ids and numbers, without words of people.</summary>
    public string? Details { get; init; }

    /// <summary>Whether the customer sees it.</summary>
    public bool SeenByCustomer { get; init; }

    /// <summary>The voice that it brought, where whoever adds it knows it; kept by its id alone.</summary>
    [NotMapped]
    public Voice? Said { get; init; }
}

/// <summary>That a voice belongs to a case. It belongs to one at most.</summary>
public sealed class CaseVoice
{
    /// <summary>The voice.</summary>
    public Guid VoiceId { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; set; }
}

/// <summary>A rule by which voices open cases.</summary>
public sealed class CaseRuleRow
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Its place: the first by which a voice is meant opens its case.</summary>
    public int Position { get; set; }

    /// <summary>Whether it rests.</summary>
    public bool Off { get; set; }

    /// <summary>The sentence, as JSON: see <see cref="CaseRule"/>.</summary>
    public required string Content { get; set; }

    /// <summary>Who wrote it last.</summary>
    public Guid WrittenBy { get; set; }

    /// <summary>When.</summary>
    public DateTime WrittenAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>What a member takes of new cases. Who has none takes all kinds, in all languages, without a limit.</summary>
public sealed class CaseHand
{
    /// <summary>Who.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Of which kinds, by their codes, parted by commas; empty for all.</summary>
    public required string Kinds { get; set; }

    /// <summary>In which languages, parted by commas; empty for all.</summary>
    public required string Languages { get; set; }

    /// <summary>How many open ones at most; null for no limit.</summary>
    public int? Most { get; set; }

    /// <summary>Until when they rest.</summary>
    public DateTime? RestsUntil { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}
