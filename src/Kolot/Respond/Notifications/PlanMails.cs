using Kolot.Core.Organisation;
using Kolot.Core.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Answers the errand "think of a member's mail": says when the next one goes that tells of all that waits for them.</summary>
/// <remarks>
/// A member has one mail at a time. One that is planned is moved, to be earlier or later; while one is in hand, what comes waits until it is known what became of that. Two that were planned at once do no harm: what stands in one does not stand in the other.
/// </remarks>
public sealed class PlanMails(MailToMember members, MemberTimes times, ArmTeamDigests digests) : IErrandAnswer
{
    /// <summary>The errand's kind; its subject is the member.</summary>
    public const string Errand = "notifications.plan";

    private static readonly TimeSpan Again = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    // Clocks of nodes differ by less.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has a member's mail thought of. The caller saves.</summary>
    public static void Leave(OrganisationStore store, Guid member, DateTime at) => store.Errands.Add(new() { Kind = Errand, Subject = member.ToString(), DueAt = at });

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        // What is told in the product waits there; no mail is left that could not go.
        if (!await members.CanGo(store, cancel)) return;
        foreach (var member in errands.Select(errand => Guid.Parse(errand.Subject)).Distinct()) await Plan(store, member, cancel);
        await digests.Arm(store, cancel);
        await store.SaveChangesAsync(cancel);
    }

    private async Task Plan(OrganisationStore store, Guid member, CancellationToken cancel)
    {
        if (await members.Known(store, member, cancel) is not { } reader) return;
        var now = times.Now;
        var planned = await store.NotificationMails.AsNoTracking().Where(mail => mail.MemberId == member && mail.MailAt != null).OrderBy(mail => mail.DueAt).FirstOrDefaultAsync(cancel);
        if (planned is not null && planned.DueAt <= now + NotificationTimes.Gathered)
        {
            // It goes as soon as anything may, and takes what comes until then; once it is in hand, what comes is thought of again.
            if (planned.DueAt <= now + Apart) Leave(store, member, now + Again);
            return;
        }

        var (wants, waiting) = (await times.Of(store, member, cancel), await WaitingNotifications.Of(store, reader, now, null, cancel));
        var last = await store.Notifications.Where(one => one.MemberId == member).MaxAsync(one => one.MailedAt, cancel);
        if (waiting.Min(one => wants.Due(one.Group, one.Told.At, now, last)) is not { } due) return;
        if (planned is null)
        {
            var old = now - Kept;
            await store.NotificationMails.Where(mail => mail.MemberId == member && mail.MailAt == null && mail.DueAt < old).ExecuteDeleteAsync(cancel);
            store.NotificationMails.Add(new() { Id = Guid.CreateVersion7(now), MemberId = member, DueAt = due, Mail = MailState.Waiting, MailAt = due });
        }
        else if (planned.DueAt == due)
        {
            return;
        }
        else if (!await Move(store, planned, due, cancel))
        {
            Leave(store, member, now + Again);
            return;
        }

        store.Errands.Add(new() { Kind = WriteNotifications.Errand, Subject = "all", DueAt = due });
    }

    // Unless somebody has it in hand since.
    private static async Task<bool> Move(OrganisationStore store, NotificationMail planned, DateTime due, CancellationToken cancel) => await store.NotificationMails
        .Where(mail => mail.Id == planned.Id && mail.Mail == MailState.Waiting && mail.MailAt == planned.MailAt)
        .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.DueAt, due).SetProperty(mail => mail.MailAt, due), cancel) == 1;
}
