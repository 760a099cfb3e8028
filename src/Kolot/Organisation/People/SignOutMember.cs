using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Shuts the organisation to the sessions that a member has open anywhere: whoever sits at one must prove once more who they are.</summary>
/// <remarks>The sessions themselves are the account's, which may open other organisations too; of those nothing is said or done here.</remarks>
public sealed class SignOutMember(Stores stores, EntranceMembers entrance, Log log, TimeProvider clock)
{
    /// <summary>Shuts it.</summary>
    public async Task<Result<bool>> Run(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        // Whatever else of the member changes at the same moment is no hindrance.
        var shut = await store.Members.Where(row => row.Id == id && row.LeftAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.SignedOutAt, now), cancel);
        if (shut == 0) return new Refusal.NotFound();
        log.Write(store, member, "member.signed-out", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        entrance.Forget(member.Organisation);
        return true;
    }

    /// <summary>What the member's page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/members/{id:guid}/sessions/closure", async (
        Guid id, SignOutMember act, Visit visit, Notices notices, CancellationToken cancel) =>
    {
        if ((await act.Run(visit.Here, id, cancel)).Refused) return Results.NotFound();
        notices.Leave(Words.SignedOut);
        return Redirects.SeeOther(visit.Path($"settings/members/{id}"));
    }).Needs(Right.ManageMembers);
}
