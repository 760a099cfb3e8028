using Kolot.Bench.Ground;
using Kolot.Store;
using Kolot.Store.Facts;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Numbers;

/// <summary>Questions about numbers, HTTP included, beside the same in SQL; restart, memory, how soon an answer is counted, the page, and what memory itself would take.</summary>
internal static class NumbersBench
{
    private const int Count = 10_000_000, Customers = 1_000_000;

    // Of each answer: its code, its touchpoint, its customer, and in how many days that customer's nearest other answer lies.
    private const int BytesScanned = 2 + 2 + 4 + 1;

    private static readonly Question Segment = new("NPS by week by touchpoint, a segment, ms", Address, about => AnswersOfYear.Sql(("segment", $"segment-{about % 10}")));

    private static readonly Question Three = new(
        "the same with three filters, ms", about => $"{Address(about)}&is.plan=plan-{about % 4}&is.region=region-{about % 6}",
        about => AnswersOfYear.Sql(("segment", $"segment-{about % 10}"), ("plan", $"plan-{about % 4}"), ("region", $"region-{about % 6}")));

    public static async Task Run(Site site, CancellationToken cancel)
    {
        if (site.Kind != StoreKind.Postgres)
        {
            Console.WriteLine("  What it is measured beside is PostgreSQL: name it.");
            return;
        }

        var published = await House.Publish(cancel);
        await AnswersOfYear.Stand(site, Count, Customers, cancel);
        Figures.Line($"{Count:n0} answers", "p50", "p95", "beside", "wanted", "processor");
        await Restarts.Measure(site, published, Address(3), cancel);
        var first = await Questions(site, published, cancel);
        await Memory(site, cancel);
        await PageBench.Measure(site, published, cancel);
        BootstrapBench.Measure();

        var speed = MemorySpeed.Measure();
        var limit = (double)Count * BytesScanned / speed / 1e6;
        Console.WriteLine($"  Memory gives {speed:f1} GB/s, and the first row must read {(double)Count * BytesScanned / 1e6:f0} MB: {limit:f1} ms at the least. It takes {first.At(0.5) / limit:f1} times that.");
    }

    private static string Address(int about) => $"/api/v1/{Site.Organisation}/scores?by=touchpoint&per=week&days=365&is.segment=segment-{about % 10}";

    private static async Task<Asked> Questions(Site site, string published, CancellationToken cancel)
    {
        await using var house = await House.Start(site, published, [], cancel);
        using var client = new HttpClient { BaseAddress = house.Address, Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await site.Key(cancel));
        for (var ready = false; !ready; await Task.Delay(50, cancel))
        {
            using var answer = await client.GetAsync(new Uri(Address(0), UriKind.Relative), cancel);
            ready = answer.IsSuccessStatusCode;
        }

        var first = await Asking.Ask(site, (house, client), Segment, cancel);
        Line(Segment, first, 20, 35);
        Line(Three, await Asking.Ask(site, (house, client), Three, cancel), 60, 0);
        var fresh = await Freshness.Measure(client, cancel);
        Figures.Line("one answer more until it is told, ms", $"{fresh.At(0.5):f0}", $"p99 {fresh.At(0.99):f0}", "", "1000", "", "  " + Figures.Met(fresh.At(0.99) < 1000));
        return first;
    }

    private static void Line(Question question, Asked asked, double wanted, double times)
    {
        var (p95, faster) = (asked.At(0.95), asked.InSql / asked.At(0.95));
        Figures.Line(
            question.Name, $"{asked.At(0.5):f1}", $"{p95:f1}", $"{asked.InSql:f0} SQL", times > 0 ? $"{wanted}, {times}x" : $"{wanted}", $"{asked.Processor:f1}",
            $"  {Figures.Met(p95 < wanted && faster >= times)}: {faster:f0}x");
    }

    private static async Task Memory(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        var images = services.GetRequiredService<FactImages>();
        var now = await images.Of(Site.Organisation, TimeSpan.FromMinutes(5), cancel);
        var each = (double)images.Bytes / (now.View?.Count ?? 1);
        Figures.Line("memory of an answer, bytes", $"{each:f1}", "", "", "40", "", "  " + Figures.Met(each < 40));
    }
}
