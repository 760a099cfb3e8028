using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>What happens by itself: nobody answers, and evidence grows old.</summary>
public sealed class FieldSweepTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_nobody_answers_is_silent_after_its_horizon_and_answered_after_all_when_somebody_does(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await field.World.Settle();
        Assert.Equal(ProbeState.Sent, (await field.Probe()).State);

        field.World.Clock.Advance(TimeSpan.FromMinutes(2));
        await field.World.Settle();
        var silent = await field.Probe();
        Assert.Equal((ProbeState.Silent, (long)TimeSpan.FromDays(7).TotalMilliseconds, null), (silent.State, silent.WaitedFrom, silent.WaitedUntil));
        Assert.Equal(2, await field.Revision());

        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        var late = await field.Probe();
        Assert.Equal(ProbeState.Answered, late.State);
        Assert.Equal(Outcome.Never, OutcomeRule.Usual.Of(late.State, new(late.WaitedFrom!.Value / 60_000.0, late.WaitedUntil!.Value / 60_000.0), null));
    }

    [Theory, EveryStore]
    public async Task A_probe_whose_hour_was_moved_is_watched_from_the_hour_that_stands(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"), ("ago", "86400000"));
        await field.Done("sent", ("when", "not"));
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromDays(6.5));
        await field.World.Settle();
        Assert.Equal(ProbeState.Sent, (await field.Probe()).State);
        field.World.Clock.Advance(TimeSpan.FromDays(1));
        await field.World.Settle();
        Assert.Equal(ProbeState.Silent, (await field.Probe()).State);
    }

    [Theory, EveryStore]
    public async Task Evidence_goes_when_its_time_is_over_and_its_bytes_with_it(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using (var kept = await field.Attach(Guid.CreateVersion7(), FieldWorld.Png, "a.png")) Assert.Equal(System.Net.HttpStatusCode.SeeOther, kept.StatusCode);
        field.World.Clock.Advance(TimeSpan.FromDays(46));
        await field.World.Settle();

        await using var store = await field.World.Store();
        Assert.Equal((0, 0), (await store.ProbeEvidence.CountAsync(Cancel), await store.FileParts.CountAsync(Cancel)));
        Assert.False(await store.Errands.AnyAsync(errand => errand.Kind == FieldSweep.Errand, Cancel));
    }
}
