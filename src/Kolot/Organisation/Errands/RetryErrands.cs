using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Errands;

/// <summary>Tries again what failed: one errand, or all that were given up.</summary>
public sealed class RetryErrands(Stores stores, ErrandRounds rounds, Log log, TimeProvider clock)
{
    /// <summary>Makes them due now, as if they had never been tried.</summary>
    /// <param name="member">Who asks.</param>
    /// <param name="id">Which; all that were given up where null.</param>
    /// <param name="cancel">To stop.</param>
    /// <returns>How many.</returns>
    public async Task<Result<int>> Run(Member member, long? id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var meant = id is { } one ? store.Errands.Where(errand => errand.Id == one && errand.Tries > 0) : store.Errands.Where(errand => errand.FailedAt != null);
        var count = await meant.ExecuteUpdateAsync(
            set => set.SetProperty(errand => errand.FailedAt, (DateTime?)null).SetProperty(errand => errand.DueAt, now).SetProperty(errand => errand.Tries, 0), cancel);
        if (count == 0 && id is not null) return new Refusal.NotFound();
        log.Write(store, member, "errand.retried", id?.ToString(System.Globalization.CultureInfo.InvariantCulture), new { count });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return count;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/settings/errands/retry", (Visit visit, RetryErrands act, Notices notices, CancellationToken cancel) =>
            Answer(visit, notices, act.Run(visit.Here, null, cancel))).Needs(Right.SeeErrands);
        organisation.MapPost("/settings/errands/{id:long}/retry", (long id, Visit visit, RetryErrands act, Notices notices, CancellationToken cancel) =>
            Answer(visit, notices, act.Run(visit.Here, id, cancel))).Needs(Right.SeeErrands);
    }

    private static async Task<IResult> Answer(Visit visit, Notices notices, Task<Result<int>> retrying)
    {
        // One that was done meanwhile needs no retry: the list shows it gone.
        notices.Leave((await retrying).Refused ? Words.GoneMeanwhile : Words.Retried);
        return Redirects.SeeOther(visit.Path("settings/errands"));
    }
}
