using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.Sending;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sending;

public sealed class EarlyReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_report_that_comes_in_while_the_hand_over_is_being_noted_is_heard(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        var id = (await Campaigns.Planned(world, "sms", "+972521234567"))[0];
        await using var store = await world.Store();
        var invitation = await store.Invitations.SingleAsync(Cancel);
        invitation.State = InvitationState.Sending;
        await store.SaveChangesAsync(Cancel);
        // Somebody else has the row in hand, so that the note has looked for reports and is not kept yet.
        await using var other = await world.Store();
        var held = await other.BeginWriting(Cancel);
        await other.Invitations.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, row => row.Tries), Cancel);

        var noting = world.Services.GetRequiredService<NoteHandovers>().Run(store, [(invitation, new(Handed.Taken, "", "") { MessageId = "m-1" })], Cancel);
        if (kind == StoreKind.Postgres) await Waits(other, () => noting.IsCompleted);
        var taking = world.Services.GetRequiredService<TakeReceipts>().Run(World.Cafe, [new() { Way = "sms", MessageId = "m-1", State = ReceiptState.Delivered, At = world.Clock.Now, TakenAt = world.Clock.Now, Code = "", Said = "" }], Cancel);
        if (kind == StoreKind.Postgres) await Waits(other, () => taking.IsCompleted, 2);
        await held.DisposeAsync();
        await Task.WhenAll(noting, taking);

        Assert.Equal(InvitationState.Delivered, (await Campaigns.Of(world, id)).State);
    }

    // Until so many wait for whoever has the row in hand, one behind the other; or it is done.
    private static async Task Waits(OrganisationStore holder, Func<bool> done, int many = 1)
    {
        while (!done())
        {
            var waiting = await holder.Database.SqlQuery<int>(
                $"""
                with recursive behind(pid) as (select pg_backend_pid() union select who.pid from pg_locks who, behind where not who.granted and behind.pid = any(pg_blocking_pids(who.pid)))
                select count(*)::int - 1 as "Value" from behind
                """).SingleAsync(Cancel);
            if (waiting >= many) return;
            await Task.Delay(20, Cancel);
        }
    }
}
