using System.Linq.Expressions;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Revokes a key, or all that somebody made: on this node at once, on others within seconds.</summary>
public sealed class RevokeKey(Databases databases, Stores stores, EntranceKeys entrance, Log log)
{
    /// <summary>Revokes one.</summary>
    public async Task<Result<AccessKey>> Run(Member member, Guid id, DateTime at, CancellationToken cancel)
    {
        var revoked = await Revoke(member, key => key.Id == id, at, cancel);
        return revoked.Count > 0 ? revoked[0] : new Refusal.NotFound();
    }

    /// <summary>Revokes all keys that somebody made.</summary>
    public async Task<IReadOnlyList<AccessKey>> RunForMaker(Member member, Guid maker, DateTime at, CancellationToken cancel) =>
        await Revoke(member, key => key.MadeBy == maker && key.RevokedAt == null, at, cancel);

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/settings/keys/{id:guid}/closure", async (Guid id, RevokeKey act, Visit visit, Notices notices, HttpContext context) =>
        {
            var done = await act.Run(visit.Here, id, Now(context), context.RequestAborted);
            if (done.Refused) return Results.NotFound();
            notices.Leave(Words.KeyRevokedNotice);
            return Redirects.SeeOther(visit.Path("settings/keys"));
        }).Needs(Right.ManageKeys);
        organisation.MapPost("/settings/keys/of/{maker:guid}/closure", async (Guid maker, RevokeKey act, Visit visit, Notices notices, HttpContext context) =>
        {
            await act.RunForMaker(visit.Here, maker, Now(context), context.RequestAborted);
            notices.Leave(Words.KeysRevokedNotice);
            return Redirects.SeeOther(visit.Path("settings/keys"));
        }).Needs(Right.ManageKeys);
    }

    // Two databases: the line comes first, for a key that closed without a line is what nobody could explain.
    private async Task<List<AccessKey>> Revoke(Member member, Expression<Func<AccessKey, bool>> which, DateTime at, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var keys = await directory.AccessKeys.Where(key => key.Organisation == member.Organisation).Where(which).ToListAsync(cancel);
        var open = keys.Where(key => key.RevokedAt is null).ToList();
        if (open.Count == 0) return keys;

        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        foreach (var key in open)
        {
            log.Write(store, member, "key.revoked", key.Id.ToString(), new { name = key.Name });
            await store.PassAlertsOn(key.Id, null, cancel);
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        foreach (var key in open) key.RevokedAt = at;
        await directory.SaveChangesAsync(cancel);
        entrance.Forget(member.Organisation);
        return keys;
    }

    private static DateTime Now(HttpContext context) => context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
}
