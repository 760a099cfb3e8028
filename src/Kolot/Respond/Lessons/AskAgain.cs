using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Lessons;

/// <summary>Answers the errand "nobody wrote what is to be learned": whoever owned the case is reminded, once.</summary>
public sealed class AskAgain(Notify notify, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "case.lesson";

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var errand in errands)
        {
            if (!Guid.TryParse(errand.Subject, out var id)) continue;
            if (await store.CaseLessons.SingleOrDefaultAsync(one => one.CaseId == id && one.WrittenAt == null && one.AskedAgainAt == null, cancel) is not { } lesson) continue;
            // What goes on is asked about when it is over.
            if (await store.Cases.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id, cancel) is not { ClosedAt: not null } row)
            {
                lesson.AskedAt = null;
                continue;
            }

            lesson.AskedAgainAt = now;
            if (row.OwnerId is { } owner) notify.Add(store, owner, NotificationReasons.Lesson, (id, id), now);
        }

        await store.SaveChangesAsync(cancel);
    }
}
