using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Bench.Numbers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Answering;

/// <summary>The list of cases as browsers get it, of a million cases of which every tenth goes on, HTTP included: of whoever sees all, and of an agent who sees one unit of a hundred; beside the bare statement for the same thirty rows.</summary>
internal static class InboxRows
{
    private const int Pages = 40, Warm = 160, Deep = 40_000;
    private const double Wanted = 60;

    public static async Task Run(Site answering, CancellationToken cancel)
    {
        // Made once, by whichever name it is measured.
        var site = await Site.Of("inbox", answering.Kind) ?? answering;
        var published = await House.Publish(cancel);
        await ManyCases.Stand(site, cancel);
        await using var house = await House.Start(site, published, [], cancel);
        using var owner = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = house.Address };
        using var agent = new HttpClient(new HttpClientHandler { CookieContainer = new() }) { BaseAddress = house.Address };
        await Owner.SignIn(owner, cancel);
        await Owner.SignIn(agent, cancel, ManyCases.Agent);
        var rows = new List<(string Name, HttpClient Who, string Page)>();
        foreach (var view in new[] { "mine", "due", "open", "unowned", "waiting", "reopened", "open&kind=complaint", "open&kind=praise", "open&unit=branch-7", "closed", "closed&kind=praise" }) rows.Add((view, owner, view));
        rows.Add(("open, next page", owner, $"open&after={await Next(owner, Address("open"), cancel)}"));
        rows.Add(($"open, after {Deep:N0}", owner, $"open&after={await ManyCases.Deep(site, Deep, cancel)}"));
        foreach (var view in new[] { "mine", "open", "due", "open&kind=complaint", "closed" }) rows.Add(($"one unit: {view}", agent, view));
        for (var page = 0; page < Warm; page++) await Numbers.Asking.Once(rows[page % rows.Count].Who, Address(rows[page % rows.Count].Page), cancel);
        var (busy, all) = (house.Processor, new List<double>());
        Figures.Line($"the list of {ManyCases.Count:N0} cases", "p50 ms", "p95 ms", "wanted", "");
        foreach (var (name, who, page) in rows)
        {
            var took = new List<double>();
            for (var round = 0; round < Pages; round++) took.Add(await Numbers.Asking.Once(who, Address(page), cancel));
            all.AddRange(took);
            Figures.Line("  " + name, $"{took.Median():F1}", $"{took.Order().ToArray().At(0.95):F1}");
        }

        double[] sorted = [.. all.Order()];
        Figures.Line("all of them", $"{sorted.At(0.5):F1}", $"{sorted.At(0.95):F1}", $"{Wanted:F0}", "  " + Figures.Met(sorted.At(0.95) < Wanted));
        Figures.Line("  processor of the house, ms a page", $"{(house.Processor - busy).TotalMilliseconds / all.Count:F1}");
        Figures.Line("  thirty rows by one bare statement", $"{await Bare(site, cancel):F1}", "", "baseline");
        Figures.Line("osTicket 1.18, 100,000, as was measured", "1,100");
    }

    private static string Address(string view) => $"/{Site.Organisation}/cases?view={view}";

    private static async Task<string> Next(HttpClient client, string page, CancellationToken cancel)
    {
        var html = await client.GetStringAsync(page, cancel);
        var at = html.IndexOf("after=", StringComparison.Ordinal);
        return at < 0 ? throw new InvalidOperationException("There is no next page.") : html[(at + "after=".Length)..html.IndexOfAny(['"', '&'], at)];
    }

    private static async Task<double> Bare(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var (me, took) = (await store.Members.Select(member => (Guid?)member.Id).FirstAsync(cancel), new List<double>());
        for (var round = 0; round < Pages; round++)
        {
            var clock = Stopwatch.GetTimestamp();
            await store.Cases.AsNoTracking().Where(row => row.OwnerId == me && row.ClosedAt == null && row.DueAt != null).OrderBy(row => row.DueAt).ThenBy(row => row.Number).Take(30).ToListAsync(cancel);
            took.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        return took.Median();
    }
}
