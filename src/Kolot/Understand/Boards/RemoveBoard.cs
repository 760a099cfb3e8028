using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards;

/// <summary>Removes a board or a tile, and brings it back: for a day it is only out of sight.</summary>
public sealed class RemoveBoard(Stores stores, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Removes a board of one's own; its mailing rests meanwhile.</summary>
    public async Task<Result<bool>> Run(Member member, Guid id, bool back, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        DateTime? at = back ? null : now;
        var changed = await store.Boards.Where(board => board.Id == id && board.MemberId == member.Id && board.RemovedAt == null != back)
            .ExecuteUpdateAsync(set => set.SetProperty(board => board.RemovedAt, at), cancel);
        if (changed == 0) return new Refusal.NotFound();
        var over = now - Kept;
        await store.RemoveBoards(store.Boards.Where(board => board.RemovedAt < over).Select(board => board.Id), cancel);
        await writing.Commit(cancel);
        return true;
    }

    /// <summary>Takes a tile off a board of one's own, or puts it back in its place.</summary>
    public async Task<Result<Tile>> Tile(Member member, (Guid Board, Guid Tile) which, bool back, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        if (!await store.TouchBoard(member, which.Board, now, cancel)) return new Refusal.NotFound();
        var tiles = store.Tiles.Where(tile => tile.BoardId == which.Board);
        if (await tiles.SingleOrDefaultAsync(tile => tile.Id == which.Tile && tile.RemovedAt == null != back, cancel) is not { } tile) return new Refusal.NotFound();
        tile.RemovedAt = back ? null : now;
        var over = now - Kept;
        await tiles.Where(other => other.RemovedAt < over).ExecuteDeleteAsync(cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return tile;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        foreach (var back in new[] { false, true })
        {
            var last = back ? "return" : "removal";
            organisation.MapPost($"/boards/{{id:guid}}/{last}", async (Guid id, Visit visit, RemoveBoard act, CancellationToken cancel) =>
                (await act.Run(visit.Here, id, back, cancel)).Refused ? Results.NotFound() : Redirects.SeeOther(visit.Path(back ? $"boards/{id}" : $"boards?removed={id}"))).Needs(Right.ReadScores);
            organisation.MapPost($"/boards/{{id:guid}}/tiles/{{tile:guid}}/{last}", async (Guid id, Guid tile, Visit visit, RemoveBoard act, CancellationToken cancel) =>
                (await act.Tile(visit.Here, (id, tile), back, cancel)).Refused
                    ? Results.NotFound()
                    : Redirects.SeeOther(visit.Path($"boards/{id}?arrange=1{(back ? $"#t-{tile}" : $"&removed={tile}")}"))).Needs(Right.ReadScores);
        }
    }
}
