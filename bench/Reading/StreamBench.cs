using Kolot.Bench.Ground;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Reading;

/// <summary>The first page of the stream through each filter, among a million voices. Wanted: p95 below 50 ms.</summary>
internal static class StreamBench
{
    public static async Task Run(Site site, CancellationToken cancel)
    {
        var million = await Million.Stand(site.Kind, cancel);
        await using var services = million.Services();
        var pages = new FirstPages(services, rounds: 40);
        foreach (var (name, query) in Questions) pages.Add(name, FirstPages.Everybody, query);

        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var units = await store.Units.AsNoTracking().ToArrayAsync(cancel);
        pages.Add("a reader of one region", Reader(units, Million.Region), new StreamQuery());
        pages.Add("a reader of one branch", Reader(units, Million.Branch), new StreamQuery());
        pages.Add("a reader of one region, one channel", Reader(units, Million.Region), new StreamQuery { Channel = "call", Period = "90" });
        pages.Add("a reader who sees nothing yet", Reader(units, "none"), new StreamQuery());
        await pages.Run(cancel);
    }

    private static readonly (string Name, StreamQuery Query)[] Questions =
    [
        ("everything", new()),
        ("page far down", new() { Cursor = Place.From(TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-400)) }),
        ("channel", new() { Channel = "call" }),
        ("channel and 30 days", new() { Channel = "call", Period = "30" }),
        ("touchpoint", new() { Touchpoint = "repair" }),
        ("stage", new() { Stage = "billing" }),
        ("unit: the whole organisation", new() { Unit = "all" }),
        ("unit: a region and its branches", new() { Unit = Million.Region }),
        ("unit: one branch", new() { Unit = Million.Branch }),
        ("kind: complaint", new() { Kind = VoiceKind.Complaint }),
        ("kind: idea, 1 in 10,000", new() { Kind = VoiceKind.Idea }),
        ("language: Hebrew", new() { Language = "he" }),
        ("language: Russian, 1 in 10,000", new() { Language = "ru" }),
        ("language: one nobody speaks", new() { Language = "fr" }),
        ("band: low", new() { Band = ScoreBand.Low }),
        ("band: high, in one branch", new() { Band = ScoreBand.High, Unit = Million.Branch }),
        ("idea, by one channel, in Arabic", new() { Kind = VoiceKind.Idea, Channel = "call", Language = "ar" }),
        ("complaint in one branch, 90 days", new() { Kind = VoiceKind.Complaint, Unit = Million.Branch, Period = "90" }),
        ("a customer", new() { Customer = Voices.CustomerOf(77) }),
        ("an import that brought nothing", new() { Import = Voices.CustomerOf(1) }),
    ];

    private static Member Reader(Unit[] units, string code)
    {
        var within = Unit.Subtree(units.FirstOrDefault(unit => unit.Code == code)?.Id ?? Voices.CustomerOf(2), units);
        return FirstPages.Everybody with { Id = Voices.CustomerOf(3), Reach = Reach.Subtree, Units = within };
    }
}
