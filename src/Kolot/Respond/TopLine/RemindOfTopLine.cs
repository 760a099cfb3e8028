using Kolot.Respond.Notifications;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.TopLine;

/// <summary>Answers the errand "whoever wrote to the top is to hear from us": tells the owner, once a day until they did.</summary>
public sealed class RemindOfTopLine(TellOfCases tell, Notify notify, TimeProvider clock) : IErrandAnswer
{
    /// <inheritdoc/>
    public string Kind => FollowTopLine.Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var errand in errands.DistinctBy(errand => errand.Subject))
        {
            if (!Guid.TryParse(errand.Subject, out var id)) continue;
            // Somebody spoke with them since, or it is over.
            if (await store.TopLineCases.AsNoTracking().SingleOrDefaultAsync(one => one.CaseId == id, cancel) is not { NextAt: { } next } || next > now) continue;
            if (await store.Cases.Where(row => row.Id == id).Select(row => row.OwnerId).SingleOrDefaultAsync(cancel) is { } owner)
            {
                tell.Leave(store, new(id, CaseMailKind.FollowUp, id) { Member = owner }, now);
                notify.Add(store, owner, NotificationReasons.TopLine, (id, id), now);
            }

            store.Errands.Add(new() { Kind = FollowTopLine.Errand, Subject = errand.Subject, DueAt = now.AddDays(1) });
        }

        await store.SaveChangesAsync(cancel);
        tell.Ring(store.Organisation);
    }
}
