using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Kolot.Bench.Ground;
using Kolot.Bench.Numbers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Answering;

/// <summary>From a critical voice that was accepted to its case, with an owner, a clock and what its owner is told, while 500 voices a second come in, of which every second is no praise and opens a case too.</summary>
internal static class LoopRows
{
    private const int Probes = 200, PerSecond = 500, Parts = 10;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(150);

    public static async Task Run(Site answering, CancellationToken cancel)
    {
        var site = answering.Beside("loop");
        var published = await House.Publish(cancel);
        await site.Clear();
        var key = await site.Found(cancel);
        await Owner.Settle(site, cancel);
        await using var house = await House.Start(site, published, ["--Limits:PostsPerMinute=1000000"], cancel);
        using var client = new HttpClient { BaseAddress = house.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await using var services = site.Services();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (clock, stream) = (Stopwatch.StartNew(), Task.Run(() => Stream(client, ended.Token), cancel));
        // Its first seconds are the compiler's.
        for (var probe = 0; probe < Probes / 4; probe++) await Probe(client, services, $"warm-{probe}", cancel);
        var (waits, busy, began) = (new List<double>(), house.Processor, clock.Elapsed);
        for (var probe = 0; probe < Probes; probe++)
        {
            waits.Add(await Probe(client, services, $"critical-{probe}", cancel));
            await Task.Delay(Between, cancel);
        }

        var (used, took) = ((house.Processor - busy).TotalSeconds, (clock.Elapsed - began).TotalSeconds);
        await ended.CancelAsync();
        var sent = await stream;
        double[] sorted = [.. waits.Order()];
        Figures.Line("a critical voice, until its owner is told", "p50 ms", "p99 ms", "wanted", "", "voices/s", "CPU ms each");
        Figures.Line($"  {PerSecond} voices/s beside it", $"{sorted.At(0.5):F0}", $"{sorted.At(0.99):F0}", "1,000", "  " + Figures.Met(sorted.At(0.99) < 1_000 && sent / clock.Elapsed.TotalSeconds > 0.97 * PerSecond), $"{sent / clock.Elapsed.TotalSeconds:F0}", $"{1_000 * used / (took * PerSecond):F2}");
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        Figures.Line("  cases opened meanwhile", $"{await store.Cases.CountAsync(cancel):N0}");
    }

    // At the pace that is wanted, or as fast as it goes where that is slower.
    private static async Task<int> Stream(HttpClient client, CancellationToken ended)
    {
        var (clock, sent) = (Stopwatch.StartNew(), 0);
        for (var part = 1; !ended.IsCancellationRequested; part++)
        {
            var voices = Enumerable.Range(sent, PerSecond / Parts).Select(number => new { source = "bench", id = $"{number}", channel = "mail", text = Words.Sentence(number), score = new { value = number % 2 == 0 ? 9 : 4, low = 0, high = 10 } });
            using var answer = await client.PostAsJsonAsync($"/api/v1/{Site.Organisation}/voices", voices, CancellationToken.None);
            answer.EnsureSuccessStatusCode();
            sent += PerSecond / Parts;
            var early = TimeSpan.FromSeconds(1) * part / Parts - clock.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(early, CancellationToken.None);
        }

        return sent;
    }

    private static async Task<double> Probe(HttpClient client, ServiceProvider services, string id, CancellationToken cancel)
    {
        object[] voices = [new { source = "probe", id, channel = "mail", kind = "complaint", text = "מישהו נפגע, צריך אותך עכשיו", score = new { value = 0, low = 0, high = 10 } }];
        using var answer = await client.PostAsJsonAsync($"/api/v1/{Site.Organisation}/voices", voices, cancel);
        answer.EnsureSuccessStatusCode();
        var clock = Stopwatch.GetTimestamp();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var told = store.Cases.Where(row => row.OwnerId != null && row.DueAt != null && store.CaseClocks.Any(one => one.CaseId == row.Id)
            && store.Notifications.Any(one => one.CaseId == row.Id && one.MemberId == row.OwnerId)
            && store.CaseVoices.Any(one => one.CaseId == row.Id && store.VoiceKeys.Any(known => known.Source == "probe" && known.SourceId == id && known.VoiceId == one.VoiceId)));
        while (!await told.AnyAsync(cancel)) await Task.Delay(5, cancel);
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
