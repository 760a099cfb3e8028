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

/// <summary>Changes a board's name and who sees it.</summary>
public sealed class ChangeBoard(Stores stores, TimeProvider clock)
{
    /// <summary>Changes it, unless it was changed since the draft was begun.</summary>
    public async Task<Result<Board>> Run(Member member, Guid id, BoardDraft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.BoardsOf(member).SingleOrDefaultAsync(board => board.Id == id, cancel) is not { } board) return new Refusal.NotFound();
        var decided = BoardChange.Decide(draft, board.Version);
        if (decided.Refusal is { } refused) return refused;
        (board.Name, board.Shared, board.ChangedAt) = (decided.Value.Name ?? "", decided.Value.Shared, clock.GetUtcNow().UtcDateTime);
        board.Version++;
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return board;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/boards/{id:guid}/edit", async (Guid id, Visit visit, ChangeBoard act, CancellationToken cancel) =>
            await act.Page(visit.Here, id, null, null, cancel)).Needs(Right.ReadScores);
        organisation.MapPost("/boards/{id:guid}/edit", async (Guid id, HttpContext context, Visit visit, ChangeBoard act) =>
        {
            var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
            var done = await act.Run(visit.Here, id, draft, context.RequestAborted);
            if (done.Refused) return await act.Page(visit.Here, id, draft, done.Refusal, context.RequestAborted);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path($"boards/{id}"));
        }).Needs(Right.ReadScores);
    }

    internal static BoardDraft DraftOf(IFormCollection form) => new() { Name = form["name"].ToString(), Shared = form["shared"] == "true", Version = form.Version() };

    private async Task<IResult> Page(Member member, Guid id, BoardDraft? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.BoardsOf(member).AsNoTracking().SingleOrDefaultAsync(board => board.Id == id, cancel) is not { } board) return Results.NotFound();
        var draft = typed ?? BoardDraft.Of(board);
        // Only whoever was shown both sides saves once more knowingly.
        if (refusal is Refusal.Conflict) draft = draft with { Version = board.Version };
        return new RazorComponentResult<BoardEditPage>(new { Board = board, Draft = draft, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }
}
