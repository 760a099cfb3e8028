using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation.Views;
using Kolot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Bench.Reading;

/// <summary>Reads first pages of the stream again and again, in turn, and keeps how long each took.</summary>
internal sealed class FirstPages(ServiceProvider services, int rounds)
{
    private readonly List<(string Name, Func<CancellationToken, Task<int>> Read, List<double> Took)> questions = [];
    private readonly ShowVoices page = Page(services.GetRequiredService<Stores>());

    /// <summary>Who reads everything.</summary>
    public static Member Everybody { get; } = Voices.By;

    /// <summary>Adds a page of the stream, with all that stands on it.</summary>
    public void Add(string name, Member reader, StreamQuery query) =>
        Add(name, async cancel => (await page.Run(reader, query, cancel)).Page.Voices.Count);

    /// <summary>Adds another way to find something.</summary>
    public void Add(string name, Func<CancellationToken, Task<int>> read) => questions.Add((name, read, []));

    /// <summary>Asks all, in turn, after one round to warm up.</summary>
    public async Task Run(CancellationToken cancel)
    {
        var found = new int[questions.Count];
        for (var round = 0; round <= rounds; round++)
            for (var index = 0; index < questions.Count; index++)
            {
                // What takes seconds is asked three times only.
                if (round > 3 && questions[index].Took.Median() > 1_000) continue;
                var begun = Stopwatch.GetTimestamp();
                found[index] = await questions[index].Read(cancel);
                if (round > 0) questions[index].Took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

        Figures.Line($"{Million.Count:n0} voices, {rounds} rounds in turn", "p50 ms", "p95 ms", "found");
        foreach (var (index, question) in questions.Index())
        {
            double[] took = [.. question.Took.Order()];
            var p95 = took[(int)Math.Ceiling((took.Length - 1) * 0.95)];
            var wanted = question.Name.StartsWith("LIKE", StringComparison.Ordinal) ? "" : $"  {Figures.Met(p95 < 50)}";
            Figures.Line(question.Name, $"{took.Median():f1}", $"{p95:f1}", $"{found[index]}", wanted);
        }
    }

    private static ShowVoices Page(Stores stores) =>
        new(new ReadStream(stores, TimeProvider.System), new ChannelBalance(stores, TimeProvider.System), new SaveView(stores, TimeProvider.System, []));
}
