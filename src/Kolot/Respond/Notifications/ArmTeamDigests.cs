using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Has leads told how the team stands, in an organisation in which there is anything to tell: once, and from then on it goes on by itself.</summary>
public sealed class ArmTeamDigests(TimeProvider clock)
{
    /// <summary>The errand "leads are to be told": of all leads together, at the time of the first of them.</summary>
    public const string Errand = "team.digest";

    /// <summary>Leaves the errand unless it stands. The caller saves.</summary>
    public async Task Arm(OrganisationStore store, CancellationToken cancel)
    {
        if (!await store.Errands.AnyAsync(errand => errand.Kind == Errand && errand.FailedAt == null, cancel)) store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = clock.GetUtcNow().UtcDateTime });
    }
}
