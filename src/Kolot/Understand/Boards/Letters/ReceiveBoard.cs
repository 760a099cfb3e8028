using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Joins those who get a board that is mailed, or leaves them: everybody for themselves.</summary>
public sealed class ReceiveBoard(Stores stores)
{
    /// <summary>Joins or leaves.</summary>
    public async Task<Result<bool>> Run(Member member, Guid id, bool joins, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.BoardsSeenBy(member).AnyAsync(board => board.Id == id, cancel)) return new Refusal.NotFound();
        // Whoever has the form of it open is shown both sides, and writes nobody in again who left meanwhile.
        if (await store.Mailings.Where(mailing => mailing.BoardId == id).ExecuteUpdateAsync(set => set.SetProperty(mailing => mailing.Version, mailing => mailing.Version + 1), cancel) == 0)
            return new Refusal.NotFound();
        await store.MailingReaders.Where(reader => reader.BoardId == id && reader.MemberId == member.Id).ExecuteDeleteAsync(cancel);
        if (joins) store.MailingReaders.Add(MailingReach.Reader(id, member.Id));
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return joins;
    }

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/boards/{id:guid}/mail/own", async (Guid id, HttpContext context, Visit visit, ReceiveBoard act, Notices notices) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, id, form["joins"] == "true", context.RequestAborted);
        if (done.Refused) return Results.NotFound();
        notices.Leave(done.Value ? Words.Joined : Words.Left);
        return Redirects.SeeOther(visit.Path($"boards/{id}/mail"));
    }).Needs(Right.ReadScores);
}
