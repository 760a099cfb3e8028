using System.Diagnostics;
using System.Text.RegularExpressions;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Asking;

/// <summary>A million responses as a file in each format, asked for by a browser and written in the background. Wanted: below 300 MB resident, each in a house of its own.</summary>
internal static partial class ExportBench
{
    private const int Count = 1_000_000;
    private const int Wanted = 300;

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("KOLOT_BENCH_RESPONSES"), out var fewer) ? fewer : Count;
        await ManyResponses.Stand(site, count, cancel);
        var published = await House.Publish(cancel);
        Figures.Line($"{count:n0} responses", "seconds", "processor s", "file MB", "at rest MB", "peak MB", "wanted");
        foreach (var format in new[] { "csv", "xlsx", "sav", "jsonl" })
        {
            // On a busy machine a file takes longer than the proof with which it was asked for holds.
            await using var house = await House.Start(site, published, ["--SignIn:ProofMinutes=600"], cancel);
            using var handler = new HttpClientHandler { CookieContainer = new(), AllowAutoRedirect = false };
            using var client = new HttpClient(handler) { BaseAddress = house.Address, Timeout = TimeSpan.FromMinutes(10) };
            await Owner.SignIn(client, cancel);
            var (clock, busy, rest) = (Stopwatch.StartNew(), house.Processor, house.Megabytes);
            var link = await Written(client, format, cancel);
            var (took, processor) = (clock.Elapsed, house.Processor - busy);
            var size = await Size(client, link, cancel);
            var peak = house.PeakMegabytes;
            Figures.Line(format, $"{took.TotalSeconds:f1}", $"{processor.TotalSeconds:f1}", $"{size / 1048576.0:f1}", $"{rest:n0}", $"{peak:n0}", $"< {Wanted}", "  " + Figures.Met(peak < Wanted));
            using var removal = new FormUrlEncodedContent([new("__RequestVerificationToken", await Owner.TokenOf(client, Exports, cancel))]);
            using var removed = await client.PostAsync($"{link}/removal", removal, cancel);
        }
    }

    private static string Exports => $"/{Site.Organisation}/surveys/{ManyResponses.Code}/results/exports";

    private static async Task<string> Written(HttpClient client, string format, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent([new("format", format), new("__RequestVerificationToken", await Owner.TokenOf(client, Exports, cancel))]);
        using var asked = await client.PostAsync(Exports, form, cancel);
        while (true)
        {
            var page = await client.GetStringAsync(Exports, cancel);
            if (Ready().Matches(page).FirstOrDefault(link => link.Groups[2].Value == format) is { } ready) return ready.Groups[1].Value;
            if (page.Contains("class=\"hurt\"", StringComparison.Ordinal)) throw new InvalidOperationException("It could not be written.");
            await Task.Delay(250, cancel);
        }
    }

    // Fetched as a browser would, which counts too.
    private static async Task<long> Size(HttpClient client, string link, CancellationToken cancel)
    {
        using var answer = await client.GetAsync(link, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        await using var body = await answer.Content.ReadAsStreamAsync(cancel);
        var (buffer, size) = (new byte[1 << 16], 0L);
        for (var read = 1; read > 0; size += read) read = await body.ReadAsync(buffer, cancel);
        return size;
    }

    [GeneratedRegex("""<a href="([^"]*/results/[0-9a-f-]{36})"><bdi dir="ltr">[^<]*\.(\w+)</bdi>""")]
    private static partial Regex Ready();
}
