using Kolot.Core.Listen.Rhythm;

namespace Kolot.Store;

/// <summary>A line of the programme's plan: what is to be heard where, and how often.</summary>
public sealed class RhythmLine
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>What is asked.</summary>
    public required string Name { get; set; }

    /// <summary>By which channel; null for all.</summary>
    public Guid? ChannelId { get; set; }

    /// <summary>At which touchpoint; null for all.</summary>
    public Guid? TouchpointId { get; set; }

    /// <summary>How many voices are expected.</summary>
    public int Expected { get; set; }

    /// <summary>Each week or month.</summary>
    public RhythmPer Per { get; set; }

    /// <summary>When it was planned: what was before is no part of the plan.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}
