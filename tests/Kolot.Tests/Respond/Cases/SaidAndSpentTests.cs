using System.Net;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Recovery;
using Kolot.Respond.Allowances;
using Kolot.Respond.Recovery;
using Kolot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Cases;

public sealed class SaidAndSpentTests
{
    private static readonly string Case = $"/{World.Cafe}/cases/1";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_call_that_is_noted_acknowledges_a_case_and_a_refused_answer_keeps_what_was_ticked_in_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Matters.Open(world);
        using var dana = world.As(Cast.Dana);

        using var called = await dana.Post($"{Case}/called");
        Assert.Equal(CaseState.Acknowledged, Assert.Single(await CaseWorld.Cases(world)).State);
        const string Promise = "נחזור אליך מחר בשעה 10:00.";
        using var refused = await dana.Post($"{Case}/answers", ("seen", "1"), ("text", $"סליחה. {Promise}"), ("promised", Promise), ("way", "call"));

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var page = await Visitor.Read(refused);
        Assert.Equal(Promise, page.QuerySelector("#answer input[name=promised][checked]")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task Compensation_from_the_allowance_is_the_step_of_a_recovery_until_it_is_taken_back(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (tamar, row) = (await Matters.Who(world, Cast.Tamar), await Matters.Open(world));
        await using (var store = await world.Store())
        {
            store.Allowances.Add(new() { Role = Kolot.Core.Organisation.Role.Owner, Incident = 10_000, Month = 10_000 });
            await store.SaveChangesAsync(Cancel);
        }

        var (spend, recovery) = (world.Services.GetRequiredService<Spend>(), world.Services.GetRequiredService<CaseRecovery>());
        var spent = await spend.Run(tamar, row.Number, new(Guid.CreateVersion7(), SpendKind.Compensation, "50", "שובר"), Cancel);
        Assert.Equal([RecoveryPart.Compensated], (await recovery.Of(tamar, row.Number, Cancel))!.Story.Made);
        await spend.Reverse(tamar, row.Number, spent.Value.Id, Cancel);
        Assert.Empty((await recovery.Of(tamar, row.Number, Cancel))!.Story.Made);
        await spend.Run(tamar, row.Number, new(Guid.CreateVersion7(), SpendKind.Gesture, "50", "פרחים"), Cancel);
        Assert.Empty((await recovery.Of(tamar, row.Number, Cancel))!.Story.Made);
    }
}
