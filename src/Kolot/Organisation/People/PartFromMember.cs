using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Parts from a member. What they did stays under their name; the organisation is closed to them, and to whom they invited, at once.</summary>
/// <remarks>What they hold goes to a colleague or ends, as whoever parts chooses: systems live by keys, colleagues by shared views.</remarks>
public sealed class PartFromMember(Stores stores, PartFromMember.Means means, Belongings belongings, Log log)
{
    /// <summary>Who is told that somebody left.</summary>
    public sealed record Means(EntranceMembers Entrance, ErrandRounds Rounds);

    /// <summary>In place of a colleague: what they held ends.</summary>
    public const string Nobody = "nobody";

    /// <summary>Parts, unless nobody would be left to answer for the organisation.</summary>
    /// <param name="member">Who parts.</param>
    /// <param name="id">From whom.</param>
    /// <param name="to">Who takes over what they hold, by id, or <see cref="Nobody"/>; not asked for where they hold nothing.</param>
    /// <param name="at">When.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Result<MemberRow>> Run(Member member, Guid id, string? to, DateTime at, CancellationToken cancel)
    {
        var held = await belongings.Of(member, id, cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var owners = await store.CountOwnersAlone(cancel);
        var here = await store.Members.Where(row => row.LeftAt == null).ToListAsync(cancel);
        if (here.SingleOrDefault(row => row.Id == id) is not { } row) return new Refusal.NotFound();
        if (MemberChange.RefuseParting(row, owners) is { } refusal) return refusal;
        var heir = here.SingleOrDefault(other => other.Id != id && other.Id.ToString() == to)?.Id;
        if (heir is null && to != Nobody && !held.Nothing) return new Refusal.Invalid("to", "required");

        row.LeftAt = at;
        row.Version++;
        var invitations = await store.JoinLinks.Where(link => link.InvitedBy == id && link.SpentAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.SpentAt, at), cancel);
        var views = await belongings.HandOver(store, member, id, heir, at, cancel);
        log.Write(store, member, "member.parted", id.ToString(), invitations + views == 0 ? null : new { invitations, views, to = heir?.ToString() });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        means.Entrance.Forget(member.Organisation);
        means.Rounds.Ring(member.Organisation);
        return row;
    }

    /// <summary>What the member's page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/members/{id:guid}/closure", async Task<IResult> (
        Guid id, HttpContext context, PartFromMember act, MemberView view, TimeProvider clock) =>
    {
        var (visit, notices) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<Notices>());
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, id, form["to"], clock.GetUtcNow().UtcDateTime, context.RequestAborted);
        if (done.Refused) return await view.Show(id, null, done.Refusal, context.RequestAborted);
        notices.Leave(Words.Parted);
        return Redirects.SeeOther(visit.Here.Id == id ? "/" : visit.Path("settings/members"));
    }).Needs(Right.ManageMembers).NeedsFreshProof();
}
