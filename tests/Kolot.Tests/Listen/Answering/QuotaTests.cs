using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Answering;

public sealed class QuotaTests
{
    private static readonly Quota Yes = new(Condition.Where("came", Look.Is, "yes"), 1);
    private static readonly Quota No = new(Condition.Where("came", Look.Is, "no"), 1);

    [Theory, EveryStore]
    public async Task A_quota_counts_its_own_answers_wherever_it_stood_in_earlier_versions(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Publish(world, Yes, No);
        Assert.Equal(Counted.Yes, await Answer(world, "yes"));
        Assert.Equal(Counted.Over, await Answer(world, "yes"));

        // Another stands now where the full one stood.
        await Publish(world, No);
        Assert.Equal(Counted.Yes, await Answer(world, "no"));
        Assert.Equal(Counted.Over, await Answer(world, "no"));

        // The one that was removed comes back at another place, first as large as it was, then larger.
        await Publish(world, No, Yes);
        Assert.Equal(Counted.Over, await Answer(world, "yes"));
        await Publish(world, No, Yes with { Most = 2 });
        Assert.Equal(Counted.Yes, await Answer(world, "yes"));
        Assert.Equal(Counted.Over, await Answer(world, "yes"));
    }

    private static Task Publish(World world, params Quota[] quotas) => Asked.Publish(world, "two", Asked.TwoScreens with { Screens = [Asked.TwoScreens.Screens[0]], Quotas = quotas });

    private static async Task<Counted> Answer(World world, string came)
    {
        // Counts are remembered for a few seconds.
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var phone = world.Nobody();
        using var sent = await Asked.Send(phone, await phone.Page($"/{World.Cafe}/s/two"), ("came", came));
        await using var store = await world.Store();
        return await store.SurveyResponses.OrderByDescending(response => response.BegunAt).Select(response => response.Counted).FirstAsync();
    }
}
