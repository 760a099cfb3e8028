using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Forgetting;

public sealed class TombstonesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_an_erasure_meets_at_its_second_attempt_is_known_at_another_node_too(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await using var other = world.Beside();
        var (here, there) = (world.Services.GetRequiredService<Tombstones>(), other.Services.GetRequiredService<Tombstones>());
        var (first, later) = (TombstoneMarks.OfVoice("till", "r-1"), TombstoneMarks.OfVoice("till", "r-2"));
        var erasure = new Erasure { Organisation = World.Cafe, Id = Guid.CreateVersion7(), At = world.Clock.Now, ByName = "תמר אלון", Counts = "{}" };
        await here.Enter(erasure, [first], Cancel);
        Assert.NotNull((await there.Of(World.Cafe, Cancel)).By(first));

        await here.Enter(erasure, [first, later], Cancel);
        world.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.NotNull((await there.Of(World.Cafe, Cancel)).By(later));
    }
}
