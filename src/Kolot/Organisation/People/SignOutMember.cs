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
    public async Task<Result<MemberRow>> Run(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Members.SingleOrDefaultAsync(row => row.Id == id && row.LeftAt == null, cancel) is not { } row) return new Refusal.NotFound();
        row.SignedOutAt = clock.GetUtcNow().UtcDateTime;
        log.Write(store, member, "member.signed-out", id.ToString());
        await store.SaveChangesAsync(cancel);
        entrance.Forget(member.Organisation);
        return row;
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
