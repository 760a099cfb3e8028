using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Cases;

public sealed class CaseListPagesTests
{
    private const int Many = 1_400;

    private static readonly string List = $"/{World.Cafe}/cases";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Every_view_narrowed_or_not_lists_each_case_that_is_in_reach_once_and_in_order_and_counts_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var looked = await Fill(world);
        var (list, haifa) = (world.Services.GetRequiredService<ListCases>(), await world.Unit("haifa"));
        Guid[] below = [haifa, .. looked.Units.Where(unit => unit.ParentId == haifa).Select(unit => unit.Id)];
        (CaseQuery Query, Func<Case, bool> Fits)[] narrowed =
        [
            (new(), _ => true), (new() { Kind = CaseKind.Complaint }, row => row.Kind == CaseKind.Complaint), (new() { Kind = CaseKind.Praise }, row => row.Kind == CaseKind.Praise),
            (new() { Unit = "haifa" }, row => below.Contains(row.UnitId ?? Guid.Empty)), (new() { Unit = "nowhere" }, _ => false), (new() { Owner = looked.Dana, Kind = CaseKind.Request }, row => row.OwnerId == looked.Dana && row.Kind == CaseKind.Request),
        ];

        foreach (var person in new[] { Cast.Tamar, Cast.Dana })
        {
            var reader = await CaseWorld.Of(world, person);
            var seen = looked.All.Where(row => reader.Units is null || reader.Units.Contains(row.UnitId ?? Guid.Empty) || row.OwnerId == reader.Id || row.OpenedBy == reader.Id).ToArray();
            foreach (var (query, fits) in narrowed)
            {
                var counts = (await list.Run(reader, query with { View = CaseView.Unanswered }, Cancel)).Counts;
                foreach (var view in Enum.GetValues<CaseView>())
                {
                    var expected = Ordered(seen.Where(fits).Where(row => Is(view, row, reader, world.Clock.Now)), view);
                    Assert.Equal(expected, await Walked(list, reader, query with { View = view }));
                    if (view != CaseView.Closed) Assert.Equal((person.Name, view, Math.Min(expected.Length, ListCases.Countable + 1)), (person.Name, view, counts[view]));
                }
            }
        }
    }

    [Theory, EveryStore]
    public async Task What_is_over_is_listed_to_whoever_sees_very_many_units_too(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var looked = await Fill(world, 60);
        var tamar = await CaseWorld.Of(world, Cast.Tamar);
        // More than are gone through one by one: most of them have no case.
        var wide = tamar with { Id = Guid.CreateVersion7(), Units = looked.Units.Select(unit => unit.Id).Concat(Enumerable.Range(0, 40).Select(_ => Guid.CreateVersion7())).ToHashSet() };

        Assert.Equal(Ordered(looked.All.Where(row => row.ClosedAt is not null && row.UnitId is not null), CaseView.Closed), await Walked(world.Services.GetRequiredService<ListCases>(), wide, new() { View = CaseView.Closed }));
    }

    [Fact]
    public async Task Ones_own_stand_beside_the_word_of_the_navigation_whatever_the_list_is_narrowed_to()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var looked = await Fill(world, 40);
        using var dana = world.As(Cast.Dana);
        var own = looked.All.Count(row => row.OwnerId == looked.Dana && row.ClosedAt is null && !(row.SnoozedUntil > world.Clock.Now));

        foreach (var page in new[] { List, $"{List}?view=open", $"{List}?view=open&kind=question", $"{List}?view=closed", $"/{World.Cafe}/lessons" })
            Assert.Equal(own.ToString(System.Globalization.CultureInfo.InvariantCulture), (await dana.Page(page)).QuerySelector("header nav a.count[href$='/cases']")!.TextContent.Trim());
    }

    private sealed record Looked(IReadOnlyList<Case> All, IReadOnlyList<Unit> Units, Guid Dana);

    // Cases of all sorts: owned or not, opened by somebody, in this unit, that one or none, due at the same moment or at none, resting or not any more, awaited, gone on again, over.
    private static async Task<Looked> Fill(World world, int count = Many)
    {
        var (dana, omer, haifa, yafo, now) = (await CaseWorld.IdOf(world, Cast.Dana), await CaseWorld.IdOf(world, Cast.Omer), await world.Unit("haifa"), await world.Unit("yafo"), world.Clock.Now);
        await using var store = await world.Store();
        store.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var number = 1; number <= count; number++)
            store.Cases.Add(new()
            {
                Id = Guid.CreateVersion7(), OpenedAt = now, HeardAt = now, Kind = (CaseKind)(number % 4), OwnerId = (number % 9) switch { < 2 => dana, 2 => omer, 3 => Guid.Empty, _ => null }, OpenedBy = number % 23 == 0 ? dana : null,
                UnitId = (number % 8) switch { < 2 => haifa, < 6 => yafo, _ => null }, DueAt = number % 3 == 0 ? null : now.Date.AddHours(number % 5 * 13), SnoozedUntil = number % 10 == 0 ? now.AddHours(number % 20 == 0 ? 5 : -5) : null,
            });
        await store.SaveChangesAsync(Cancel);
        await store.Cases.Where(row => row.Number % 5 == 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, now), Cancel);
        await store.Cases.Where(row => row.Number % 6 == 0 && row.ClosedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.AwaitingSince, now), Cancel);
        await store.Cases.Where(row => row.Number % 7 == 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.Reopened, 1), Cancel);
        await store.Cases.Where(row => row.Number % 4 == 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, CaseState.Answered), Cancel);
        return new(await CaseWorld.Cases(world), await store.Units.AsNoTracking().ToListAsync(Cancel), dana);
    }

    private static bool Is(CaseView view, Case row, Member reader, DateTime now)
    {
        var open = row.ClosedAt is null;
        var awake = open && (row.SnoozedUntil is null || row.SnoozedUntil <= now);
        return view switch
        {
            CaseView.Mine => awake && row.OwnerId == reader.Id,
            CaseView.Team => awake && reader.Units?.Contains(row.UnitId ?? Guid.Empty) != false,
            CaseView.Unowned => awake && row.OwnerId is null,
            CaseView.Due => open && row.DueAt < Tomorrow(now),
            CaseView.Unanswered => awake && row.State != CaseState.Answered && row.AwaitingSince is null,
            CaseView.Waiting => open && row.AwaitingSince is not null,
            CaseView.Reopened => open && row.Reopened > 0,
            CaseView.Snoozed => open && row.SnoozedUntil > now,
            CaseView.Open => open,
            _ => !open,
        };
    }

    private static DateTime Tomorrow(DateTime now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        return TimeZoneInfo.ConvertTimeToUtc(TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date.AddDays(1), zone);
    }

    private static long[] Ordered(IEnumerable<Case> some, CaseView view) => view == CaseView.Closed
        ? [.. some.Select(row => row.Number).OrderDescending()]
        : [.. some.OrderBy(row => row.DueAt ?? DateTime.MaxValue).ThenBy(row => row.Number).Select(row => row.Number)];

    private static async Task<long[]> Walked(ListCases list, Member reader, CaseQuery query)
    {
        var seen = new List<long>();
        while (true)
        {
            var (rows, next) = await list.Page(reader, query, 250, Cancel);
            seen.AddRange(rows.Select(row => row.Number));
            if (next is null) return [.. seen];
            query = query with { After = CaseCursor.Read(next.ToString()) };
        }
    }
}
