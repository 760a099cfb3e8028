using System.Net;
using System.Text.RegularExpressions;
using Kolot.Bench.Ground;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Asking;

/// <summary>A survey of five questions, answered by 32 at once: journeys per second, what each costs, and what a telephone fetches first.</summary>
internal static partial class AskingBench
{
    private const int Rounds = 3;
    private const string Code = "asked";
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan While = TimeSpan.FromSeconds(10);

    private static readonly Survey Survey = new()
    {
        Languages = ["he", "en"],
        Title = Wording.Of("איך הייתה הפנייה אלינו?", "How was it to contact us?"),
        Screens =
        [
            new()
            {
                Questions =
                [
                    new() { Key = "recommend", Kind = QuestionKind.Nps, Headline = true, Needed = Needed.Yes, Text = Wording.Of("עד כמה סביר שתמליצו עלינו?", "How likely are you to recommend us?"), LowEnd = Wording.Of("בכלל לא", "Not at all"), HighEnd = Wording.Of("מאוד", "Very") },
                    new() { Key = "satisfied", Kind = QuestionKind.Csat, Text = Wording.Of("עד כמה אתם מרוצים מהטיפול?", "How satisfied are you?") },
                    new() { Key = "ces", Kind = QuestionKind.Ces, Text = Wording.Of("עד כמה היה קל?", "How easy was it?") },
                    new() { Key = "solved", Kind = QuestionKind.One, Text = Wording.Of("העניין נפתר?", "Is it solved?"), Choices = [new("yes", Wording.Of("כן", "Yes")), new("partly", Wording.Of("חלקית", "In part")), new("no", Wording.Of("לא", "No"))] },
                    new() { Key = "comment", Kind = QuestionKind.Text, IsComment = true, Text = Wording.Of("מה הסיבה העיקרית?", "What is the main reason?") },
                ],
            },
        ],
        Endings = [new() { Title = Wording.Of("תודה רבה", "Thank you") }],
    };

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var published = await House.Publish(cancel);
        await site.Clear();
        await site.Found(cancel);
        await Ask(site, cancel);
        await using var house = await House.Start(site, published, ["--Limits:PostsPerMinute=1000000", "--Answering:AddressPerMinute=10000000", "--Answering:ProofAbove=10000000"], cancel);
        var journeys = new Journeys(house.Address, $"/{Site.Organisation}/s/{Code}");
        var unpacked = new Journeys(house.Address, $"/{Site.Organisation}/s/{Code}", packed: false);
        await journeys.Run(Warming, cancel);
        var (asked, plain) = (new Rounded([], [], []), new Rounded([], [], []));
        for (var round = 0; round < Rounds; round++)
        {
            await Measure(house, journeys, asked, cancel);
            await Measure(house, unpacked, plain, cancel);
        }

        var first = await journeys.FirstBytes(1_000, cancel);
        var (requests, bytes, script) = await FirstView(house.Address, cancel);
        await Check(site, [.. asked.Rounds, .. plain.Rounds], cancel);
        Print(asked, plain, first[first.Length / 2], (requests, bytes, script));
    }

    private static async Task Measure(House house, Journeys journeys, Rounded into, CancellationToken cancel)
    {
        var (busy, asking) = (house.Processor, Environment.CpuUsage.TotalTime);
        var round = await journeys.Run(While, cancel);
        into.Rounds.Add(round);
        into.Cost.Add((house.Processor - busy).TotalMilliseconds / Math.Max(1, round.Waits.Length));
        into.Asking.Add((Environment.CpuUsage.TotalTime - asking).TotalMilliseconds / Math.Max(1, round.Waits.Length));
    }

    private static async Task Ask(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow();
        var row = new SurveyRow
        {
            Id = Guid.CreateVersion7(now), Code = Code, Name = Code, Draft = SurveyJson.Write(Survey), Asked = 1, BegunAt = now.UtcDateTime,
            ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync(cancel),
        };
        store.AddRange(row, new SurveyVersion { SurveyId = row.Id, Number = 1, Content = row.Draft, PublishedAt = row.BegunAt });
        await store.SaveChangesAsync(cancel);
    }

    // What a browser fetches until the page is whole: the page itself, packed, and whatever it names; and the script that a site of the organisation's own fetches.
    private static async Task<(int Requests, long Bytes, long Script)> FirstView(Uri address, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        var packed = await client.GetByteArrayAsync($"/{Site.Organisation}/s/{Code}", cancel);
        using var plain = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = address };
        var named = Fetched().Matches(await plain.GetStringAsync($"/{Site.Organisation}/s/{Code}", cancel));
        var bytes = (long)packed.Length;
        foreach (Match one in named) bytes += (await client.GetByteArrayAsync(one.Groups["address"].Value, cancel)).Length;
        return (1 + named.Count, bytes, (await client.GetByteArrayAsync($"/{Site.Organisation}/kolot.js", cancel)).Length);
    }

    // A figure for answers that were not kept would be worth nothing.
    private static async Task Check(Site site, List<Travelled> rounds, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var (voices, wanted) = (await store.Voices.CountAsync(cancel), rounds.Sum(round => round.Waits.Length));
        if (voices < wanted) throw new InvalidOperationException($"{voices:n0} of {wanted:n0} answers were kept.");
    }

    private static void Print(Rounded asked, Rounded plain, double firstByte, (int Requests, long Bytes, long Script) view)
    {
        Figures.Line($"{Journeys.AtOnce} at once, five questions", "journeys/s", "p50 ms", "p99 ms", "CPU ms each", "broken", "rounds");
        foreach (var (name, of) in new[] { ("kolot", asked), ("kolot, pages not packed", plain) })
            Figures.Line(name, $"{of.PerSecond:n0}", $"{of.Milliseconds(0.5):f1}", $"{of.Milliseconds(0.99):f1}", $"{of.Cost.Median():f2}", $"{of.Rounds.Sum(round => round.Broken)}", string.Join(' ', of.Rounds.Select(round => $"{round.PerSecond:f0}")));
        Figures.Line("LimeSurvey 6.10, as was measured", "12 to 21", "", "1,900");
        Figures.Line("first view", "requests", "packed bytes", "first byte p50 ms", "script for sites, packed bytes");
        Figures.Line("kolot", $"{view.Requests}", $"{view.Bytes:n0}", $"{firstByte:f2}", $"{view.Script:n0}");
        Figures.Line("LimeSurvey 6.10, as was measured", "29", "1,400,000", "103");
        Console.WriteLine($"  Whoever asks takes {asked.Asking.Median():f2} ms of the same cores for each journey.");
        Console.WriteLine($"  1,000 journeys/s: {Figures.Met(asked.PerSecond >= 1_000)}; p99 100 ms: {Figures.Met(asked.Milliseconds(0.99) < 100)}; 2 ms of CPU: {Figures.Met(asked.Cost.Median() < 2)}; "
            + $"1 request of 14 KB: {Figures.Met(view is { Requests: 1, Bytes: <= 14 * 1024 })}; first byte 3 ms: {Figures.Met(firstByte < 3)}; script of 6 KB: {Figures.Met(view.Script < 6 * 1024)}");
    }

    private sealed record Rounded(List<Travelled> Rounds, List<double> Cost, List<double> Asking)
    {
        public double PerSecond => Rounds.Select(round => round.PerSecond).Median();

        public double Milliseconds(double share) => Rounds.Select(round => round.Milliseconds(share)).Median();
    }

    [GeneratedRegex("<(?:script|img|link rel=\"stylesheet\")[^>]*(?:src|href)=\"(?<address>[^\"]+)\"")]
    private static partial Regex Fetched();
}
