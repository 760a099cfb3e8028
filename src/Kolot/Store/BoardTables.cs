using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>The tables of boards, and who sees which.</summary>
public static class BoardTables
{
    /// <summary>The boards that a member sees: their own, and those that colleagues share. What stands on them is counted with the member's own reach.</summary>
    public static IQueryable<Board> BoardsSeenBy(this OrganisationStore store, Member member) => member.May(Right.ReadScores)
        ? store.Boards.Where(board => board.RemovedAt == null && (board.MemberId == member.Id || board.Shared))
        : store.Boards.Where(_ => false);

    /// <summary>The boards that a member arranges.</summary>
    public static IQueryable<Board> BoardsOf(this OrganisationStore store, Member member) => store.BoardsSeenBy(member).Where(board => board.MemberId == member.Id);

    /// <summary>Notes that a board of a member's own is changed now, and has whoever else changes it wait for the end of the transaction.</summary>
    /// <returns>False where it is not theirs, or not there.</returns>
    public static async Task<bool> TouchBoard(this OrganisationStore store, Member member, Guid id, DateTime now, CancellationToken cancel) =>
        await store.BoardsOf(member).Where(board => board.Id == id).ExecuteUpdateAsync(set => set.SetProperty(board => board.ChangedAt, now), cancel) == 1;

    /// <summary>The tiles of a board, in order.</summary>
    public static IQueryable<Tile> TilesOf(this OrganisationStore store, Guid board) =>
        store.Tiles.Where(tile => tile.BoardId == board && tile.RemovedAt == null).OrderBy(tile => tile.Position).ThenBy(tile => tile.Id);

    /// <summary>Removes boards with all that belongs to them. The caller's transaction keeps it.</summary>
    public static async Task RemoveBoards(this OrganisationStore store, IQueryable<Guid> boards, CancellationToken cancel)
    {
        Guid[] ids = await boards.ToArrayAsync(cancel);
        if (ids.Length == 0) return;
        await store.Tiles.Where(row => ids.Contains(row.BoardId)).ExecuteDeleteAsync(cancel);
        await store.Mailings.Where(row => ids.Contains(row.BoardId)).ExecuteDeleteAsync(cancel);
        await store.MailingReaders.Where(row => ids.Contains(row.BoardId)).ExecuteDeleteAsync(cancel);
        await store.Letters.Where(row => ids.Contains(row.BoardId)).ExecuteDeleteAsync(cancel);
        await store.Boards.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Board>().ToTable("boards").HasIndex(board => board.MemberId);
        model.Entity<Board>().Property(board => board.Version).IsConcurrencyToken();
        model.Entity<Tile>().ToTable("board_tiles").HasIndex(tile => tile.BoardId);
        model.Entity<Tile>().Property(tile => tile.Version).IsConcurrencyToken();
        model.Entity<Mailing>().ToTable("board_mailings").HasKey(mailing => mailing.BoardId);
        model.Entity<Mailing>().Property(mailing => mailing.Version).IsConcurrencyToken();
        model.Entity<MailingReader>().ToTable("board_readers").HasKey(reader => new { reader.BoardId, reader.MemberId });
        model.Entity<MailingReader>().HasIndex(reader => reader.MemberId);
        model.Entity<MailingReader>().HasIndex(reader => reader.StopKey).IsUnique();
        model.Entity<Letter>().ToTable("board_letters").HasIndex(letter => new { letter.BoardId, letter.MemberId, letter.Occasion }).IsUnique();
        model.Entity<Letter>().HasIndex(letter => letter.MailAt).HasFilter("mail_at is not null");
    }
}
