using System.Diagnostics;
using System.Text;
using Kolot.Bench.Ground;
using Kolot.Core.Listen;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Ingest;

/// <summary>A million rows of CSV through <c>kolot import</c>, beside bare inserts of the same rows. Wanted: 12,000 rows/s within 300 MB.</summary>
internal static class ImportBench
{
    private const int Count = 1_000_000;
    private const int Batch = 1_000;
    private static readonly int Rounds = int.Parse(Environment.GetEnvironmentVariable("KOLOT_BENCH_ROUNDS") ?? "3", null);

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var published = await House.Publish(cancel);
        var file = await File(cancel);
        var (seconds, microseconds, megabytes, bare) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await site.Clear();
            await site.Found(cancel);
            var clock = Stopwatch.StartNew();
            var (busy, peak) = await House.Do(
                site, published, ["import", file, "--organisation", Site.Organisation, "--channel", "survey", "--source", "bench", "--heard-on", "2026-01-31"], cancel);
            seconds.Add(clock.Elapsed.TotalSeconds);
            microseconds.Add(busy.TotalMicroseconds / Count);
            megabytes.Add(peak);
            await Check(site, cancel);
            bare.Add(await Bare(site.Beside("bare"), cancel));
        }

        await site.Clear();
        await site.Beside("bare").Clear();
        Figures.Line($"{Count:n0} rows, {Rounds} rounds", "rows/s", "CPU µs each", "peak MB", "rounds s");
        Figures.Line("kolot import", $"{Count / seconds.Median():n0}", $"{microseconds.Median():f0}", $"{megabytes.Max():f0}",
            string.Join(' ', seconds.Select(round => $"{round:f0}")));
        Figures.Line($"bare inserts, {Batch:n0} at once", $"{Count / bare.Median():n0}");
        Console.WriteLine($"  12,000 rows/s: {Figures.Met(Count / seconds.Median() >= 12_000)}; 300 MB: {Figures.Met(megabytes.Max() < 300)}; "
            + $"{bare.Median() / seconds.Median():p0} of the bare inserts");
    }

    private static async Task<string> File(CancellationToken cancel)
    {
        var path = Path.Combine(Directory.CreateDirectory(Site.Root).FullName, "million.csv");
        if (System.IO.File.Exists(path)) return path;
        await using (var file = new StreamWriter(path + ".part", append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)))
        {
            await file.WriteLineAsync("score,text");
            for (var number = 0; number < Count; number++) await file.WriteLineAsync($"{number * 3L % 11},{Words.Sentence(number)}");
        }

        cancel.ThrowIfCancellationRequested();
        System.IO.File.Move(path + ".part", path);
        return path;
    }

    // A figure for rows that did not come in would be worth nothing.
    private static async Task Check(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var kept = await store.Voices.CountAsync(cancel);
        if (kept != Count) throw new InvalidOperationException($"{kept:n0} of {Count:n0} rows came in.");
    }

    private static async Task<double> Bare(Site site, CancellationToken cancel)
    {
        await site.Clear();
        await site.Found(cancel);
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var voices = new Voices(await Voices.NamesIn(store, cancel), now.AddMinutes(-1), now, Count);
        await using var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel);
        var inserting = TimeSpan.Zero;
        foreach (var numbers in Enumerable.Range(0, Count).Chunk(Batch))
        {
            HeardWhole[] batch = [.. numbers.Select(voices.Whole)];
            var begun = Stopwatch.GetTimestamp();
            await BareInserts.Keep(connection, batch, cancel);
            inserting += Stopwatch.GetElapsedTime(begun);
        }

        return inserting.TotalSeconds;
    }
}
