using System.Diagnostics;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Reading;

/// <summary>From the start of the published build to its first answer out of existing data. Wanted: below 2 s, and 200 MB resident.</summary>
internal static class StartBench
{
    private const int Rounds = 5;

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var published = await House.Publish(cancel);
        var million = await Million.Stand(site.Kind, cancel);
        var key = await million.Key(cancel);
        var (seconds, megabytes) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            await using var house = await House.Start(million, published, [], cancel);
            using var client = new HttpClient { BaseAddress = house.Address };
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            using var answer = await client.GetAsync(new Uri($"/api/v1/{Site.Organisation}/voices", UriKind.Relative), cancel);
            answer.EnsureSuccessStatusCode();
            seconds.Add(clock.Elapsed.TotalSeconds);
            megabytes.Add(house.PeakMegabytes);
        }

        Figures.Line($"{Rounds} starts over a million voices", "median", "worst", "wanted");
        Figures.Line("a page of voices answered after, s", $"{seconds.Median():f2}", $"{seconds.Max():f2}", "2", "  " + Figures.Met(seconds.Median() < 2));
        Figures.Line("resident then, at most, MB", $"{megabytes.Median():f0}", $"{megabytes.Max():f0}", "200", "  " + Figures.Met(megabytes.Max() < 200));
    }
}
