using Kolot.Core.Understand.Boards;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Boards;

/// <summary>Why a tile counts nothing for whoever looks.</summary>
public enum TileWhy
{
    /// <summary>It does, or it is a note.</summary>
    Counts,

    /// <summary>The measure is not there any more.</summary>
    Unknown,

    /// <summary>It counts what is beyond the reader's reach or rights: told without numbers, rather than with others than its title says.</summary>
    Beyond,
}

/// <summary>A tile as one reader sees it.</summary>
/// <param name="Tile">The tile.</param>
/// <param name="Score">What it shows; null for a note, and where there is nothing to count.</param>
/// <param name="Why">Why it counts nothing.</param>
public sealed record TileView(Tile Tile, ScoreView? Score, TileWhy Why);

/// <summary>A board as one reader sees it.</summary>
public sealed record BoardView
{
    /// <summary>The board.</summary>
    public required Board Board { get; init; }

    /// <summary>Who arranges it, by name.</summary>
    public required string By { get; init; }

    /// <summary>Whether the reader arranges it.</summary>
    public required bool Own { get; init; }

    /// <summary>The units at the top of what the reader sees, by name; none for whoever sees all, or only what they entered.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Its tiles, in order.</summary>
    public required IReadOnlyList<TileView> Tiles { get; init; }

    /// <summary>As of when it was counted, in UTC.</summary>
    public required DateTime At { get; init; }

    /// <summary>How many of its last letters did not arrive for sure; of others' letters only whoever arranges the board hears.</summary>
    public int Troubled { get; init; }

    /// <summary>Which share of the numbers is in memory; below 1 there are none yet.</summary>
    public double Loaded => Tiles.Select(tile => tile.Score?.Loaded ?? 1).DefaultIfEmpty(1).Min();
}
