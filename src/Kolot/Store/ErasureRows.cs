namespace Kolot.Store;

/// <summary>The secret under which an organisation's tombstones are written. A restored backup may bring a second one.</summary>
public sealed class ErasureSecret
{
    /// <summary>Whose.</summary>
    public required string Organisation { get; init; }

    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>When that organisation was founded: by this it is told from another of the same name, and known under another name.</summary>
    public DateTime FoundedAt { get; init; }

    /// <summary>32 random bytes.</summary>
    public required byte[] Secret { get; init; }
}

/// <summary>That somebody was erased: when, by whom and how much, but not who.</summary>
public sealed class Erasure
{
    /// <summary>Where.</summary>
    public required string Organisation { get; init; }

    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>When it was begun. What is kept later is of somebody new.</summary>
    public DateTime At { get; init; }

    /// <summary>Which member or key asked for it.</summary>
    public Guid By { get; init; }

    /// <summary>Their name at that time.</summary>
    public required string ByName { get; init; }

    /// <summary>Whether scores and numeric answers stay, of nobody.</summary>
    public bool KeepsScores { get; init; }

    /// <summary>What went, as JSON of numbers.</summary>
    public required string Counts { get; set; }

    /// <summary>When everything was gone and looked through once more; null while it goes on.</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>By what something erased is recognised if it comes again: a hash that cannot be read back.</summary>
public sealed class Tombstone
{
    /// <summary>Where.</summary>
    public required string Organisation { get; init; }

    /// <summary>The mark under the organisation's secret.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>By which erasure.</summary>
    public Guid ErasureId { get; set; }
}
