using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Parts from a member. What they did stays under their name; the organisation is closed to them, and to whom they invited, at once.</summary>
/// <remarks>Keys that they made go on, for systems live by them: the page of keys says whose they are, and revokes them together.</remarks>
public sealed class PartFromMember(Stores stores, Databases databases, EntranceMembers entrance, Log log)
{
    /// <summary>Parts, unless nobody would be left to answer for the organisation.</summary>
    public async Task<Result<MemberRow>> Run(Member member, Guid id, DateTime at, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var owners = await store.CountOwnersAlone(cancel);
        if (await store.Members.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return new Refusal.NotFound();
        if (MemberChange.RefuseParting(row, owners) is { } refusal) return refusal;

        row.LeftAt = at;
        row.Version++;
        var invitations = await store.JoinLinks.Where(link => link.InvitedBy == id && link.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.SpentAt, at), cancel);
        log.Write(store, member, "member.parted", id.ToString(), invitations == 0 ? null : new { invitations });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        entrance.Forget(member.Organisation);
        await using var directory = databases.OpenDirectory();
        await directory.Memberships.Where(membership => membership.AccountId == id && membership.Organisation == member.Organisation).ExecuteDeleteAsync(cancel);
        return row;
    }

    /// <summary>Whether keys that somebody made still open.</summary>
    public async Task<bool> LeavesKeys(Member member, Guid maker, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.AccessKeys.AnyAsync(key => key.Organisation == member.Organisation && key.MadeBy == maker && key.RevokedAt == null, cancel);
    }

    /// <summary>What the member's page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/members/{id:guid}/closure", async Task<IResult> (
        Guid id, HttpContext context, PartFromMember act, MembersView view, TimeProvider clock) =>
    {
        var (visit, notices) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<Notices>());
        var done = await act.Run(visit.Here, id, clock.GetUtcNow().UtcDateTime, context.RequestAborted);
        if (done.Refused) return await view.One(id, null, done.Refusal, context.RequestAborted);
        notices.Leave(await act.LeavesKeys(visit.Here, id, context.RequestAborted) ? Words.PartedWithKeys : Words.Parted);
        return Redirects.SeeOther(visit.Here.Id == id ? "/" : visit.Path("settings/members"));
    }).Needs(Right.ManageMembers);
}
