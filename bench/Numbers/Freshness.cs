using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Numbers;

/// <summary>How soon an answer is counted, while 500 others a second come in.</summary>
internal static class Freshness
{
    private const int Probes = 100;

    public static async Task<double[]> Measure(HttpClient client, CancellationToken cancel)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var stream = Task.Run(async () =>
        {
            var clock = Stopwatch.StartNew();
            for (var part = 1; !ended.IsCancellationRequested; part++)
            {
                await Post(client, "mail", 50, cancel);
                var early = TimeSpan.FromMilliseconds(100 * part) - clock.Elapsed;
                if (early > TimeSpan.Zero) await Task.Delay(early, cancel);
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
        var voices = Enumerable.Range(0, count).Select(_ => new { source = "bench", channel, score = new { value = 9, low = 0, high = 10 } });
        using var answer = await client.PostAsJsonAsync($"/api/v1/{Site.Organisation}/voices", voices, cancel);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<long> Told(HttpClient client, CancellationToken cancel)
    {
        var told = await client.GetFromJsonAsync<JsonElement>($"/api/v1/{Site.Organisation}/scores?days=1&per=day&channel=survey", cancel);
        return told.GetProperty("groups")[0].GetProperty("pieces").EnumerateArray().Sum(piece => piece.GetProperty("n").ValueKind == JsonValueKind.Number ? piece.GetProperty("n").GetInt64() : 0);
    }
}
