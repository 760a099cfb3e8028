using System.Data.Common;
using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Core.Listen;
using Kolot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Ingest;

/// <summary>Voices acknowledged per second through HTTP, durable, beside one transaction of EF for each request and beside bare inserts.</summary>
internal static class IngestBench
{
    private const int Rounds = 3;
    private const int Batch = Poster.Connections;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan While = TimeSpan.FromSeconds(6);

    private sealed record Path(string Name, House House, Poster Poster)
    {
        public List<Posted> Rounds { get; } = [];

        public List<double> Microseconds { get; } = [];

        public double PerSecond => Rounds.Select(round => round.PerSecond).Median();
    }

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var published = await House.Publish(cancel);
        var (ours, theirs) = (site.Beside("kolot"), site.Beside("ef"));
        var (ourKey, theirKey) = (await Fresh(ours, cancel), await Fresh(theirs, cancel));
        await using var kolot = await House.Start(ours, published, [], cancel);
        await using var ef = await House.Start(theirs, typeof(IngestBench).Assembly.Location, [EfHost.Name], cancel);
        List<Path> paths =
        [
            new("kolot", kolot, new(kolot.Address, $"/api/v1/{Site.Organisation}/voices", ourKey)),
            new("EF, one transaction each", ef, new(ef.Address, $"/api/v1/{Site.Organisation}{EfHost.Plain}", theirKey)),
        ];
        // On PostgreSQL writers need no turn.
        if (site.Kind == StoreKind.Sqlite)
            paths.Add(new("EF, the same, in turn", ef, new(ef.Address, $"/api/v1/{Site.Organisation}{EfHost.Gated}", theirKey)));

        foreach (var path in paths) await path.Poster.Run(Warming, cancel);
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var path in paths) await Measure(path, cancel);
            bare.Add(await Bare(site.Beside("bare"), cancel));
        }

        Print(site.Kind, paths, bare.Median());
    }

    private static async Task<string> Fresh(Site site, CancellationToken cancel)
    {
        await site.Clear();
        return await site.Found(cancel);
    }

    private static async Task Measure(Path path, CancellationToken cancel)
    {
        var busy = path.House.Processor;
        var posted = await path.Poster.Run(While, cancel);
        path.Microseconds.Add((path.House.Processor - busy).TotalMicroseconds / Math.Max(1, posted.Accepted));
        path.Rounds.Add(posted);
    }

    // Rows made ahead, put in by one connection, as many in a transaction as connections could have waiting.
    private static async Task<double> Bare(Site site, CancellationToken cancel)
    {
        await Fresh(site, cancel);
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var voices = new Voices(await Voices.NamesIn(store, cancel), now.AddDays(-1), now, 40_000);
        HeardWhole[][] batches = [.. Enumerable.Range(0, 40_000).Select(voices.Whole).Chunk(Batch)];
        await using var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel);
        return await Bare(connection, batches, cancel);
    }

    private static async Task<double> Bare(DbConnection connection, HeardWhole[][] batches, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var kept = 0;
        foreach (var batch in batches)
        {
            await BareInserts.Keep(connection, batch, cancel);
            kept += batch.Length;
            if (clock.Elapsed > While) break;
        }

        return kept / clock.Elapsed.TotalSeconds;
    }

    private static void Print(StoreKind kind, List<Path> paths, double bare)
    {
        Figures.Line($"{Poster.Connections} connections", "voices/s", "p50 ms", "p99 ms", "CPU µs each", "refused", "rounds");
        foreach (var path in paths)
            Figures.Line(
                path.Name,
                $"{path.PerSecond:n0}",
                $"{path.Rounds.Select(round => round.Milliseconds(0.5)).Median():f1}",
                $"{path.Rounds.Select(round => round.Milliseconds(0.99)).Median():f1}",
                $"{path.Microseconds.Median():f0}",
                $"{path.Rounds.Sum(round => round.Refused)}",
                string.Join(' ', path.Rounds.Select(round => $"{round.PerSecond:f0}")));
        Figures.Line($"bare inserts, {Batch} at once, no HTTP", $"{bare:n0}");

        var (ratio, wanted) = (paths[0].PerSecond / paths[1].PerSecond, kind == StoreKind.Sqlite ? 10 : 4);
        var p99 = paths[0].Rounds.Select(round => round.Milliseconds(0.99)).Median();
        Console.WriteLine($"  {ratio:f1} times the EF path (wanted: {wanted}): {Figures.Met(ratio >= wanted)}");
        if (paths.Count > 2) Console.WriteLine($"  {paths[0].PerSecond / paths[2].PerSecond:f1} times the EF path in turn; {paths[0].PerSecond / bare:p0} of the bare inserts");
        else Console.WriteLine($"  {paths[0].PerSecond / bare:p0} of the bare inserts");
        Console.WriteLine($"  p99 {p99:f1} ms (wanted on SQLite: 60): {Figures.Met(p99 < 60)}");
    }
}
