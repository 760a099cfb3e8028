using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Places;
using Kolot.Store;
using Kolot.Tests.Respond;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.Places;

public sealed class ChangeProfileTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Saving_the_profile_leaves_the_demand_of_a_second_step_as_it_was_decided_elsewhere(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var tamar = await Matters.Who(world, Cast.Tamar);
        foreach (var demanded in new[] { true, false })
        {
            await using var store = await world.Store();
            await store.Profiles.ExecuteUpdateAsync(set => set.SetProperty(profile => profile.DemandsSecondStep, demanded), Cancel);
            var draft = ProfileDraft.Of(await store.Profiles.AsNoTracking().SingleAsync(Cancel)) with { Name = $"קפה תמר {demanded}" };

            using var scope = world.Services.CreateScope();
            var saved = await scope.ServiceProvider.GetRequiredService<ChangeProfile>().Run(tamar, draft, Cancel);

            Assert.False(saved.Refused);
            Assert.Equal((draft.Name, demanded), await store.Profiles.Select(profile => new ValueTuple<string, bool>(profile.Name, profile.DemandsSecondStep)).SingleAsync(Cancel));
            Assert.Equal(demanded, (await world.Services.GetRequiredService<EntranceMembers>().FaceOf(World.Cafe, Cancel)).DemandsSecondStep);
        }
    }
}
