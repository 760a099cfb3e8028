using Kolot.Core.Respond.Cases;
using Kolot.Respond.TopLine;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.TopLine;

public sealed class TopLineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task What_is_on_the_line_to_the_top_goes_to_its_team_is_followed_up_and_closes_by_the_customers_word_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var row = await Matters.Open(world);
        await using var store = await world.Store();
        var (channel, yafo) = (await store.Channels.OrderBy(one => one.Position).FirstAsync(Cancel), await world.Unit("yafo"));
        using var tamar = world.As(Cast.Tamar);
        using var wrong = await tamar.Post($"/{World.Cafe}/settings/top-line", ("channel", channel.Id.ToString()), ("unit", ""), ("days", "0"), ("version", "0"));
        using var set = await tamar.Post($"/{World.Cafe}/settings/top-line", ("channel", channel.Id.ToString()), ("unit", yafo.ToString()), ("days", "2"), ("version", "0"));
        Assert.Equal((422, 303), ((int)wrong.StatusCode, (int)set.StatusCode));

        using var put = await tamar.Post($"/{World.Cafe}/cases/{row.Number}/top-line");
        using var twice = await tamar.Post($"/{World.Cafe}/cases/{row.Number}/top-line");
        Assert.Equal((303, 303), ((int)put.StatusCode, (int)twice.StatusCode));
        var first = await store.TopLineCases.AsNoTracking().SingleAsync(Cancel);
        Assert.Equal(yafo, await store.Cases.Where(one => one.Id == row.Id).Select(one => one.UnitId).SingleAsync(Cancel));
        Assert.Contains("חויבתי פעמיים", (await tamar.Page($"/{World.Cafe}/top-line")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // Nobody spoke with them: the owner is reminded. Somebody does: the rhythm begins anew.
        world.Clock.Advance(first.NextAt!.Value - world.Clock.Now + TimeSpan.FromMinutes(1));
        await Answer(world, store);
        Assert.Equal(1, await store.CaseMails.CountAsync(mail => mail.Kind == CaseMailKind.FollowUp, Cancel));
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.Answered, At = world.Clock.Now, Text = "אנחנו על זה", SeenByCustomer = true });
        Assert.True((await store.TopLineCases.AsNoTracking().SingleAsync(Cancel)).NextAt > first.NextAt);
        await Answer(world, store);
        Assert.Equal(1, await store.CaseMails.CountAsync(mail => mail.Kind == CaseMailKind.FollowUp, Cancel));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now }));
        Assert.Null(await store.Cases.Where(one => one.Id == row.Id).Select(one => one.ClosedAt).SingleAsync(Cancel));
        await Matters.Step(world, row.Number, new() { Kind = CaseStepKinds.ClosedConfirmed, At = world.Clock.Now, ByCustomer = true, SeenByCustomer = true });
        Assert.Null((await store.TopLineCases.AsNoTracking().SingleAsync(Cancel)).NextAt);
    }

    private static async Task Answer(World world, OrganisationStore store)
    {
        var errands = await store.Errands.AsNoTracking().Where(errand => errand.Kind == FollowTopLine.Errand).ToListAsync(Cancel);
        await world.Services.GetServices<IErrandAnswer>().Single(one => one.Kind == FollowTopLine.Errand).Answer(store, errands, Cancel);
        store.ChangeTracker.Clear();
    }
}
