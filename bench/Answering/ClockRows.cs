using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Core.Calendars;
using Kolot.Core.Respond.Clocks;
using Kolot.Respond.Cases;
using Kolot.Respond.Clocks;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Answering;

/// <summary>Clocks that are due among 100,000 that are open, told of by two nodes at once where there can be two, each with a step of its case and a row for its owner; beside the bare statement that only marks them.</summary>
internal static class ClockRows
{
    private const int Rounds = 3;
    private const int Open = 100_000;
    private const int Due = 1_000;
    private const double Wanted = 1;

    public static async Task Run(Site site, CancellationToken cancel)
    {
        await site.Clear();
        await site.Found(cancel);
        await using var one = Node(site);
        await using var other = Node(site);
        // A SQLite file has one node.
        ServiceProvider[] nodes = site.Kind == StoreKind.Postgres ? [one, other] : [one];
        await Plant(one, cancel);
        var (swept, bare, cost) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await Fall(one, Due, cancel);
            var busy = Process.GetCurrentProcess().TotalProcessorTime;
            swept.Add(await Sweep(nodes, Due, cancel));
            cost.Add((Process.GetCurrentProcess().TotalProcessorTime - busy).TotalMilliseconds);
            await Fall(one, Due, cancel);
            bare.Add(await Bare(one, cancel));
        }

        await Fall(one, Open, cancel);
        var all = await Sweep(nodes, Open, cancel);
        Figures.Line("", "s", "wanted", "", "CPU ms", "rounds");
        Figures.Line($"{Due:N0} due of {Open:N0} open, {nodes.Length} node(s)", $"{swept.Median():F2}", $"{Wanted:F0}", Figures.Met(swept.Median() < Wanted), $"{cost.Median():F0}", "  " + string.Join(' ', swept.Select(time => $"{time:F2}")));
        Figures.Line("  marked by one bare statement", $"{bare.Median():F3}", "", "baseline");
        Figures.Line($"all {Open:N0} due at once", $"{all:F1}", "", "once");
    }

    private static ServiceProvider Node(Site site) => site.Services(services => services.AddSingleton(TimeProvider.System).AddSingleton<Notify>().AddSingleton<CaseSteps>().AddSingleton<SweepClocks>());

    // Each is told of once, by whichever node comes to it.
    private static async Task<double> Sweep(ServiceProvider[] nodes, int due, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        var told = await Task.WhenAll(nodes.Select(node => Task.Run(() => All(node, cancel), cancel)));
        var took = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (told.Sum() != due) throw new InvalidOperationException($"{told.Sum():N0} were told of, and {due:N0} were due.");
        return took;
    }

    private static async Task<int> All(ServiceProvider node, CancellationToken cancel)
    {
        var (sum, sweep) = (0, node.GetRequiredService<SweepClocks>());
        while (true)
        {
            await using var store = await node.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
            await using var writing = await store.BeginWriting(cancel);
            var told = await sweep.Tell(store, TimeProvider.System.GetUtcNow().UtcDateTime, cancel);
            await writing.Commit(cancel);
            sum += told;
            if (told == 0 && !await store.CaseClocks.AnyAsync(row => row.FiresAt <= TimeProvider.System.GetUtcNow().UtcDateTime, cancel)) return sum;
        }
    }

    // So many fall due now, whatever was told of them before.
    private static async Task Fall(ServiceProvider node, int count, CancellationToken cancel)
    {
        await using var store = await node.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        store.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await store.Notifications.ExecuteDeleteAsync(cancel);
        var ids = store.CaseClocks.OrderBy(row => row.Id).Select(row => row.Id).Take(count);
        await store.CaseClocks.Where(row => ids.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.FiresAt, now).SetProperty(row => row.DueAt, now).SetProperty(row => row.LateAt, (DateTime?)null), cancel);
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlRawAsync("vacuum analyze case_clocks", cancel);
    }

    private static async Task<double> Bare(ServiceProvider node, CancellationToken cancel)
    {
        await using var store = await node.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var (begun, now) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow().UtcDateTime);
        await store.CaseClocks.Where(row => row.FiresAt <= now).ExecuteUpdateAsync(set => set.SetProperty(row => row.LateAt, now).SetProperty(row => row.FiresAt, (DateTime?)null), cancel);
        return Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    private static async Task Plant(ServiceProvider node, CancellationToken cancel)
    {
        var (now, owners) = (TimeProvider.System.GetUtcNow().UtcDateTime, Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToArray());
        var hours = ServiceClock.Of(ServiceHours.Always, TimeZoneInfo.Utc);
        foreach (var batch in Enumerable.Range(0, Open).Chunk(5_000))
        {
            await using var store = await node.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
            store.ChangeTracker.AutoDetectChangesEnabled = false;
            foreach (var number in batch)
            {
                var row = new Case { Id = Guid.CreateVersion7(now), OwnerId = owners[number % owners.Length], OpenedAt = now, HeardAt = now };
                var clock = ClockReading.NewRow(new(Guid.CreateVersion7(now), ClockPurpose.Solution, GivenTime.Minutes(60_000), now), row.Id);
                clock.Write(new(clock.Id, clock.Purpose, GivenTime.Minutes(60_000), now), hours);
                store.Add(row);
                store.Add(clock);
            }

            await store.SaveChangesAsync(cancel);
        }
    }
}
