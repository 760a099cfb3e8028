using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Places;

/// <summary>Moves a unit, channel, stage or touchpoint one place up or down among its siblings.</summary>
public sealed class OrderNamed(Stores stores, Log log)
{
    /// <summary>Moves it; at the end of its row, it stays.</summary>
    public async Task<Result<NamedTerms>> Run(Member member, NamedKind kind, Guid id, bool up, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await NamedRows.Lock(store, kind, cancel);
        var rows = await NamedRows.All(store, kind, cancel);
        if (rows.Find(id) is not { } named || (named is Unit unit && !member.Sees(unit.Id, null))) return new Refusal.NotFound();
        if (!NamedOrder.MayMove(named, member)) return new Refusal.NotAllowed();

        // A place is not what anybody types: who edits a name meanwhile is not in the way, hence no version.
        foreach (var (moved, position) in NamedOrder.Moved(named, up, rows.Named)) moved.Position = position;
        log.Write(store, member, $"{NamedKinds.LogWord(kind)}.moved", named.Code, new { named.Position });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return NamedTerms.Of(named);
    }

    /// <summary>The two arrows beside each.</summary>
    public static void Map(RouteGroupBuilder settings, NamedKind kind) => settings
        .MapPost($"/{NamedKinds.PathOf(kind)}/{{id:guid}}/order", async (Guid id, HttpContext context, OrderNamed act, Visit visit) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var done = await act.Run(visit.Here, kind, id, form["by"] == "up", context.RequestAborted);
            return done.Refused ? Results.StatusCode(Problems.StatusOf(done.Refusal) ?? 404) : Redirects.SeeOther(visit.Path(NamedKinds.ListOf(kind)) + "#" + done.Value.Code);
        })
        .NeedsSetUp(kind);
}
