using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Changes what a member is trusted with.</summary>
public sealed class ChangeMember(Stores stores, EntranceMembers entrance, Log log)
{
    /// <summary>What is asked.</summary>
    /// <param name="Draft">The role, reach and unit.</param>
    /// <param name="Version">The version that the asker saw.</param>
    public sealed record Request(MemberDraft Draft, int Version);

    /// <summary>Changes it, unless somebody else did meanwhile.</summary>
    public async Task<Result<MemberRow>> Run(Member member, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var owners = await store.CountOwnersAlone(cancel);
        if (await store.Members.SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return new Refusal.NotFound();
        var reading = MemberChange.Read(request.Draft, await store.Units.AsNoTracking().ToListAsync(cancel));
        if (reading.Refusal is { } wrong) return wrong;
        if (MemberChange.Refuse(row, reading.Value, request.Version, owners) is { } refusal) return refusal;

        var before = MemberDraft.Of(row);
        (row.Role, row.Reach, row.UnitId) = (reading.Value.Role, reading.Value.Reach, reading.Value.UnitId);
        row.Version++;
        log.Write(store, member, "member.changed", id.ToString(), new { before, after = MemberDraft.Of(row) });
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
        return row;
    }

    /// <summary>What the member's page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/members/{id:guid}", async Task<IResult> (
        Guid id, HttpContext context, ChangeMember act, MemberView view) =>
    {
        var (visit, notices) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<Notices>());
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var draft = new MemberDraft(form["role"], form["reach"], form["unit"]);
        var request = new Request(draft, form.Version() ?? -1);
        var done = await act.Run(visit.Here, id, request, context.RequestAborted);
        if (done.Refused) return await view.Show(id, request, done.Refusal, context.RequestAborted);
        notices.Leave(Words.Saved);
        return Redirects.SeeOther(visit.Path("settings/members"));
    }).Needs(Right.ManageMembers).NeedsFreshProof();
}
