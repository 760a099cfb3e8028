using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Restatements;
using Kolot.Respond.Allowances;
using Kolot.Respond.Commitments;
using Kolot.Respond.Recovery;
using Kolot.Respond.Restatements;
using Kolot.Respond.Told;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Told;

public sealed class KeptForgottenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_asks_is_handed_what_was_promised_and_given_and_all_but_the_sum_goes_with_them(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var (tamar, row) = (await Matters.Who(world, Cast.Tamar), await Matters.WithPage(world, await Matters.Open(world)));
        await using (var store = await world.Store())
        {
            store.Allowances.Add(new() { Role = Kolot.Core.Organisation.Role.Owner, Incident = 10_000, Month = 10_000 });
            await store.SaveChangesAsync(Cancel);
        }

        var services = world.Services;
        var promised = await services.GetRequiredService<MakeCommitment>().Run(tamar, row.Number, new(Guid.CreateVersion7(), "נחזור אליך", "רותי", world.Clock.Now.AddDays(1)), Cancel);
        await services.GetRequiredService<EndCommitment>().Run(tamar, row.Number, new(promised.Value.Id, false, null, "נשכח"), Cancel);
        await services.GetRequiredService<Restate>().Run(tamar, row.Number, new(Guid.CreateVersion7(), "חויבת פעמיים", RestatementWay.Link, null), Cancel);
        await services.GetRequiredService<MakeRight>().Run(tamar, row.Number, new(Guid.CreateVersion7(), Kolot.Core.Respond.Recovery.RecoveryPart.Admitted, "טעינו", "שיחה", null), Cancel);
        await services.GetRequiredService<Spend>().Run(tamar, row.Number, new(Guid.CreateVersion7(), SpendKind.Gesture, "50", "פרחים"), Cancel);

        await using var after = await world.Store();
        var held = new List<string>();
        await foreach (var thing in new HeldKept().Of(after, new("", null, [], new(), new([], [], [], [], [])) { Customers = [Matters.Ruti] }, Cancel)) held.AddRange(thing.Words);
        Assert.Equal(["חויבת פעמיים", "טעינו", "נחזור אליך", "נשכח", "פרחים", "שיחה"], held.Order(StringComparer.Ordinal));

        await using (var writing = await after.BeginWriting(Cancel))
        {
            await after.RemoveCasesOf([Matters.Ruti], [], Cancel);
            await writing.Commit(Cancel);
        }

        Assert.Equal((0, 0, 0, 0, 0), (await after.Commitments.CountAsync(Cancel), await after.CommitmentOutcomes.CountAsync(Cancel), await after.Restatements.CountAsync(Cancel), await after.RecoverySteps.CountAsync(Cancel), await after.CaseMails.CountAsync(Cancel)));
        Assert.Equal((5_000L, null), await after.AllowanceEntries.AsNoTracking().Select(entry => new ValueTuple<long, string?>(entry.Amount, entry.What)).SingleAsync(Cancel));
    }
}
