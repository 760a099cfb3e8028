using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards;

/// <summary>Makes a board: an empty one, or another once more.</summary>
public sealed class MakeBoard(Stores stores, TimeProvider clock)
{
    /// <summary>Makes an empty one.</summary>
    public async Task<Result<Board>> Run(Member member, BoardDraft draft, CancellationToken cancel)
    {
        var decided = BoardChange.Decide(draft, null);
        if (decided.Refusal is { } refused) return refused;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var made = await Add(store, member, decided.Value, cancel);
        if (made.Refused) return made;
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return made;
    }

    /// <summary>Makes one's own copy of a board that one sees. It is shared with nobody, and mailed to nobody.</summary>
    public async Task<Result<Board>> Copy(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.BoardsSeenBy(member).AsNoTracking().SingleOrDefaultAsync(board => board.Id == id, cancel) is not { } original) return new Refusal.NotFound();
        var taken = await store.BoardsOf(member).Select(board => board.Name).ToListAsync(cancel);
        var made = await Add(store, member, new() { Name = BoardChange.NameOfCopy(original.Name, taken) }, cancel);
        if (made.Refused) return made;
        store.Tiles.AddRange(BoardChange.Copies(await store.TilesOf(id).AsNoTracking().ToListAsync(cancel), made.Value.Id, () => Guid.CreateVersion7(clock.GetUtcNow())));
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return made;
    }

    /// <summary>Adds a board in the transaction that is open; the caller saves.</summary>
    internal async Task<Result<Board>> Add(OrganisationStore store, Member member, BoardDraft draft, CancellationToken cancel)
    {
        if (await store.BoardsOf(member).CountAsync(cancel) >= BoardChange.MostBoards) return new Refusal.Invalid("name", "too_many_boards");
        var now = clock.GetUtcNow();
        var board = new Board { Id = Guid.CreateVersion7(now), MemberId = member.Id, Name = draft.Name ?? "", Shared = draft.Shared, ChangedAt = now.UtcDateTime };
        store.Boards.Add(board);
        return board;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/boards", async (HttpContext context, Visit visit, MakeBoard act, ShowBoards show) =>
        {
            var draft = ChangeBoard.DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
            var made = await act.Run(visit.Here, draft, context.RequestAborted);
            return made.Refused ? await show.Page(draft, made.Refusal, context.RequestAborted) : Redirects.SeeOther(visit.Path($"boards/{made.Value.Id}"));
        }).Needs(Right.ReadScores);
        organisation.MapPost("/boards/{id:guid}/copies", async (Guid id, HttpContext context, Visit visit, MakeBoard act, ShowBoards show) =>
        {
            var made = await act.Copy(visit.Here, id, context.RequestAborted);
            if (made.Refusal is Refusal.NotFound) return Results.NotFound();
            if (made.Refused) return await show.Page(null, made.Refusal, context.RequestAborted);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Copied);
            return Redirects.SeeOther(visit.Path($"boards/{made.Value.Id}/edit"));
        }).Needs(Right.ReadScores);
    }
}
