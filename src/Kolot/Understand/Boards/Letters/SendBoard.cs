using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Sends a letter now: to whoever asks, or once more where one was refused or is uncertain.</summary>
public sealed class SendBoard(Stores stores, MailingReach reach, MailRounds<Letter> letters, ErrandRounds rounds)
{
    private static readonly MailState[] Unsure = [MailState.Refused, MailState.Uncertain];

    /// <summary>Sends the board to whoever asks.</summary>
    public Task<Result<bool>> Run(Member member, Guid id, DateTime now, CancellationToken cancel) => Begin(member, id, now, async store =>
    {
        store.Letters.Add(new() { Id = Guid.CreateVersion7(now), BoardId = id, MemberId = member.Id, Occasion = now, Mail = MailState.Waiting, MailAt = now });
        await Task.CompletedTask;
        return true;
    }, cancel);

    /// <summary>Sends a letter once more that was refused or is uncertain.</summary>
    public Task<Result<bool>> Again(Member member, (Guid Board, Guid Letter) which, DateTime now, CancellationToken cancel) => Begin(member, which.Board, now, async store =>
    {
        var own = await store.BoardsOf(member).AnyAsync(board => board.Id == which.Board, cancel);
        return await store.Letters.Where(letter => letter.Id == which.Letter && letter.BoardId == which.Board && Unsure.Contains(letter.Mail) && (own || letter.MemberId == member.Id))
            .ExecuteUpdateAsync(
                set => set.SetProperty(letter => letter.Mail, MailState.Waiting).SetProperty(letter => letter.MailAt, now).SetProperty(letter => letter.MailTries, 0), cancel) == 1;
    }, cancel);

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/boards/{id:guid}/mail/now", async (Guid id, HttpContext context, SendBoard act, Visit visit, TimeProvider clock) =>
            Answer(await act.Run(visit.Here, id, clock.GetUtcNow().UtcDateTime, context.RequestAborted), id, context)).Needs(Right.ReadScores).RequireRateLimiting(SignInSetup.Doors);
        organisation.MapPost("/boards/{id:guid}/mail/letters/{letter:guid}", async (Guid id, Guid letter, HttpContext context, SendBoard act, Visit visit, TimeProvider clock) =>
            Answer(await act.Again(visit.Here, (id, letter), clock.GetUtcNow().UtcDateTime, context.RequestAborted), id, context)).Needs(Right.ReadScores).RequireRateLimiting(SignInSetup.Doors);
    }

    private static IResult Answer(Result<bool> done, Guid id, HttpContext context)
    {
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        context.RequestServices.GetRequiredService<Notices>().Leave(done.Refused ? Words.CannotSend : Words.OnItsWay);
        return Redirects.SeeOther(context.RequestServices.GetRequiredService<Visit>().Path($"boards/{id}/mail"));
    }

    private async Task<Result<bool>> Begin(Member member, Guid id, DateTime now, Func<OrganisationStore, Task<bool>> add, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (!await store.BoardsSeenBy(member).AnyAsync(board => board.Id == id, cancel)) return new Refusal.NotFound();
        if (await reach.Hindrance(member.Organisation, cancel) is { } why) return new Refusal.Conflict(why);
        await using var writing = await store.BeginWriting(cancel);
        if (!await add(store)) return new Refusal.NotFound();
        store.Errands.Add(new() { Kind = WriteLetter.Errand, Subject = "all", DueAt = now });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        letters.Ring(member.Organisation);
        rounds.Ring(member.Organisation);
        return true;
    }
}
