namespace Kolot.Core.Understand.Boards;

/// <summary>Measures that somebody wants to see together, as tiles. Whoever looks counts with their own reach.</summary>
public sealed class Board
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose it is: who arranges it.</summary>
    public Guid MemberId { get; set; }

    /// <summary>Its name.</summary>
    public required string Name { get; set; }

    /// <summary>Whether colleagues see it too.</summary>
    public bool Shared { get; set; }

    /// <summary>When it or one of its tiles was changed last.</summary>
    public DateTime ChangedAt { get; set; }

    /// <summary>When it was removed; for a day it can be brought back. Null while it stands.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>How often its name or who sees it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>As what a tile shows its measure.</summary>
public enum TileShape
{
    /// <summary>The number, with n, interval, and the change from before.</summary>
    Figure,

    /// <summary>Its course over time.</summary>
    Course,

    /// <summary>Groups beside all others.</summary>
    Groups,

    /// <summary>How often each answer was given.</summary>
    Distribution,

    /// <summary>No measure but words: what to look at, and why.</summary>
    Note,
}

/// <summary>One piece of a board: a view of the scores in a shape, or a note.</summary>
public sealed class Tile
{
    /// <summary>How wide a tile can be: one, two or all three columns.</summary>
    public const int Widest = 3;

    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>The board it is on.</summary>
    public Guid BoardId { get; init; }

    /// <summary>Its place, from 0.</summary>
    public int Position { get; set; }

    /// <summary>As what it shows.</summary>
    public TileShape Shape { get; set; }

    /// <summary>What it is called; null for what it counts.</summary>
    public string? Title { get; set; }

    /// <summary>What is counted, as it stands in the address of the scores page. A period such as the last 90 days moves along.</summary>
    public required string Query { get; init; }

    /// <summary>The words of a note.</summary>
    public string? Text { get; set; }

    /// <summary>How many columns it takes, from 1.</summary>
    public int Width { get; set; } = 1;

    /// <summary>When it was taken off; for a day it can be put back. Null while it is there.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>How often its words or its shape were changed.</summary>
    public int Version { get; set; }
}
