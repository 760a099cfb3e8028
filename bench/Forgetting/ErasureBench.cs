using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Kolot.Bench.Ground;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Forgetting;

/// <summary>Erasing somebody with 50,000 voices among 250,000, while others are heard one by one. Wanted: who is heard waits no longer than about a second for a turn; but for the minute of the night in which a large SQLite file is written anew.</summary>
internal static class ErasureBench
{
    private const int All = 250_000;
    private const int OneIn = 5;
    private static readonly TimeSpan ByDay = TimeSpan.FromSeconds(40);

    private static readonly Guid Person = Voices.CustomerOf(1_000_000);

    public static async Task Run(Site site, CancellationToken cancel)
    {
        await site.Clear();
        await site.Found(cancel);
        await Fill(site, cancel);
        await SetClock(site, hour: 12, cancel);
        var key = await site.Key(cancel);
        await using var house = await House.Start(site, await House.Publish(cancel), [], cancel);
        using var client = new HttpClient { BaseAddress = house.Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);

        var resting = await Waits(client, "before", Task.Delay(TimeSpan.FromSeconds(10), cancel), cancel);
        var (clock, busy) = (Stopwatch.StartNew(), house.Processor);
        var erasing = client.DeleteAsync($"/api/v1/{Site.Organisation}/customers/{Person}?scores=keep", cancel);
        var meanwhile = await Waits(client, "while", erasing, cancel);
        using var erased = await erasing;
        erased.EnsureSuccessStatusCode();
        var answered = clock.Elapsed;
        var after = await Waits(client, "after", Task.Delay(ByDay, cancel), cancel);
        await SetClock(site, hour: 3, cancel);
        var night = await Waits(client, "night", Ended(site, cancel), cancel);
        var (ended, processor) = (clock.Elapsed, house.Processor - busy);

        Figures.Line("who is heard waits, ms", "median", "p99", "longest", "heard");
        foreach (var (name, waits) in new[] { ("before", resting), ("while it is answered", meanwhile), ("while all is looked through again", after), ("while the file is written anew, at night", night) })
            Figures.Line(name, $"{waits.Median():f1}", $"{waits[(int)((waits.Length - 1) * 0.99)]:f1}", $"{waits[^1]:f0}", $"{waits.Length:n0}");
        Figures.Line("the erasure, s", "answered", "ended", "processor", "peak MB");
        Figures.Line($"{All / OneIn:n0} of {All:n0} voices", $"{answered.TotalSeconds:f1}", $"{ended.TotalSeconds:f1}", $"{processor.TotalSeconds:f1}", $"{house.PeakMegabytes:n0}");
        Figures.Line("longest wait while it is answered", Figures.Met(meanwhile[^1] < 1_000));
        Figures.Line("longest wait while all is looked through again", Figures.Met(after[^1] < 1_000));
        Figures.Line("longest wait of the night, ms", $"{night[^1]:f0}");
    }

    private static async Task Fill(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        store.Customers.Add(new() { Id = Person, Source = "crm", SourceId = "one", Name = "בדיקה", KeptAt = now });
        store.Identities.Add(new() { Id = Guid.CreateVersion7(), CustomerId = Person, Kind = "mail", Value = "one@example.org" });
        await store.SaveChangesAsync(cancel);
        var voices = new Voices(await Voices.NamesIn(store, cancel), now.AddDays(-730), now.AddMinutes(-1), All);
        await using (var connection = await services.GetRequiredService<Databases>().Connect(Site.Organisation, cancel))
        {
            foreach (var batch in Enumerable.Range(0, All).Chunk(2_000))
            {
                var whole = batch.Select(voices.Read).ToArray();
                foreach (var (number, one) in batch.Zip(whole)) one.Voice.CustomerId = number % OneIn == 0 ? Person : null;
                await BareInserts.Keep(connection, whole, cancel);
            }
        }

        await store.Errands.ExecuteDeleteAsync(cancel);
    }

    // How long one who speaks after another waits for the answer, in milliseconds, the shortest first.
    private static async Task<double[]> Waits(HttpClient client, string name, Task until, CancellationToken cancel)
    {
        var waits = new List<double>();
        do
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.PostAsJsonAsync($"/api/v1/{Site.Organisation}/voices", new { source = name, id = $"{waits.Count}", channel = "survey", text = "תודה" }, cancel);
            answer.EnsureSuccessStatusCode();
            waits.Add(clock.Elapsed.TotalMilliseconds);
            await Task.Delay(5, cancel);
        }
        while (!until.IsCompleted);
        await until;
        return [.. waits.Order()];
    }

    // A large file is written anew at night by the organisation's clock.
    private static async Task SetClock(Site site, int hour, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var ahead = ((hour - TimeProvider.System.GetUtcNow().Hour + 36) % 24) - 12;
        var zone = ahead == 0 ? "UTC" : $"Etc/GMT{-ahead:+0;-0}";
        await store.Profiles.ExecuteUpdateAsync(set => set.SetProperty(profile => profile.TimeZone, zone), cancel);
    }

    private static async Task Ended(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var directory = services.GetRequiredService<Databases>().OpenDirectory();
        while (!await directory.Erasures.AnyAsync(erasure => erasure.EndedAt != null, cancel)) await Task.Delay(100, cancel);
    }
}
