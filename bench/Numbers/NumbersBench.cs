using System.Diagnostics;
using System.Net.Http.Json;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Kolot.Bench.Ground;
using Kolot.Store;
using Kolot.Store.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Numbers;

/// <summary>Questions about numbers, HTTP included, beside the same in SQL; loading, memory, and how soon an answer is counted.</summary>
internal static class NumbersBench
{
    private const int Rounds = 60, SqlRounds = 5, Probes = 40, BytesScanned = 9;
    private const string Api = $"/api/v1/{Site.Organisation}/scores";
    private const string One = "?by=touchpoint&per=week&days=365&is.segment=segment-3";
    private const string Three = One + "&is.plan=plan-1&is.region=region-2";

    public static async Task Run(Site site, CancellationToken cancel)
    {
        if (site.Kind != StoreKind.Postgres)
        {
            Console.WriteLine("  What it is measured beside is PostgreSQL: name it.");
            return;
        }

        var published = await House.Publish(cancel);
        await TenMillion.Stand(site, cancel);
        var key = await site.Key(cancel);
        var starting = Stopwatch.StartNew();
        await using var house = await House.Start(site, published, [], cancel);
        using var client = new HttpClient { BaseAddress = house.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await Ready(client, cancel);
        var loaded = starting.Elapsed.TotalSeconds;

        Figures.Line($"{TenMillion.Count:n0} answers", "p50", "p95", "beside", "wanted");
        var sql = await InSql(site, TenMillion.Sql(("segment", "segment-3")), cancel);
        var first = await Ask(client, One, cancel);
        Line("NPS by week by touchpoint, a segment, ms", first, sql, first.At(0.95) < 20 && sql / first.At(0.95) >= 35, $"20, {sql / first.At(0.95):f0}x of 35x");
        var threefold = await InSql(site, TenMillion.Sql(("segment", "segment-3"), ("plan", "plan-1"), ("region", "region-2")), cancel);
        var second = await Ask(client, Three, cancel);
        Line("the same with three filters, ms", second, threefold, second.At(0.95) < 60, "60");
        Figures.Line("start until the first answer, s", $"{loaded:f1}", "", "", "5", "  " + Figures.Met(loaded < 5));
        var fresh = await Freshness(client, cancel);
        Figures.Line("one answer more until it is told, ms", $"{fresh.At(0.5):f0}", $"p99 {fresh.At(0.99):f0}", "", "1000", "  " + Figures.Met(fresh.At(0.99) < 1000));
        await Memory(site, cancel);
        Limit(first.At(0.5));
    }

    private static void Line(string name, double[] times, double beside, bool met, string wanted) =>
        Figures.Line(name, $"{times.At(0.5):f1}", $"{times.At(0.95):f1}", $"{beside:f0}", wanted, "  " + Figures.Met(met));

    private static double At(this double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];

    private static async Task Ready(HttpClient client, CancellationToken cancel)
    {
        while (true)
        {
            using var answer = await client.GetAsync(Api + One, cancel);
            if (answer.IsSuccessStatusCode) return;
            await Task.Delay(50, cancel);
        }
    }

    private static async Task<double[]> Ask(HttpClient client, string question, CancellationToken cancel)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds + 5; round++)
        {
            var clock = Stopwatch.StartNew();
            _ = await client.GetByteArrayAsync(Api + question, cancel);
            if (round >= 5) times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return [.. times.Order()];
    }

    private static async Task<double> InSql(Site site, string sql, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel);
        var times = new List<double>();
        for (var round = 0; round < SqlRounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await using var command = connection.CreateCommand();
            (command.CommandText, command.CommandTimeout) = (sql, 0);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
            }

            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        return times.Median();
    }

    // While 500 voices a second come in, one at a time is waited for.
    private static async Task<double[]> Freshness(HttpClient client, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var stream = Task.Run(async () =>
        {
            for (var part = 0; !ended.IsCancellationRequested; part++)
            {
                await Post(client, "mail", 50, cancel);
                await Task.Delay(85, cancel);
            }
        }, cancel);
        var waits = new List<double>();
        for (var probe = 0; probe < Probes; probe++)
        {
            var before = await Told(client, cancel);
            await Post(client, "survey", 10, cancel);
            var clock = Stopwatch.StartNew();
            while (await Told(client, cancel) < before + 10) await Task.Delay(10, cancel);
            waits.Add(clock.Elapsed.TotalMilliseconds);
        }

        await ended.CancelAsync();
        await stream;
        return [.. waits.Order()];
    }

    private static async Task Post(HttpClient client, string channel, int count, CancellationToken cancel)
    {
        using var answer = await client.PostAsJsonAsync($"/api/v1/{Site.Organisation}/voices", Enumerable.Range(0, count).Select(_ => new { source = "bench", channel, score = new { value = 9, low = 0, high = 10 } }), cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<long> Told(HttpClient client, CancellationToken cancel)
    {
        var told = await client.GetFromJsonAsync<JsonElement>(Api + "?days=1&per=day&channel=survey", cancel);
        return told.GetProperty("groups")[0].GetProperty("pieces").EnumerateArray().Sum(piece => piece.GetProperty("n").ValueKind == JsonValueKind.Number ? piece.GetProperty("n").GetInt64() : 0);
    }

    private static async Task Memory(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        var images = services.GetRequiredService<FactImages>();
        var clock = Stopwatch.StartNew();
        var now = await images.Of(Site.Organisation, TimeSpan.FromMinutes(5), cancel);
        var each = (double)images.Bytes / (now.View?.Count ?? 1);
        Figures.Line("memory of an answer, bytes", $"{each:f1}", "", "", "40", "  " + Figures.Met(each < 40));
        Figures.Line("made anew from the store, s", $"{clock.Elapsed.TotalSeconds:f1}");
    }

    // What must be read at the least, at the speed at which memory can be.
    private static void Limit(double milliseconds)
    {
        var numbers = new long[1 << 26];
        Array.Fill(numbers, 3);
        var times = new List<double>();
        for (var round = 0; round < 5; round++)
        {
            var clock = Stopwatch.StartNew();
            var sum = 0L;
            Parallel.For(0, Environment.ProcessorCount, part =>
            {
                var slice = MemoryMarshal.Cast<long, Vector<long>>(numbers.AsSpan(numbers.Length / Environment.ProcessorCount * part, numbers.Length / Environment.ProcessorCount));
                var total = Vector<long>.Zero;
                foreach (var vector in slice) total += vector;
                Interlocked.Add(ref sum, Vector.Sum(total));
            });
            times.Add(numbers.Length * 8.0 / clock.Elapsed.TotalSeconds / 1e9);
            if (sum == 0) throw new InvalidOperationException();
        }

        var limit = TenMillion.Count * BytesScanned / times.Median() / 1e6;
        Console.WriteLine($"  Memory gives {times.Median():f1} GB/s, and the first row must read {TenMillion.Count * BytesScanned / 1e6:f0} MB: {limit:f1} ms at the least. It takes {milliseconds / limit:f1} times that.");
    }
}
