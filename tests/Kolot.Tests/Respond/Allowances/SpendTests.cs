using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Core.Respond.Cases;
using Kolot.Respond.Allowances;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Allowances;

public sealed class SpendTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Many_who_spend_at_once_on_two_nodes_never_pass_the_limit_of_an_incident(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await using var other = world.Beside(World.WithoutRounds);
        await Limit(world, 20_000, 1_000_000);
        var row = await Matters.Open(world);
        Member[] members = [await Matters.Who(world, Cast.Tamar), await Matters.Who(world, Cast.Yoav), await Matters.Who(world, Cast.Dana)];

        var tries = await Task.WhenAll(Enumerable.Range(0, 24).Select(at => Task.Run(() => Give(at % 2 == 0 ? world : other, members[at % 3], row.Number, "30"))));

        Assert.Equal(6, tries.Count(one => !one.Refused));
        Assert.All(tries.Where(one => one.Refused), one => Assert.Equal("beyond_limit", Assert.IsType<Refusal.Invalid>(one.Refusal).Faults[0].Reason));
        await using var store = await world.Store();
        Assert.Equal(18_000, await store.AllowanceEntries.SumAsync(entry => entry.Amount, Cancel));
    }

    [Theory, EveryStore]
    public async Task One_who_spends_on_many_cases_at_once_never_passes_the_limit_of_a_month(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Limit(world, 20_000, 50_000);
        var dana = await Matters.Who(world, Cast.Dana);
        var rows = new List<Case>();
        for (var at = 0; at < 8; at++) rows.Add(await Matters.Open(world, title: $"טיפול {at}", known: false));

        var tries = await Task.WhenAll(rows.Select(row => Task.Run(() => Give(world, dana, row.Number, "150"))));

        Assert.Equal(3, tries.Count(one => !one.Refused));
        // Whoever else is there has a month of their own.
        Assert.False((await Give(world, await Matters.Who(world, Cast.Yoav), rows[0].Number, "10")).Refused);
        Assert.False((await Give(world, dana, rows[^1].Number, "50")).Refused);
        Assert.True((await Give(world, dana, rows[^1].Number, "0.01")).Refused);
    }

    [Theory, EveryStore]
    public async Task Neither_small_sums_nor_a_second_case_of_the_same_customer_pass_the_limit(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Limit(world, 10_000, 100_000);
        var dana = await Matters.Who(world, Cast.Dana);
        var (first, second) = (await Matters.Open(world), await Matters.Open(world, title: "ועוד אחד"));

        Assert.False((await Give(world, dana, first.Number, "60")).Refused);
        Assert.True((await Give(world, dana, second.Number, "60")).Refused);
        Assert.False((await Give(world, dana, second.Number, "40")).Refused);
        Assert.True((await Give(world, dana, first.Number, "0.01")).Refused);
        // What happens to them next week is another incident.
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.False((await Give(world, dana, (await Matters.Open(world, title: "שבוע אחרי")).Number, "100")).Refused);
    }

    [Theory, EveryStore]
    public async Task What_was_given_is_never_edited_and_can_be_taken_back_once_by_whoever_gave_it_or_leads(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Limit(world, 10_000, 10_000);
        var (dana, yoav) = (await Matters.Who(world, Cast.Dana), await Matters.Who(world, Cast.Yoav));
        var row = await Matters.Open(world);
        var given = (await Give(world, dana, row.Number, "100")).Value;
        var act = world.Services.GetRequiredService<Spend>();

        await using (var store = await world.Store())
            await Assert.ThrowsAnyAsync<Exception>(() => store.AllowanceEntries.Where(entry => entry.Id == given.Id).ExecuteUpdateAsync(set => set.SetProperty(entry => entry.Amount, 1), Cancel));
        Assert.True((await Give(world, dana, row.Number, "10")).Refused);
        var back = await act.Reverse(yoav, row.Number, given.Id, Cancel);
        var again = await act.Reverse(dana, row.Number, given.Id, Cancel);
        Assert.Equal((-10_000L, back.Value.Id), (back.Value.Amount, again.Value.Id));
        // Taken back, it is there to be given once more, to whoever gave it.
        var owners = (await Give(world, yoav, row.Number, "10")).Value;
        Assert.IsType<Refusal.NotAllowed>((await act.Reverse(dana, row.Number, owners.Id, Cancel)).Refusal);
        Assert.False((await Give(world, dana, row.Number, "90")).Refused);
    }

    [Theory, EveryStore]
    public async Task Pressed_twice_it_is_spent_once_and_the_case_tells_of_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await Limit(world, 10_000, 10_000);
        var row = await Matters.Open(world);
        using var dana = world.As(Cast.Dana);
        var id = Guid.CreateVersion7().ToString();

        using var once = await dana.Post($"/{World.Cafe}/cases/{row.Number}/allowance", ("id", id), ("kind", "compensation"), ("amount", "49.90"), ("what", "חודש בלי תשלום"), ("back", "case"));
        using var twice = await dana.Post($"/{World.Cafe}/cases/{row.Number}/allowance", ("id", id), ("kind", "compensation"), ("amount", "49.90"), ("what", "חודש בלי תשלום"));
        using var much = await dana.Post($"/{World.Cafe}/cases/{row.Number}/allowance", ("id", Guid.CreateVersion7().ToString()), ("kind", "gesture"), ("amount", "60"), ("what", "פרחים"));

        Assert.Equal((303, 303, 422), ((int)once.StatusCode, (int)twice.StatusCode, (int)much.StatusCode));
        Assert.Contains("פרחים", await much.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.Equal((SpendKind.Compensation, 4_990L), await store.AllowanceEntries.Select(entry => new ValueTuple<SpendKind, long>(entry.Kind, entry.Amount)).SingleAsync(Cancel));
        Assert.Equal(["opened", "compensation"], await store.CaseSteps.Where(step => step.CaseId == row.Id).OrderBy(step => step.Number).Select(step => step.Kind).ToArrayAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Limits_are_set_by_role_and_whoever_leads_reads_of_the_use_afterwards(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var tamar = world.As(Cast.Tamar);
        using var wrong = await tamar.Post($"/{World.Cafe}/settings/allowance", ("agent-incident", "200"), ("agent-month", "100"), ("agent-version", "0"));
        using var set = await tamar.Post($"/{World.Cafe}/settings/allowance", ("agent-incident", "100"), ("agent-month", "1,000"), ("agent-version", "0"), ("manager-version", "0"), ("owner-version", "0"));
        using var stale = await tamar.Post($"/{World.Cafe}/settings/allowance", ("agent-incident", "900"), ("agent-month", "1,000"), ("agent-version", "0"), ("manager-version", "0"), ("owner-version", "0"));
        Assert.Equal((422, 303, 409), ((int)wrong.StatusCode, (int)set.StatusCode, (int)stale.StatusCode));
        var row = await Matters.Open(world);
        Assert.False((await Give(world, await Matters.Who(world, Cast.Dana), row.Number, "50")).Refused);
        Assert.True((await Give(world, await Matters.Who(world, Cast.Yoav), row.Number, "10")).Refused);

        using var yoav = world.As(Cast.Yoav);
        Assert.Contains("\u206650\u2069\u00a0₪", (await yoav.Page($"/{World.Cafe}/allowance")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        using var dana = world.As(Cast.Dana);
        using var closed = await dana.Get($"/{World.Cafe}/allowance");
        Assert.Equal(403, (int)closed.StatusCode);
    }

    private static Task<Result<AllowanceEntry>> Give(World world, Member member, long number, string amount) =>
        world.Services.GetRequiredService<Spend>().Run(member, number, new(Guid.CreateVersion7(), SpendKind.Compensation, amount, null), Cancel);

    private static async Task Limit(World world, long incident, long month)
    {
        await using var store = await world.Store();
        store.Allowances.AddRange(SetAllowances.Roles.Select(role => new AllowanceRow { Role = role, Incident = incident, Month = month, Version = 1 }));
        await store.SaveChangesAsync(Cancel);
    }
}
