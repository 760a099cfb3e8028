using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>What becomes of what a member was told, when they leave.</summary>
internal static class NotificationsLeft
{
    /// <summary>Removes it, with what they chose of it; in the caller's transaction. A mail that is on its way ends by itself: its reader is not found.</summary>
    public static async Task RemoveToldOf(this OrganisationStore store, Guid leaver, CancellationToken cancel)
    {
        await store.Notifications.Where(one => one.MemberId == leaver).ExecuteDeleteAsync(cancel);
        await store.NotificationChoices.Where(one => one.MemberId == leaver).ExecuteDeleteAsync(cancel);
        await store.NotificationMails.Where(one => one.MemberId == leaver && one.MailAt == null).ExecuteDeleteAsync(cancel);
        await store.TeamDigests.Where(one => one.MemberId == leaver && one.MailAt == null).ExecuteDeleteAsync(cancel);
    }
}
