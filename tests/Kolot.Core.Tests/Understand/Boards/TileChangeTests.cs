using Kolot.Core.Understand.Boards;

namespace Kolot.Core.Tests.Understand.Boards;

public sealed class TileChangeTests
{
    [Theory]
    [InlineData(0, 2, "b c a d")]
    [InlineData(3, 0, "d a b c")]
    [InlineData(1, -1, "b a c d")]
    [InlineData(1, 99, "a c d b")]
    [InlineData(2, 2, "a b c d")]
    public void A_tile_takes_its_place_and_the_others_close_ranks(int which, int to, string expected)
    {
        var tiles = Row("a", "b", "c", "d");

        foreach (var (tile, position) in TileChange.Moved(tiles, tiles[which].Id, to)) tile.Position = position;

        Assert.Equal(expected, string.Join(' ', tiles.OrderBy(tile => tile.Position).Select(tile => tile.Title)));
        Assert.Equal([0, 1, 2, 3], tiles.Select(tile => tile.Position).Order());
    }

    [Fact]
    public void A_note_says_something_and_becomes_no_number_nor_a_number_a_note()
    {
        Assert.Equal("text", FieldOf(new() { Shape = "note", Text = " " }));
        Assert.Equal("shape", FieldOf(new() { Shape = "figure" }, new() { Query = "", Shape = TileShape.Note }));
        Assert.Equal("shape", FieldOf(new() { Shape = "note", Text = "א" }, new() { Query = "?measure=nps" }));
        Assert.False(TileChange.Decide(new() { Shape = "note", Title = "כותרת בלבד" }, false, null).Refused);
    }

    [Fact]
    public void Groups_are_shown_only_where_the_view_tells_some_apart()
    {
        Assert.Equal("shape", FieldOf(new() { Shape = "groups" }));
        Assert.False(TileChange.Decide(new() { Shape = "groups" }, hasGroups: true, null).Refused);
    }

    [Theory]
    [InlineData("pie", 1, "", "shape")]
    [InlineData("figure", 4, "", "width")]
    [InlineData("figure", 0, "", "width")]
    [InlineData("figure", 1, "long", "title")]
    public void What_no_tile_can_be_is_refused_at_its_field(string shape, int width, string title, string field) =>
        Assert.Equal(field, FieldOf(new() { Shape = shape, Width = width, Title = title.Length == 0 ? null : new string('א', TileChange.LongestTitle + 1) }));

    [Fact]
    public void A_stale_form_is_refused_and_what_is_wrong_besides_is_said_first()
    {
        var tile = new Tile { Query = "", Version = 3 };

        Assert.IsType<Refusal.Conflict>(TileChange.Decide(new() { Shape = "course", Version = 2 }, false, tile).Refusal);
        Assert.IsType<Refusal.Invalid>(TileChange.Decide(new() { Shape = "course", Width = 9, Version = 2 }, false, tile).Refusal);
        Assert.False(TileChange.Decide(new() { Shape = "course", Version = 3 }, false, tile).Refused);
    }

    [Fact]
    public void A_copy_has_a_name_of_its_own_and_tiles_of_its_own()
    {
        Assert.Equal("בוקר (2)", BoardChange.NameOfCopy("בוקר", []));
        Assert.Equal("בוקר (3)", BoardChange.NameOfCopy("בוקר", ["בוקר (2)"]));
        Assert.Equal(BoardChange.LongestName, BoardChange.NameOfCopy(new string('א', BoardChange.LongestName), []).Length);
        var (tiles, board, number) = (Row("b", "a"), Id(9), 10);
        tiles[0].Position = 5;
        var copies = BoardChange.Copies(tiles, board, () => Id(number++)).ToArray();
        Assert.Equal(["a 0", "b 1"], copies.Select(tile => $"{tile.Title} {tile.Position}"));
        Assert.All(copies, tile => Assert.Equal(board, tile.BoardId));
        Assert.Empty(copies.Select(tile => tile.Id).Intersect(tiles.Select(tile => tile.Id)));
    }

    private static Tile[] Row(params string[] titles) => [.. titles.Select((title, at) => new Tile { Id = Id(at + 1), Position = at, Title = title, Query = "" })];

    private static Guid Id(int number) => new($"0199aaaa-0000-7000-8000-{number:000000000000}");

    private static string? FieldOf(TileDraft draft, Tile? tile = null) =>
        TileChange.Decide(draft, false, tile).Refusal is Refusal.Invalid invalid ? Assert.Single(invalid.Faults).Field : null;
}
