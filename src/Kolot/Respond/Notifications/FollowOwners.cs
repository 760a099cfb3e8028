using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;

namespace Kolot.Respond.Notifications;

/// <summary>Tells whoever owns a case that it is theirs now, and that its customer said something. Nobody is told of what they did themselves.</summary>
public sealed class FollowOwners(Notify notify) : ICaseFollows
{
    /// <inheritdoc/>
    public Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        foreach (var (row, step) in steps) Tell(store, row, step);
        return Task.CompletedTask;
    }

    private void Tell(OrganisationStore store, Case row, CaseStep step)
    {
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
