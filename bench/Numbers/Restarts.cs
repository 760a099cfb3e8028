using System.Diagnostics;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Numbers;

/// <summary>From the start of the program to its first answer about ten million: with nothing kept, and with the file that it wrote before it was killed.</summary>
internal static class Restarts
{
    private const int Rounds = 3;

    public static async Task Measure(Site site, string published, string question, CancellationToken cancel)
    {
        var (file, kept) = (Path.Combine(site.Folder, "numbers", Site.Organisation + ".facts"), new List<double>());
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? "");
        File.Delete(file);
        var anew = await Once(site, published, question, file, cancel);
        for (var round = 0; round < Rounds; round++) kept.Add(await Once(site, published, question, null, cancel));
        Figures.Line("start until the first answer, s", $"{kept.Median():f2}", $"worst {kept.Max():f2}", $"{anew:f1} anew", "5", "", "  " + Figures.Met(kept.Max() < 5));
        Figures.Line("the file, MB", $"{new FileInfo(file).Length / 1e6:f0}");
    }

    private static async Task<double> Once(Site site, string published, string question, string? awaited, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        await using var house = await House.Start(site, published, [], cancel);
        using var client = new HttpClient { BaseAddress = house.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", await site.Key(cancel));
        for (var answered = false; !answered;)
        {
            using var answer = await client.GetAsync(new Uri(question, UriKind.Relative), cancel);
            answered = answer.IsSuccessStatusCode;
            if (!answered) await Task.Delay(20, cancel);
        }

        var took = clock.Elapsed.TotalSeconds;
        while (awaited is not null && !File.Exists(awaited)) await Task.Delay(200, cancel);
        return took;
    }
}
