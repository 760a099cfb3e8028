namespace Kolot.Core.Understand.Boards;

/// <summary>What somebody wrote of a tile.</summary>
public sealed record TileDraft
{
    /// <summary>What it is called; nothing for what it counts.</summary>
    public string? Title { get; init; }

    /// <summary>As what it shows, as a code: <c>figure</c>, <c>course</c>, <c>groups</c>, <c>distribution</c>, <c>note</c>.</summary>
    public string? Shape { get; init; }

    /// <summary>The words of a note.</summary>
    public string? Text { get; init; }

    /// <summary>How many columns it takes.</summary>
    public int Width { get; init; } = 1;

    /// <summary>The version that the writer started from.</summary>
    public int? Version { get; init; }

    /// <summary>What stands now, as a form would write it.</summary>
    public static TileDraft Of(Tile tile) => new() { Title = tile.Title, Shape = TileChange.CodeOf(tile.Shape), Text = tile.Text, Width = tile.Width, Version = tile.Version };
}

/// <summary>Decides what a tile may show.</summary>
public static class TileChange
{
    /// <summary>The longest title, in characters.</summary>
    public const int LongestTitle = 120;

    /// <summary>The longest note.</summary>
    public const int LongestText = 2_000;

    /// <summary>The longest address of a view.</summary>
    public const int LongestQuery = 2_000;

    /// <summary>A shape's code.</summary>
    public static string CodeOf(TileShape shape) => shape.ToString().ToLowerInvariant();

    /// <summary>The shape of a code; null where there is none.</summary>
    public static TileShape? ShapeOf(string? code) =>
        Enum.GetValues<TileShape>().Cast<TileShape?>().FirstOrDefault(shape => shape is { } known && CodeOf(known) == code);

    /// <summary>The draft as it is kept, or what is wrong with it.</summary>
    /// <param name="draft">What was written.</param>
    /// <param name="hasGroups">Whether its view tells groups apart.</param>
    /// <param name="tile">The tile that stands; null for a new one.</param>
    public static Result<(TileDraft Draft, TileShape Shape)> Decide(TileDraft draft, bool hasGroups, Tile? tile)
    {
        var faults = new List<Fault>();
        var title = PlainText.Of(draft.Title, LongestTitle, "title", faults);
        var text = PlainText.Of(draft.Text, LongestText, "text", faults);
        var shape = ShapeOf(draft.Shape);
        // What counts nothing cannot begin to, and what counts is no note.
        if (shape is null || (tile is not null && shape == TileShape.Note != (tile.Shape == TileShape.Note))) faults.Add(new("shape", "unknown"));
        if (shape == TileShape.Groups && !hasGroups) faults.Add(new("shape", "no_groups"));
        if (shape == TileShape.Note && text is null && title is null) faults.Add(new("text", "required"));
        if (draft.Width is < 1 or > Tile.Widest) faults.Add(new("width", "out_of_range"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (tile is not null && draft.Version != tile.Version) return new Refusal.Conflict("changed_meanwhile");
        return (draft with { Title = title, Text = shape == TileShape.Note ? text : null }, shape ?? TileShape.Figure);
    }

    /// <summary>Tiles in a new order, after one of them took another place; those alone whose place changes.</summary>
    /// <param name="tiles">All tiles of the board.</param>
    /// <param name="moved">Which.</param>
    /// <param name="to">Its new place, from 0; beyond the ends is at the end.</param>
    public static IReadOnlyList<(Tile Tile, int Position)> Moved(IEnumerable<Tile> tiles, Guid moved, int to)
    {
        var order = tiles.OrderBy(tile => tile.Position).ThenBy(tile => tile.Id).ToList();
        var from = order.FindIndex(tile => tile.Id == moved);
        if (from < 0) return [];
        var tile = order[from];
        order.RemoveAt(from);
        order.Insert(Math.Clamp(to, 0, order.Count), tile);
        return [.. order.Index().Where(one => one.Item.Position != one.Index).Select(one => (one.Item, one.Index))];
    }
}
