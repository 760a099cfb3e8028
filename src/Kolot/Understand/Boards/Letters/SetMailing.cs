using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Decides when and to whom a board of one's own is mailed, or that it is not any more.</summary>
public sealed class SetMailing(Stores stores, ErrandRounds rounds, Log log, TimeProvider clock)
{
    /// <summary>Sets it, unless it was changed since the draft was begun: by a form, or by a reader who wants no more of it.</summary>
    public async Task<Result<Mailing>> Run(Member member, Guid id, MailingDraft draft, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.TouchBoard(member, id, clock.GetUtcNow().UtcDateTime, cancel)) return new Refusal.NotFound();
        var board = await store.Boards.AsNoTracking().SingleAsync(one => one.Id == id, cancel);
        var known = await store.Mailings.AsNoTracking().SingleOrDefaultAsync(mailing => mailing.BoardId == id, cancel);
        var mayRead = await MailingReach.MayRead(store, board).Select(row => row.Id).ToListAsync(cancel);
        var decided = MailingChange.Decide(draft, id, known, mayRead.ToHashSet());
        if (decided.Refused) return decided;
        var wanted = decided.Value;
        wanted.DueAt = MailingChange.Next(wanted, clock.GetUtcNow().UtcDateTime, await MailingReach.ZoneOf(store, cancel));
        if (known is null) store.Mailings.Add(wanted);
        else await store.Mailings.Where(mailing => mailing.BoardId == id).ExecuteUpdateAsync(
            set => set.SetProperty(mailing => mailing.Rhythm, wanted.Rhythm).SetProperty(mailing => mailing.Weekday, wanted.Weekday).SetProperty(mailing => mailing.MonthDay, wanted.MonthDay)
                .SetProperty(mailing => mailing.Hour, wanted.Hour).SetProperty(mailing => mailing.DueAt, wanted.DueAt).SetProperty(mailing => mailing.Version, wanted.Version),
            cancel);
        await Address(store, id, draft.Readers, cancel);
        await BoardsDue.Arm(store, id, wanted.DueAt, cancel);
        log.Write(store, member, "board.mailing-set", id.ToString(), new { rhythm = MailingChange.CodeOf(wanted.Rhythm), wanted.Hour, readers = draft.Readers.Count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return wanted;
    }

    /// <summary>Ends it.</summary>
    public async Task<Result<bool>> End(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.TouchBoard(member, id, clock.GetUtcNow().UtcDateTime, cancel)) return new Refusal.NotFound();
        await store.Mailings.Where(mailing => mailing.BoardId == id).ExecuteDeleteAsync(cancel);
        await store.MailingReaders.Where(reader => reader.BoardId == id).ExecuteDeleteAsync(cancel);
        await BoardsDue.Arm(store, id, null, cancel);
        log.Write(store, member, "board.mailing-ended", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/boards/{id:guid}/mail", async (Guid id, HttpContext context, Visit visit, SetMailing act, MailingView view) =>
        {
            var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
            var done = await act.Run(visit.Here, id, draft, context.RequestAborted);
            if (done.Refused) return await view.Page(id, draft, done.Refusal, context.RequestAborted);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Set);
            return Redirects.SeeOther(visit.Path($"boards/{id}/mail"));
        }).Needs(Right.ReadScores);
        organisation.MapPost("/boards/{id:guid}/mail/removal", async (Guid id, Visit visit, SetMailing act, Notices notices, CancellationToken cancel) =>
        {
            if ((await act.End(visit.Here, id, cancel)).Refused) return Results.NotFound();
            notices.Leave(Words.Ended);
            return Redirects.SeeOther(visit.Path($"boards/{id}/mail"));
        }).Needs(Right.ReadScores);
    }

    // Whoever stays keeps the key by which they end it: links in letters of before still open.
    private static async Task Address(OrganisationStore store, Guid board, IReadOnlyList<Guid> readers, CancellationToken cancel)
    {
        var there = await store.MailingReaders.Where(reader => reader.BoardId == board).Select(reader => reader.MemberId).ToListAsync(cancel);
        await store.MailingReaders.Where(reader => reader.BoardId == board && !readers.Contains(reader.MemberId)).ExecuteDeleteAsync(cancel);
        store.MailingReaders.AddRange(readers.Distinct().Except(there).Select(reader => MailingReach.Reader(board, reader)));
    }

    private static MailingDraft DraftOf(IFormCollection form) => new()
    {
        Rhythm = form["rhythm"].ToString(),
        Weekday = Number(form["weekday"]),
        MonthDay = Number(form["monthDay"]),
        Hour = Number(form["hour"]),
        Readers = [.. form["readers"].Select(reader => Guid.TryParse(reader, out var id) ? id : Guid.Empty)],
        Version = form.Version(),
    };

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
