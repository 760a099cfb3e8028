using Kolot.Bench.Asking;
using Kolot.Bench.Ground;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Inviting;

/// <summary>The contact form beside the survey page's figures: journeys per second of 32 at once (the form, what was written, the thanks with the number), and what a telephone fetches first.</summary>
internal static class ContactRows
{
    private const int Rounds = 3;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var published = await House.Publish(cancel);
        await site.Clear();
        await site.Found(cancel);
        await using var house = await House.Start(site, published, ["--Limits:PostsPerMinute=1000000", "--Answering:AddressPerMinute=10000000", "--Answering:ProofAbove=10000000"], cancel);
        var form = $"/{Site.Organisation}/contact";
        var journeys = new Journeys(house.Address, form) { Fill = turn => new() { ["topic"] = "complaint", ["text"] = Words.Sentence(turn), ["name"] = "רותי", ["phone"] = $"052-{1_000_000 + (turn % 8_000_000)}" } };
        var nameless = new Journeys(house.Address, form) { Fill = turn => new() { ["topic"] = "question", ["text"] = Words.Sentence(turn) } };
        await journeys.Run(Warming, cancel);
        List<Travelled> known = [], unknown = [];
        List<double> cost = [];
        for (var round = 0; round < Rounds; round++)
        {
            var busy = house.Processor;
            known.Add(await journeys.Run(While, cancel));
            cost.Add((house.Processor - busy).TotalMilliseconds / Math.Max(1, known[^1].Waits.Length));
            unknown.Add(await nameless.Run(While, cancel));
        }

        await Check(site, known.Concat(unknown).Sum(round => round.Waits.Length), cancel);
        using var client = new HttpClient { BaseAddress = house.Address };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var bytes = (await client.GetByteArrayAsync(form, cancel)).Length;
        var (perSecond, p99) = (known.Select(round => round.PerSecond).Median(), known.Select(round => round.Milliseconds(0.99)).Median());
        Figures.Line($"contact form, {Journeys.AtOnce} at once", "journeys/s", "p50 ms", "p99 ms", "CPU ms each", "broken", "rounds");
        Figures.Line("a customer who leaves a telephone", $"{perSecond:n0}", $"{known.Select(round => round.Milliseconds(0.5)).Median():f1}", $"{p99:f1}", $"{cost.Median():f2}", $"{known.Sum(round => round.Broken)}", string.Join(' ', known.Select(round => $"{round.PerSecond:f0}")));
        Figures.Line("somebody without a name", $"{unknown.Select(round => round.PerSecond).Median():n0}", $"{unknown.Select(round => round.Milliseconds(0.5)).Median():f1}", $"{unknown.Select(round => round.Milliseconds(0.99)).Median():f1}", "", $"{unknown.Sum(round => round.Broken)}");
        Figures.Line("first view", "requests", "packed bytes");
        Figures.Line("contact form", "1", $"{bytes:n0}");
        Console.WriteLine($"  1,000 journeys/s: {Figures.Met(perSecond >= 1_000)}; p99 100 ms: {Figures.Met(p99 < 100)}; 1 request of 14 KB: {Figures.Met(bytes <= 14 * 1024)}");
    }

    // A figure for what was not kept would be worth nothing: each journey is a voice and an enquiry.
    private static async Task Check(Site site, int wanted, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var (voices, enquiries) = (await store.Voices.CountAsync(cancel), await store.Enquiries.CountAsync(cancel));
        if (voices < wanted || enquiries != voices) throw new InvalidOperationException($"{voices:n0} voices and {enquiries:n0} enquiries of {wanted:n0} journeys were kept.");
    }
}
