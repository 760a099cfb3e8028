using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Revokes a key: on this node at once, on others within seconds.</summary>
public sealed class RevokeKey(Databases databases, Stores stores, EntranceKeys entrance, Log log)
{
    /// <summary>Revokes it.</summary>
    public async Task<Result<AccessKey>> Run(Member member, Guid id, DateTime at, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        if (await directory.AccessKeys.SingleOrDefaultAsync(row => row.Id == id && row.Organisation == member.Organisation, cancel) is not { } key)
            return new Refusal.NotFound();
        if (key.RevokedAt is not null) return key;

        key.RevokedAt = at;
        await directory.SaveChangesAsync(cancel);
        entrance.Forget(member.Organisation);
        await using var store = await stores.Open(member.Organisation, cancel);
        log.Write(store, member, "key.revoked", id.ToString(), new { name = key.Name });
        await store.SaveChangesAsync(cancel);
        return key;
    }

    /// <summary>What the page sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/keys/{id:guid}/closure", async (
        Guid id, RevokeKey act, Visit visit, Notices notices, HttpContext context) =>
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        var done = await act.Run(visit.Here, id, now, context.RequestAborted);
        if (done.Refused) return Results.NotFound();
        notices.Leave(Words.KeyRevokedNotice);
        return Redirects.SeeOther(visit.Path("settings/keys"));
    }).Needs(Right.ManageKeys);
}
