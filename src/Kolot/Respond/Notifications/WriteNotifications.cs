using Kolot.Core;
using Kolot.Core.Respond.Notifications;
using Kolot.Organisation.Mail;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Writes to a member what waits for them, as it is at this moment: nothing that they read meanwhile, nothing that is over.</summary>
/// <remarks>What a mail takes carries its id before anything is handed over, so that no other takes it too, and the same mail, written again, still has it.</remarks>
public sealed class WriteNotifications(MailToMember members, MemberTimes times) : IMailKind<NotificationMail>
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "notifications.mail";

    // Less than that is no reason to wait once more.
    private static readonly TimeSpan Near = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public string ErrandKind => Errand;

    /// <inheritdoc/>
    public async Task<Result<WrittenMail>> Write(OrganisationStore store, NotificationMail row, CancellationToken cancel)
    {
        if (await members.Of(store, row.MemberId, cancel) is not { } reader) return new Refusal.NotFound();
        var (now, wants) = (times.Now, await times.Of(store, row.MemberId, cancel));
        WaitingNotification[] waiting = [.. (await WaitingNotifications.Of(store, reader.Reader, now, row.Id, cancel)).Where(one => wants.Choices.Of(one.Group) != MailChoice.Never)];
        if (waiting.Min(one => wants.Due(one.Group, one.Told.At, now, null)) is not { } due) return new Refusal.NotFound();
        // It was read, chosen otherwise or tried for so long that it would come in quiet time.
        if (due > now + Near)
        {
            await store.NotificationMails.Where(mail => mail.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(mail => mail.DueAt, due), cancel);
            return new Refusal.Busy(due - now);
        }

        var taken = await Take(store, row, [.. waiting.Select(one => one.Told.Id)], now, cancel);
        waiting = [.. waiting.Where(one => taken.Contains(one.Told.Id))];
        if (waiting.Length == 0) return new Refusal.NotFound();
        // Of this call alone: what follows it speaks as before.
        Language.Speak(await members.LanguageOf(reader, cancel));
        var letter = new NotificationLetter(waiting, now, reader.Face.TimeZone);
        var frame = reader.Frame(letter.Title, Words.MailWhy, ("notifications", Words.MailOpen), now);
        return reader.Letter(letter.Subject, frame, letter.Pieces);
    }

    private static async Task<HashSet<Guid>> Take(OrganisationStore store, NotificationMail row, Guid[] ids, DateTime now, CancellationToken cancel)
    {
        var free = store.Notifications.Where(one => EF.Parameter(ids).Contains(one.Id) && one.ReadAt == null);
        await free.Where(one => one.MailId == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.MailId, row.Id).SetProperty(one => one.MailedAt, now), cancel);
        return (await free.Where(one => one.MailId == row.Id).Select(one => one.Id).ToListAsync(cancel)).ToHashSet();
    }
}
