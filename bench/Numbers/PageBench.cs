using System.Net;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Numbers;

/// <summary>The scores page of a million answers, as an owner's browser gets it: how long the server takes, HTTP included.</summary>
internal static class PageBench
{
    private const int Count = 1_000_000, Customers = 100_000, Pages = 120, Warm = 150;

    public static async Task Measure(Site numbers, string published, CancellationToken cancel)
    {
        var site = numbers.Beside("page");
        if (await AnswersOfYear.Stand(site, Count, Customers, cancel)) await Owner.Settle(site, cancel);
        await using var house = await House.Start(site, published, [], cancel);
        using var handler = new HttpClientHandler { CookieContainer = new() };
        using var client = new HttpClient(handler) { BaseAddress = house.Address };
        await SignIn(client, cancel);
        string[] pages = ["by=touchpoint", "by=channel&is.segment=segment-3", "by=is.segment", "days=90&by=touchpoint&is.plan=plan-1", "by=is.region&a=region-1&b=region-2"];
        var times = new List<double>();
        for (var page = 0; page < Warm + Pages; page++)
        {
            var took = await Asking.Once(client, $"/{Site.Organisation}/scores?{pages[page % pages.Length]}", cancel);
            if (page >= Warm) times.Add(took);
        }

        double[] sorted = [.. times.Order()];
        Figures.Line($"scores page, {Count:n0} answers, ms", $"{sorted.At(0.5):f1}", $"{sorted.At(0.95):f1}", "", "80", "", "  " + Figures.Met(sorted.At(0.95) < 80));
    }

    private static async Task SignIn(HttpClient client, CancellationToken cancel)
    {
        await Owner.SignIn(client, cancel);
        // The page says that it loads until it does not.
        for (var loading = true; loading;)
        {
            using var page = await client.GetAsync($"/{Site.Organisation}/scores", cancel);
            if (page.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The page answered {page.StatusCode}.");
            loading = page.Headers.Contains("Refresh");
            if (loading) await Task.Delay(200, cancel);
        }
    }
}
