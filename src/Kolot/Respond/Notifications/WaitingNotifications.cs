using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Notifications;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Something that waits to be told by mail.</summary>
/// <param name="Told">What was told in the product.</param>
/// <param name="Case">Of which case.</param>
public sealed record WaitingNotification(Notification Told, Case Case)
{
    /// <summary>Whether its case is one to be looked at at once.</summary>
    public bool IsCritical => CaseRubric.Of(Case.Severity, Case.Impact) == CaseUrgency.Critical;

    /// <summary>With what it is chosen.</summary>
    public NotificationGroup Group => Told.Reason switch
    {
        NotificationReasons.Late or NotificationReasons.LateUnowned => NotificationGroup.Urgent,
        _ when IsCritical => NotificationGroup.Urgent,
        NotificationReasons.Heard or NotificationReasons.Warned => NotificationGroup.Moves,
        _ => NotificationGroup.Given,
    };
}

/// <summary>What waits for a member and still concerns them: unread, within reach, not mailed yet, and not over meanwhile.</summary>
public static class WaitingNotifications
{
    private const int Most = 2_000;

    // Whoever has not looked for so long is not helped by mail, nor by all of it on the day on which an organisation begins to send any.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(7);

    // They have mails of their own, which come before something is due.
    private static readonly string[] ToldApart = [NotificationReasons.Promised, NotificationReasons.TopLine];

    private static readonly string[] OfClocks = [NotificationReasons.Warned, NotificationReasons.Late, NotificationReasons.LateUnowned];

    /// <summary>Reads it, the newest last.</summary>
    /// <param name="store">Where.</param>
    /// <param name="reader">Whom it is for.</param>
    /// <param name="now">The moment.</param>
    /// <param name="mail">The mail that takes it: what that took before is of it still. Null for none.</param>
    /// <param name="cancel">Breaks off.</param>
    public static async Task<IReadOnlyList<WaitingNotification>> Of(OrganisationStore store, Member reader, DateTime now, Guid? mail, CancellationToken cancel)
    {
        var since = now - Remembered;
        var told = await (from one in store.Notifications.AsNoTracking()
                          where one.MemberId == reader.Id && one.ReadAt == null && one.At > since && (one.MailId == null || one.MailId == mail) && !EF.Parameter(ToldApart).Contains(one.Reason)
                          join row in store.CasesSeenBy(reader).AsNoTracking() on one.CaseId equals row.Id
                          where row.ClosedAt == null && row.MergedInto == null
                          orderby one.At
                          select new { one, row }).Take(Most).ToListAsync(cancel);
        var clocks = told.Where(line => OfClocks.Contains(line.one.Reason)).Select(line => line.one.SubjectId).ToArray();
        var running = (await store.CaseClocks.Where(clock => EF.Parameter(clocks).Contains(clock.Id) && clock.MetAt == null && clock.StoppedAt == null).Select(clock => clock.Id).ToListAsync(cancel)).ToHashSet();
        var late = told.Where(line => line.one.Reason == NotificationReasons.Late).Select(line => line.one.SubjectId).ToHashSet();
        return [.. told.Where(line => Concerns(line.one, line.row)).Select(line => new WaitingNotification(line.one, line.row))];

        bool Concerns(Notification one, Case row) => one.Reason switch
        {
            NotificationReasons.Warned => row.OwnerId == reader.Id && running.Contains(one.SubjectId) && !late.Contains(one.SubjectId),
            NotificationReasons.Late => row.OwnerId == reader.Id && running.Contains(one.SubjectId),
            NotificationReasons.LateUnowned => row.OwnerId is null && running.Contains(one.SubjectId),
            NotificationReasons.Given or NotificationReasons.Heard => row.OwnerId == reader.Id,
            _ => true,
        };
    }
}
