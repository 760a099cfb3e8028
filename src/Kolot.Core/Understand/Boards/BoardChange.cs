namespace Kolot.Core.Understand.Boards;

/// <summary>What somebody wrote of a board.</summary>
public sealed record BoardDraft
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>Whether colleagues see it too.</summary>
    public bool Shared { get; init; }

    /// <summary>The version that the writer started from.</summary>
    public int? Version { get; init; }

    /// <summary>What stands now, as a form would write it.</summary>
    public static BoardDraft Of(Board board) => new() { Name = board.Name, Shared = board.Shared, Version = board.Version };
}

/// <summary>Decides what a board may be called, and how many there may be of it.</summary>
public static class BoardChange
{
    /// <summary>The longest name, in characters.</summary>
    public const int LongestName = 80;

    /// <summary>How many boards one member keeps at most.</summary>
    public const int MostBoards = 50;

    /// <summary>How many tiles a board has at most: more are nobody's overview.</summary>
    public const int MostTiles = 24;

    /// <summary>The draft as it is kept, or what is wrong with it.</summary>
    /// <param name="draft">What was written.</param>
    /// <param name="version">The version that stands; null for a new board.</param>
    public static Result<BoardDraft> Decide(BoardDraft draft, int? version)
    {
        var faults = new List<Fault>();
        var name = PlainText.Of(draft.Name, LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (version is not null && draft.Version != version) return new Refusal.Conflict("changed_meanwhile");
        return draft with { Name = name };
    }

    /// <summary>The name of a copy: the first that is not taken yet.</summary>
    /// <param name="name">What is copied.</param>
    /// <param name="taken">The names that there are.</param>
    public static string NameOfCopy(string name, IReadOnlyCollection<string> taken)
    {
        for (var number = 2; ; number++)
        {
            var ending = $" ({number})";
            var copy = name[..Math.Min(name.Length, LongestName - ending.Length)].TrimEnd() + ending;
            if (!taken.Contains(copy)) return copy;
        }
    }

    /// <summary>The tiles of a board once more, for another.</summary>
    public static IEnumerable<Tile> Copies(IEnumerable<Tile> tiles, Guid board, Func<Guid> id) => tiles.OrderBy(tile => tile.Position).Select((tile, at) => new Tile
    {
        Id = id(), BoardId = board, Position = at, Shape = tile.Shape, Title = tile.Title, Query = tile.Query, Text = tile.Text, Width = tile.Width,
    });
}
