using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.Keeping;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Keeping;

public sealed class PlacesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_moment_whose_places_are_all_taken_overflows_into_the_moments_after_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var heardAt = new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero);
        await world.Hear(new { source = "till", id = "r-1", channel = "survey", text = "לא חזרו אליי", heardAt });
        await using var store = await world.Store();
        var (databases, taken) = (world.Services.GetRequiredService<Databases>(), await store.Voices.Select(voice => voice.Place).SingleAsync(Cancel));
        var names = new Names(new Dictionary<string, Guid> { ["survey"] = Guid.CreateVersion7() }, new Dictionary<string, Guid>(), new Dictionary<string, Guid>());
        var by = new Member(World.Cafe, Guid.CreateVersion7(), "תמר", Rights.For(Role.Owner), Reach.All, null);
        var whole = Hearing.Decide(new() { Source = "till", Channel = "survey", Text = "שוב", HeardAt = heardAt }, names, new(by, world.Clock.Now), taken).Value;
        await using var keeper = new VoiceKeeper(await databases.Connect(World.Cafe, Cancel), databases.GateOf(World.Cafe));

        // A running number that never runs: every other place of the moment is taken.
        await keeper.FindPlaces([whole], () => taken, Cancel).WaitAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Equal(Place.Of(heardAt.UtcDateTime.AddMilliseconds(1), taken), whole.Voice.Place);
        Assert.Equal(heardAt.UtcDateTime, whole.Voice.HeardAt);
    }
}
