using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Kolot.Tests.Surviving;

/// <summary>Many connections that post voices, remember what was acknowledged, and repeat what was not.</summary>
public sealed class Senders(int connections)
{
    private readonly ConcurrentQueue<string> unanswered = new();
    private int named;

    /// <summary>Voices that were acknowledged, with the ids they were given.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = new();

    /// <summary>Voices that were acknowledged under two ids.</summary>
    public ConcurrentBag<string> Doubled { get; } = [];

    /// <summary>Answers that were neither yes nor a broken line.</summary>
    public ConcurrentBag<string> Odd { get; } = [];

    /// <summary>How many different voices were sent.</summary>
    public int Sent => named;

    /// <summary>Posts until the line breaks or it is told to stop; first what was left unanswered before.</summary>
    public async Task Post(IReadOnlyList<HttpClient> nodes, CancellationToken stop)
    {
        var left = new ConcurrentQueue<string>(Drain());
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async connection =>
        {
            var node = nodes[connection % nodes.Count];
            while (!stop.IsCancellationRequested)
                if (!await Send(node, left.TryDequeue(out var again) ? again : $"voice-{Interlocked.Increment(ref named)}")) break;
        }));
        foreach (var voice in left) unanswered.Enqueue(voice);
    }

    /// <summary>Waits until more than so many are acknowledged.</summary>
    public async Task MoreThan(int count)
    {
        for (var patience = 0; patience < 6000 && Acknowledged.Count <= count; patience++) await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.True(Acknowledged.Count > count, $"Nothing more was acknowledged after {Acknowledged.Count} voices: {string.Join(' ', Odd.Take(5))}");
    }

    /// <summary>Repeats what was not acknowledged until all of it is.</summary>
    public async Task Repeat(HttpClient node)
    {
        for (var round = 0; round < 20 && !unanswered.IsEmpty; round++)
            foreach (var part in Drain().Chunk(connections)) await Task.WhenAll(part.Select(voice => Send(node, voice)));
        Assert.True(unanswered.IsEmpty, $"{unanswered.Count} voices were never acknowledged: {string.Join(' ', Odd.Take(5))}");
    }

    private List<string> Drain()
    {
        var all = new List<string>();
        while (unanswered.TryDequeue(out var voice)) all.Add(voice);
        return all;
    }

    private async Task<bool> Send(HttpClient node, string voice)
    {
        try
        {
            using var answer = await node.PostAsJsonAsync($"/api/v1/{Ground.Cafe}/voices", new
            {
                source = "pos", id = voice, channel = "survey", text = $"השירות היה מצוין, תודה רבה לכולם {voice}", score = new { value = 3 },
            });
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
                var id = body.GetProperty("voices")[0].GetProperty("id").GetString() ?? "";
                if (Acknowledged.GetOrAdd(voice, id) != id) Doubled.Add(voice);
                return true;
            }

            Odd.Add($"{(int)answer.StatusCode}");
            unanswered.Enqueue(voice);
            return true;
        }
        catch (Exception broken) when (broken is HttpRequestException or OperationCanceledException or JsonException or IOException)
        {
            unanswered.Enqueue(voice);
            return false;
        }
    }
}
