using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Has an alert rest and go on, removes it and brings it back; whoever is told by a colleague's leaves it.</summary>
public sealed class RestAlert(Stores stores, LookAtAlerts look, ErrandRounds rounds, Log log)
{
    /// <summary>Has one's own rest, or go on.</summary>
    public Task<Result<Alert>> Pause(Member member, Guid id, DateTime? at, CancellationToken cancel) =>
        Own(member, id, at is null ? "alert.resumed" : "alert.paused", alert => alert.PausedAt = at, cancel);

    /// <summary>Removes one's own, or brings it back.</summary>
    public Task<Result<Alert>> Remove(Member member, Guid id, DateTime? at, CancellationToken cancel) =>
        Own(member, id, at is null ? "alert.restored" : "alert.removed", alert => alert.RemovedAt = at, cancel);

    /// <summary>Tells somebody no more of a colleague's.</summary>
    public async Task<Result<bool>> Leave(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var others = store.AlertReaders.Where(reader => reader.AlertId == id && reader.MemberId == member.Id && store.Alerts.Any(alert => alert.Id == id && alert.OwnerId != member.Id));
        if (await others.ExecuteDeleteAsync(cancel) == 0) return new Refusal.NotFound();
        await store.Signals.Where(signal => signal.AlertId == id && signal.MemberId == member.Id).ExecuteDeleteAsync(cancel);
        log.Write(store, member, "alert.left", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    /// <summary>What the pages send.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        Post("pause", (act, member, id, now, cancel) => act.Pause(member, id, now, cancel), () => Words.Paused);
        Post("resumption", (act, member, id, _, cancel) => act.Pause(member, id, null, cancel), () => Words.Resumed);
        Post("removal", (act, member, id, now, cancel) => act.Remove(member, id, now, cancel), () => Words.Removed);
        Post("restoration", (act, member, id, _, cancel) => act.Remove(member, id, null, cancel), () => Words.Restored);
        Post("leaving", (act, member, id, _, cancel) => act.Leave(member, id, cancel), () => Words.Left);

        void Post<T>(string what, Func<RestAlert, Member, Guid, DateTime, CancellationToken, Task<Result<T>>> run, Func<string> done) =>
            organisation.MapPost($"/alerts/{{id:guid}}/{what}", async (Guid id, HttpContext context, Visit visit, RestAlert act, TimeProvider clock) =>
            {
                if ((await run(act, visit.Here, id, clock.GetUtcNow().UtcDateTime, context.RequestAborted)).Refused) return Results.NotFound();
                context.RequestServices.GetRequiredService<Notices>().Leave(done());
                return Redirects.SeeOther(visit.Path("alerts"));
            }).Needs(Right.ReadScores);
    }

    private async Task<Result<Alert>> Own(Member member, Guid id, string act, Action<Alert> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.Alerts.SingleOrDefaultAsync(alert => alert.Id == id && alert.OwnerId == member.Id, cancel) is not { } alert) return new Refusal.NotFound();
        change(alert);
        alert.Version++;
        // What happened while it rested is known as what is usual now.
        if (alert is { PausedAt: null, RemovedAt: null })
            await store.AlertReaders.Where(reader => reader.AlertId == id).ExecuteUpdateAsync(set => set.SetProperty(reader => reader.State, AlertState.New), cancel);
        log.Write(store, member, act, id.ToString());
        await look.Arm(store, cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return alert;
    }
}
