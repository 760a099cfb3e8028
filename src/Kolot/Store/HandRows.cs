using Kolot.Core.Respond.Cases;

namespace Kolot.Store;

/// <summary>That a member looks at a case, for some seconds more.</summary>
public sealed class CasePresence
{
    /// <summary>At which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Who.</summary>
    public Guid MemberId { get; init; }

    /// <summary>Until when they count as looking.</summary>
    public DateTime SeenUntil { get; set; }

    /// <summary>Until when they count as writing an answer; null where they only look.</summary>
    public DateTime? WritesUntil { get; set; }
}

/// <summary>Words that are ready to be put into an answer.</summary>
public sealed class Snippet
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose own it is; null for the organisation's.</summary>
    public Guid? MemberId { get; set; }

    /// <summary>By what it is found.</summary>
    public required string Name { get; set; }

    /// <summary>The words in Hebrew, with places to fill in; null where there are none.</summary>
    public string? Text { get; set; }

    /// <summary>The same in English.</summary>
    public string? TextEn { get; set; }

    /// <summary>To which team the case goes once it is sent; null where it stays.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Who wrote it last.</summary>
    public Guid WrittenBy { get; set; }

    /// <summary>When.</summary>
    public DateTime WrittenAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>That two cases have to do with each other. The one that was opened first stands first.</summary>
public sealed class CaseRelation
{
    /// <summary>The earlier one.</summary>
    public Guid CaseId { get; init; }

    /// <summary>The later one.</summary>
    public Guid OtherId { get; init; }

    /// <summary>What they have to do with each other.</summary>
    public CaseRelationKind Kind { get; set; }

    /// <summary>Who said so.</summary>
    public Guid ByMember { get; set; }

    /// <summary>When.</summary>
    public DateTime At { get; set; }
}
