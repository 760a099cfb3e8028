using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Shows when and to whom a board is mailed, and what became of its letters.</summary>
public sealed class MailingView(Stores stores, MailingReach reach, Visit visit)
{
    private const int Most = 60;

    /// <summary>What the page shows.</summary>
    /// <param name="Board">The board.</param>
    /// <param name="Mailing">When it is mailed; null for never.</param>
    /// <param name="Readers">Who gets it, by id.</param>
    /// <param name="MayRead">Who might.</param>
    public sealed record Shown(Board Board, Mailing? Mailing, IReadOnlyList<Guid> Readers, IReadOnlyList<MemberRow> MayRead)
    {
        /// <summary>Why no letters can go; null where they can.</summary>
        public string? Hindrance { get; init; }

        /// <summary>The last letters, newest first, with the names of their readers; of whoever does not arrange the board, their own.</summary>
        public IReadOnlyList<(Letter Letter, string To)> Letters { get; init; } = [];
    }

    /// <summary>The page, with what was typed and refused.</summary>
    public async Task<IResult> Page(Guid id, MailingDraft? typed, Refusal? refusal, CancellationToken cancel)
    {
        if (await Load(visit.Here, id, cancel) is not { } shown) return Results.NotFound();
        var draft = typed ?? MailingDraft.Of(shown.Mailing, shown.Mailing is null ? [visit.Here.Id] : shown.Readers);
        // Only whoever was shown both sides saves once more knowingly.
        if (refusal is Refusal.Conflict) draft = draft with { Version = shown.Mailing?.Version ?? 0 };
        return new RazorComponentResult<MailingPage>(new { View = shown, Draft = draft, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/boards/{id:guid}/mail", (Guid id, MailingView view, CancellationToken cancel) =>
        view.Page(id, null, null, cancel)).Needs(Right.ReadScores);

    private async Task<Shown?> Load(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.BoardsSeenBy(member).AsNoTracking().SingleOrDefaultAsync(board => board.Id == id, cancel) is not { } board) return null;
        var own = board.MemberId == member.Id;
        var names = await store.Members.AsNoTracking().Where(row => own || row.Id == member.Id).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        var letters = await store.Letters.AsNoTracking().Where(letter => letter.BoardId == id && (own || letter.MemberId == member.Id))
            .OrderByDescending(letter => letter.Occasion).ThenBy(letter => letter.Id).Take(Most).ToListAsync(cancel);
        return new(
            board, await store.Mailings.AsNoTracking().SingleOrDefaultAsync(mailing => mailing.BoardId == id, cancel),
            await MailingReach.Readers(store, board).Select(row => row.Id).ToListAsync(cancel),
            own ? await MailingReach.MayRead(store, board).AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancel) : [])
        {
            Hindrance = await reach.Hindrance(member.Organisation, cancel), Letters = [.. letters.Select(letter => (letter, names.GetValueOrDefault(letter.MemberId, "")))],
        };
    }
}
