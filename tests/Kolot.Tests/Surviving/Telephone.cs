using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Kolot.Tests.Surviving;

/// <summary>A shopper's telephone: it sends what was pressed in order, until it hears that it was taken in, and now and then once more.</summary>
/// <param name="onAll">Whether it sends each act to all nodes at once, as one does that gives up waiting and tries the next.</param>
/// <param name="shopper">What opens their page, and their probes.</param>
internal sealed class Telephone(bool onAll, (string Secret, Guid[] Probes) shopper)
{
    private static readonly string[] Acts = ["sent", "reply", "grades", "evidence"];

    private readonly ConcurrentBag<(string What, string Known)> thanked = [];
    private readonly Guid[] drawn = [.. shopper.Probes.Select(_ => Guid.CreateVersion7())];
    private int next;

    /// <summary>How many acts were taken in.</summary>
    public int Done => next;

    /// <summary>How many of them were sent although they had been taken in.</summary>
    public int Again { get; private set; }

    /// <summary>What it was thanked for, by what it is known.</summary>
    public IEnumerable<string> Thanked(string what) => thanked.Where(one => one.What == what).Select(one => one.Known);

    /// <summary>Sends until no node is there.</summary>
    public async Task Work(HttpClient[] nodes)
    {
        while (next < Acts.Length * shopper.Probes.Length && await Send(nodes))
        {
        }
    }

    /// <summary>Brings the probe that was begun to its end.</summary>
    public async Task Finish(HttpClient[] nodes)
    {
        do Assert.True(await Send(nodes), "A house that stands takes in what is sent to it.");
        while (next % Acts.Length > 0 && next < Acts.Length * shopper.Probes.Length);
    }

    private async Task<bool> Send(HttpClient[] nodes)
    {
        var (probe, what) = (next / Acts.Length, Acts[next % Acts.Length]);
        var answers = await Task.WhenAll((onAll ? nodes : nodes[..1]).Select(node => Post(node, probe, what)));
        if (!answers.Contains(true)) return false;
        thanked.Add((what, (what is "reply" or "evidence" ? drawn[probe] : shopper.Probes[probe]).ToString()));
        if (next++ % 3 > 0) return true;
        Again++;
        await Post(nodes[^1], probe, what);
        return true;
    }

    // False where the power went; whatever else is answered is a fault.
    private async Task<bool> Post(HttpClient node, int probe, string what)
    {
        try
        {
            using var form = Form(probe, what);
            using var answer = await node.PostAsync($"/{Ground.Cafe}/field/{shopper.Secret}/probes/{shopper.Probes[probe]}/{what}", form);
            Assert.True(answer.StatusCode == HttpStatusCode.SeeOther, $"{what} was answered {answer.StatusCode}.");
            return true;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private HttpContent Form(int probe, string what) => what switch
    {
        "sent" => new FormUrlEncodedContent([new("when", "now"), new("ago", "60000")]),
        "reply" => new FormUrlEncodedContent([new("id", $"{drawn[probe]}"), new("when", "now"), new("text", $"תשובה {probe}")]),
        "grades" => new FormUrlEncodedContent([new("grade-warm", $"{1 + (probe % 5)}"), new("remark", "חם")]),
        _ => new MultipartFormDataContent { { new StringContent($"{drawn[probe]}"), "id" }, { new ByteArrayContent(FieldGround.Png), "file", "a.png" } },
    };
}
