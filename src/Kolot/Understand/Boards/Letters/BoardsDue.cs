using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Boards.Letters;

/// <summary>Answers the errand "this board is due": a letter to each reader, and the next time. Sending is left to <see cref="MailRounds{TRow}"/>, since a transaction waits for no mail server.</summary>
public sealed class BoardsDue(MailRounds<Letter> letters, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; its subject is the board.</summary>
    public const string Errand = "board.due";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has a board come due, at that time alone. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, Guid board, DateTime? at, CancellationToken cancel)
    {
        var subject = board.ToString();
        await store.Errands.Where(errand => errand.Kind == Errand && errand.Subject == subject).ExecuteDeleteAsync(cancel);
        if (at is { } due) store.Errands.Add(new() { Kind = Errand, Subject = subject, DueAt = due });
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        foreach (var id in errands.Select(errand => Guid.Parse(errand.Subject)).Distinct()) await Due(store, id, cancel);
        store.Errands.Add(new() { Kind = WriteLetter.Errand, Subject = "all", DueAt = clock.GetUtcNow().UtcDateTime });
        await store.SaveChangesAsync(cancel);
        letters.Ring(store.Organisation);
    }

    private async Task Due(OrganisationStore store, Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (await store.Mailings.AsNoTracking().SingleOrDefaultAsync(mailing => mailing.BoardId == id && mailing.DueAt <= now.UtcDateTime, cancel) is not { } mailing) return;
        if (await store.Boards.AsNoTracking().SingleOrDefaultAsync(board => board.Id == id, cancel) is not { } board) return;
        var next = MailingChange.Next(mailing, now.UtcDateTime, await MailingReach.ZoneOf(store, cancel));
        // Of two nodes that come to it at once, one goes on.
        if (await store.Mailings.Where(other => other.BoardId == id && other.DueAt == mailing.DueAt).ExecuteUpdateAsync(set => set.SetProperty(other => other.DueAt, next), cancel) == 0) return;
        store.Errands.Add(new() { Kind = Errand, Subject = id.ToString(), DueAt = next });
        var old = now.UtcDateTime - Remembered;
        await store.Letters.Where(letter => letter.BoardId == id && letter.Occasion < old && letter.MailAt == null).ExecuteDeleteAsync(cancel);
        // While a board is removed, and might be brought back, nobody gets it.
        if (board.RemovedAt is not null) return;
        var readers = await MailingReach.Readers(store, board).Select(member => member.Id).ToListAsync(cancel);
        store.Letters.AddRange(readers.Select(reader => new Letter
        {
            Id = Guid.CreateVersion7(now), BoardId = id, MemberId = reader, Occasion = mailing.DueAt, Mail = MailState.Waiting, MailAt = now.UtcDateTime,
        }));
    }
}
