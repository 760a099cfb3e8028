using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Notes that the survey of an invitation was opened by its link: that alone is what "opened" means here, and no picture in a mail tells of more.</summary>
/// <remarks>Programs that look through mail open every link. A browser says in which languages its reader reads, and what it fetches ahead; most of those programs do not.</remarks>
public sealed class NoteOpened(Stores stores, TimeProvider clock)
{
    /// <summary>Notes it, the first time.</summary>
    public async Task Run(HttpContext context, string organisation, Guid link)
    {
        var (headers, cancel) = (context.Request.Headers, context.RequestAborted);
        if (!HttpMethods.IsGet(context.Request.Method) || headers.AcceptLanguage.Count == 0 || headers["Sec-Purpose"].Count > 0 || headers["Purpose"].Count > 0) return;
        await using var store = await stores.Open(organisation, cancel);
        // Most links are of no invitation, or were opened before: who only looks does not wait for whoever writes.
        if (!await store.Invitations.AnyAsync(row => row.Id == link && row.OpenedAt == null && row.SentAt != null, cancel)) return;
        var now = clock.GetUtcNow().UtcDateTime;
        await store.Invitations.Where(row => row.Id == link && row.OpenedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.OpenedAt, now), cancel);
    }
}
