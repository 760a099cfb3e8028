using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards;

/// <summary>Gives a tile another place on its board, or another width, by one press or by dragging.</summary>
/// <remarks>A place is not what anybody types: who edits a title meanwhile is not in the way, hence no version.</remarks>
public sealed class OrderTile(Stores stores, TimeProvider clock)
{
    /// <summary>Changes it.</summary>
    /// <param name="member">Whose board it is.</param>
    /// <param name="which">The board and the tile.</param>
    /// <param name="change">The new place from the present one, and the tiles that are there; the new width.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Tile>> Run(Member member, (Guid Board, Guid Tile) which, Change change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.TouchBoard(member, which.Board, clock.GetUtcNow().UtcDateTime, cancel)) return new Refusal.NotFound();
        var tiles = await store.TilesOf(which.Board).ToListAsync(cancel);
        var at = tiles.FindIndex(tile => tile.Id == which.Tile);
        if (at < 0) return new Refusal.NotFound();
        if (change.Width is { } width) tiles[at].Width = Math.Clamp(width, 1, Tile.Widest);
        if (change.To(at) is { } to)
            foreach (var (tile, position) in TileChange.Moved(tiles, which.Tile, to)) tile.Position = position;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return tiles[at];
    }

    /// <summary>Its route: <c>by</c> is <c>up</c> or <c>down</c>, <c>place</c> a place from 0, <c>width</c> a number of columns.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/boards/{id:guid}/tiles/{tile:guid}/order", async (Guid id, Guid tile, HttpContext context, Visit visit, OrderTile act) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var change = new Change(form["by"].ToString(), Number(form["place"]), Number(form["width"]));
        var done = await act.Run(visit.Here, (id, tile), change, context.RequestAborted);
        return done.Refused ? Results.NotFound() : Redirects.SeeOther(visit.Path($"boards/{id}?arrange=1#t-{tile}"));
    }).Needs(Right.ReadScores);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is asked for.</summary>
    /// <param name="By">One place up or down.</param>
    /// <param name="Place">A place from 0.</param>
    /// <param name="Width">A number of columns.</param>
    public sealed record Change(string By, int? Place, int? Width)
    {
        internal int? To(int from) => By switch { "up" => from - 1, "down" => from + 1, _ => Place };
    }
}
