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

/// <summary>Lists the boards that a member sees.</summary>
public sealed class ShowBoards(Stores stores, Visit visit)
{
    /// <summary>One board of the list.</summary>
    /// <param name="Board">It.</param>
    /// <param name="By">Who arranges it.</param>
    /// <param name="Tiles">How many tiles it has.</param>
    /// <param name="Mailed">Whether it goes out by mail.</param>
    public sealed record Listed(Board Board, string By, int Tiles, bool Mailed);

    /// <summary>All that the member sees, those changed last first.</summary>
    public async Task<IReadOnlyList<Listed>> Run(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await store.BoardsSeenBy(member).AsNoTracking().OrderByDescending(board => board.ChangedAt).Select(board => new Listed(
            board, store.Members.Where(row => row.Id == board.MemberId).Select(row => row.Name).FirstOrDefault() ?? "",
            store.Tiles.Count(tile => tile.BoardId == board.Id && tile.RemovedAt == null), store.Mailings.Any(mailing => mailing.BoardId == board.Id))).ToListAsync(cancel);
    }

    /// <summary>The boards that a member arranges, the one changed last first: to which a tile can be added.</summary>
    public async Task<IReadOnlyList<Board>> Own(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await store.BoardsOf(member).AsNoTracking().OrderByDescending(board => board.ChangedAt).ToListAsync(cancel);
    }

    /// <summary>The page, with what was typed and refused.</summary>
    public async Task<IResult> Page(BoardDraft? typed, Refusal? refusal, CancellationToken cancel, Guid? removed = null) =>
        new RazorComponentResult<BoardsPage>(new
        {
            Boards = await Run(visit.Here, cancel), Removed = removed, Typed = typed ?? new(), Faults = Faults.Of(refusal, Words.ResourceManager),
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/boards", (ShowBoards show, string? removed, CancellationToken cancel) =>
        show.Page(null, null, cancel, Guid.TryParse(removed, out var id) ? id : null)).Needs(Right.ReadScores);
}
