using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Tells whoever owns a case that it is theirs now, and that its customer said something; and whoever a note names, that it does. Nobody is told of what they did themselves.</summary>
public sealed class FollowOwners(Notify notify) : ICaseFollows
{
    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        foreach (var acts in steps.Where(one => one.Step.ByMember is not null).GroupBy(one => one.Step.ByMember)) await Read(store, [.. acts], cancel);
        foreach (var (row, step) in steps) Tell(store, row, step);
    }

    // Whoever does something with a case knows what it was about.
    private static async Task Read(OrganisationStore store, (Case Row, CaseStep Step)[] acts, CancellationToken cancel)
    {
        var (actor, at, cases) = (acts[0].Step.ByMember, acts[^1].Step.At, acts.Select(one => one.Row.Id).Distinct().ToArray());
        await store.Notifications.Where(one => EF.Parameter(cases).Contains(one.CaseId) && one.MemberId == actor && one.ReadAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.ReadAt, at), cancel);
    }

    private void Tell(OrganisationStore store, Case row, CaseStep step)
    {
        if (step.Kind == CaseStepKinds.Noted)
            foreach (var named in CaseWords.Mentions(step).Where(one => one != step.ByMember)) notify.Add(store, named, NotificationReasons.Named, (row.Id, step.Id), step.At);
        var reason = step.Kind switch
        {
            CaseStepKinds.Opened => NotificationReasons.Given,
            CaseStepKinds.HandedOver when step.Detail("to") == row.OwnerId?.ToString() => NotificationReasons.Given,
            CaseStepKinds.Heard => NotificationReasons.Heard,
            _ => null,
        };
        if (reason is not null && row.OwnerId is { } owner && owner != step.ByMember) notify.Add(store, owner, reason, (row.Id, step.Id), step.At);
    }
}
