using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Errands;

/// <summary>Takes an errand off the list for good: it will not be done. The log remembers what it was.</summary>
public sealed class GiveUpErrand(Stores stores, Log log)
{
    /// <summary>Takes off one that failed.</summary>
    public async Task<Result<Errand>> Run(Member member, long id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Errands.SingleOrDefaultAsync(errand => errand.Id == id && errand.FailedAt != null, cancel) is not { } errand) return new Refusal.NotFound();
        store.Errands.Remove(errand);
        log.Write(store, member, "errand.given-up", errand.Subject, new { errand.Kind, errand.Tries, errand.Trouble });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return errand;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/errands/{id:long}/removal",
        async (long id, Visit visit, GiveUpErrand act, Notices notices, CancellationToken cancel) =>
        {
            notices.Leave((await act.Run(visit.Here, id, cancel)).Refused ? Words.GoneMeanwhile : Words.GivenUp);
            return Redirects.SeeOther(visit.Path("settings/errands"));
        }).Needs(Right.SeeErrands);
}
