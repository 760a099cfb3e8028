using Kolot.Bench.Ground;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Reading;

/// <summary>The first page of what one Hebrew word finds among a million voices, newest first, beside LIKE. Wanted: p95 below 50 ms.</summary>
internal static class SearchBench
{
    public static async Task Run(Site site, CancellationToken cancel)
    {
        var million = await Million.Stand(site.Kind, cancel);
        await using var services = million.Services();
        var pages = new FirstPages(services, rounds: 60);
        foreach (var (word, oneIn) in Words.Planted)
        {
            pages.Add($"a word in 1 of {oneIn:n0}", FirstPages.Everybody, new StreamQuery { Words = word });
            pages.Add($"LIKE, 1 of {oneIn:n0}", token => Like(services, word, token));
        }

        pages.Add("two words, 1 of 100 and 1 of 5", FirstPages.Everybody, new StreamQuery { Words = "צפרדע שירות" });
        pages.Add("a word nobody said", FirstPages.Everybody, new StreamQuery { Words = "אבגדהוזחט" });
        pages.Add("1 of 5, within one channel", FirstPages.Everybody, new StreamQuery { Words = "שירות", Channel = "call" });
        pages.Add("1 of 100, within 30 days", FirstPages.Everybody, new StreamQuery { Words = "צפרדע", Period = "30" });
        await pages.Run(cancel);
    }

    private static async Task<int> Like(ServiceProvider services, string word, CancellationToken cancel)
    {
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var voices = await store.Voices.AsNoTracking().Where(voice => EF.Functions.Like(voice.Text, $"%{word}%"))
            .OrderByDescending(voice => voice.Place).Take(31).ToListAsync(cancel);
        return Math.Min(30, voices.Count);
    }
}
