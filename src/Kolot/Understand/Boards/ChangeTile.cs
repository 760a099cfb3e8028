using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards;

/// <summary>Changes a tile's title, shape, width and words.</summary>
public sealed class ChangeTile(Stores stores, TimeProvider clock)
{
    /// <summary>Changes it, unless it was changed since the draft was begun.</summary>
    public async Task<Result<Tile>> Run(Member member, (Guid Board, Guid Tile) which, TileDraft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.TouchBoard(member, which.Board, clock.GetUtcNow().UtcDateTime, cancel)) return new Refusal.NotFound();
        if (await store.TilesOf(which.Board).SingleOrDefaultAsync(tile => tile.Id == which.Tile, cancel) is not { } tile) return new Refusal.NotFound();
        var decided = TileChange.Decide(draft, TileQuery.Read(tile.Query).By is not null, tile);
        if (decided.Refusal is { } refused) return refused;
        (tile.Title, tile.Text, tile.Width, tile.Shape) = (decided.Value.Draft.Title, decided.Value.Draft.Text, decided.Value.Draft.Width, decided.Value.Shape);
        tile.Version++;
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return tile;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/boards/{id:guid}/tiles/{tile:guid}", async (Guid id, Guid tile, Visit visit, ChangeTile act, CancellationToken cancel) =>
            await act.Page(visit.Here, (id, tile), null, null, cancel)).Needs(Right.ReadScores);
        organisation.MapPost("/boards/{id:guid}/tiles/{tile:guid}", async (Guid id, Guid tile, HttpContext context, Visit visit, ChangeTile act) =>
        {
            var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
            var done = await act.Run(visit.Here, (id, tile), draft, context.RequestAborted);
            return done.Refused ? await act.Page(visit.Here, (id, tile), draft, done.Refusal, context.RequestAborted) : Redirects.SeeOther(visit.Path($"boards/{id}?arrange=1#t-{tile}"));
        }).Needs(Right.ReadScores);
    }

    /// <summary>The form of a new note.</summary>
    internal async Task<IResult> NotePage(Member member, Guid board, TileDraft? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.BoardsOf(member).AsNoTracking().SingleOrDefaultAsync(one => one.Id == board, cancel) is not { } found) return Results.NotFound();
        return Show(found, null, typed ?? new() { Shape = "note" }, refusal);
    }

    internal static TileDraft DraftOf(IFormCollection form) => new()
    {
        Title = form["title"].ToString(),
        Shape = form["shape"].ToString(),
        Text = form["text"].ToString(),
        Width = int.TryParse(form["width"], NumberStyles.None, CultureInfo.InvariantCulture, out var width) ? width : 0,
        Version = form.Version(),
    };

    private async Task<IResult> Page(Member member, (Guid Board, Guid Tile) which, TileDraft? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.BoardsOf(member).AsNoTracking().SingleOrDefaultAsync(board => board.Id == which.Board, cancel) is not { } board) return Results.NotFound();
        if (await store.TilesOf(board.Id).AsNoTracking().SingleOrDefaultAsync(tile => tile.Id == which.Tile, cancel) is not { } tile) return Results.NotFound();
        var draft = typed ?? TileDraft.Of(tile);
        // Only whoever was shown both sides saves once more knowingly.
        return Show(board, tile, refusal is Refusal.Conflict ? draft with { Version = tile.Version } : draft, refusal);
    }

    private static RazorComponentResult<TilePage> Show(Board board, Tile? tile, TileDraft draft, Refusal? refusal) =>
        new(new { Board = board, Tile = tile, Draft = draft, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
}
