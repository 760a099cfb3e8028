using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Ends the letters of a board by the link in one of them. Opening the link changes nothing: scanners of mail open every link.</summary>
public sealed class StopLetters(Stores stores)
{
    /// <summary>The board whose letters a key ends; null where it ends none.</summary>
    public async Task<Board?> Find(string organisation, string key, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return null;
        await using var store = await stores.Open(organisation, cancel);
        return await store.MailingReaders.Where(reader => reader.StopKey == key).Join(store.Boards, reader => reader.BoardId, board => board.Id, (_, board) => board).AsNoTracking().SingleOrDefaultAsync(cancel);
    }

    /// <summary>Ends them.</summary>
    public async Task Run(string organisation, string key, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return;
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var boards = await store.MailingReaders.Where(reader => reader.StopKey == key).Select(reader => reader.BoardId).ToListAsync(cancel);
        await store.MailingReaders.Where(reader => reader.StopKey == key).ExecuteDeleteAsync(cancel);
        // Whoever has the form of it open writes nobody in again who left.
        await store.Mailings.Where(mailing => boards.Contains(mailing.BoardId)).ExecuteUpdateAsync(set => set.SetProperty(mailing => mailing.Version, mailing => mailing.Version + 1), cancel);
        await writing.Commit(cancel);
    }

    /// <summary>The page behind the link, and what it sends; mail programs send the same by themselves (RFC 8058).</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        const string Why = "The key in the link is the permission, and it ends these letters alone.";
        organisation.MapGet("/boards/stop/{key}", async (string key, string organisation, StopLetters act, CancellationToken cancel) =>
            Page(key, organisation, await act.Find(organisation, key, cancel), stopped: false)).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
        organisation.MapPost("/boards/stop/{key}", async (string key, string organisation, StopLetters act, CancellationToken cancel) =>
        {
            var board = await act.Find(organisation, key, cancel);
            await act.Run(organisation, key, cancel);
            return Page(key, organisation, board, stopped: true);
        }).DisableAntiforgery().OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    private static RazorComponentResult<StopPage> Page(string key, string organisation, Board? board, bool stopped) =>
        new(new { Key = key, Organisation = organisation, Board = board?.Name, Stopped = stopped }) { StatusCode = board is null ? StatusCodes.Status410Gone : null };
}
