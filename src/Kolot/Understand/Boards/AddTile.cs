using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards;

/// <summary>Adds a tile to a board: the view of the scores that somebody looks at, or a note.</summary>
public sealed class AddTile(Stores stores, MakeBoard boards, TimeProvider clock)
{
    /// <summary>What is added.</summary>
    public sealed record Request
    {
        /// <summary>To which board; null for a new one.</summary>
        public Guid? Board { get; init; }

        /// <summary>The address of the view.</summary>
        public string? Query { get; init; }

        /// <summary>Its words and its shape.</summary>
        public TileDraft Draft { get; init; } = new();
    }

    /// <summary>Adds it at the end.</summary>
    public async Task<Result<(Board Board, Tile Tile)>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (request.Query is { Length: > TileChange.LongestQuery }) return new Refusal.Invalid("query", "too_long");
        var decided = TileChange.Decide(request.Draft, TileQuery.Read(request.Query).By is not null, null);
        if (decided.Refusal is { } refused) return refused;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow();
        var board = await BoardOf(store, member, request.Board, now.UtcDateTime, cancel);
        if (board.Refusal is { } noBoard) return noBoard;
        var (id, (draft, shape)) = (board.Value.Id, decided.Value);
        var there = await store.TilesOf(id).Select(tile => tile.Position).ToListAsync(cancel);
        if (there.Count >= BoardChange.MostTiles) return new Refusal.Invalid("board", "too_many_tiles");
        var tile = new Tile
        {
            Id = Guid.CreateVersion7(now), BoardId = id, Position = there.Count == 0 ? 0 : there.Max() + 1, Shape = shape, Title = draft.Title, Text = draft.Text, Width = draft.Width,
            Query = shape == TileShape.Note ? "" : TileQuery.Of(request.Query),
        };
        store.Tiles.Add(tile);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return (board.Value, tile);
    }

    private static string Told(Result<(Board Board, Tile Tile)> done)
    {
        if (!done.Refused) return Words.Added.Replace("{0}", done.Value.Board.Name, StringComparison.Ordinal);
        var faults = Faults.Of(done.Refusal, Words.ResourceManager);
        return faults.Any ? faults.Say(faults.All[0]) : Words.NotAdded;
    }

    private async Task<Result<Board>> BoardOf(OrganisationStore store, Member member, Guid? id, DateTime now, CancellationToken cancel)
    {
        if (id is not { } known) return await boards.Add(store, member, new() { Name = Words.FirstBoard }, cancel);
        return await store.TouchBoard(member, known, now, cancel) ? await store.Boards.AsNoTracking().SingleAsync(board => board.Id == known, cancel) : new Refusal.NotFound();
    }

    /// <summary>Its routes: from the scores page, and the form of a note.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/boards/tiles", async (HttpContext context, Visit visit, AddTile act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var query = form["query"].ToString();
            var shape = form["shape"].ToString();
            var width = shape is "course" ? 2 : 1;
            var done = await act.Run(visit.Here, new() { Board = Guid.TryParse(form["board"], out var board) ? board : null, Query = query, Draft = new() { Shape = shape, Width = width } }, context.RequestAborted);
            if (done.Refusal is Refusal.NotFound) return Results.NotFound();
            notices.Leave(Told(done), done.Refused ? null : (visit.Path($"boards/{done.Value.Board.Id}"), Words.OpenBoard));
            return Redirects.SeeOther(visit.Path("scores") + (query.Length is > 0 and <= TileChange.LongestQuery ? "?" + query.TrimStart('?') : ""));
        }).Needs(Right.ReadScores);
        organisation.MapGet("/boards/{id:guid}/tiles/new", async (Guid id, Visit visit, ChangeTile change, CancellationToken cancel) =>
            await change.NotePage(visit.Here, id, null, null, cancel)).Needs(Right.ReadScores);
        organisation.MapPost("/boards/{id:guid}/tiles/new", async (Guid id, HttpContext context, Visit visit, AddTile act, ChangeTile change) =>
        {
            var draft = ChangeTile.DraftOf(await context.Request.ReadFormAsync(context.RequestAborted)) with { Shape = "note" };
            var done = await act.Run(visit.Here, new() { Board = id, Draft = draft }, context.RequestAborted);
            return done.Refused ? await change.NotePage(visit.Here, id, draft, done.Refusal, context.RequestAborted) : Redirects.SeeOther(visit.Path($"boards/{id}?arrange=1#t-{done.Value.Tile.Id}"));
        }).Needs(Right.ReadScores);
    }
}
