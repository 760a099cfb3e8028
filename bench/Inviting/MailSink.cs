using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kolot.Bench.Inviting;

/// <summary>A mail server on loopback that takes whatever comes and counts it.</summary>
internal sealed class MailSink : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task serving;
    private readonly ConcurrentDictionary<string, int> known = new();
    private long count;
    private long first;
    private long last;

    public MailSink()
    {
        listener.Start();
        serving = Serve();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public long Count => Interlocked.Read(ref count);

    /// <summary>Mails per second, from the first to the last.</summary>
    public double PerSecond => (Count - 1) / Stopwatch.GetElapsedTime(first, last).TotalSeconds;

    /// <summary>Those that came more than once, by their Message-ID.</summary>
    public IReadOnlyCollection<string> Twice => [.. known.Where(one => one.Value > 1).Select(one => one.Key)];

    public void Reset()
    {
        Interlocked.Exchange(ref count, 0);
        known.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Dispose();
        await serving;
        over.Dispose();
    }

    private async Task Serve()
    {
        var talks = new List<Task>();
        while (!over.IsCancellationRequested)
        {
            try
            {
                talks.Add(Talk(await listener.AcceptTcpClientAsync(over.Token)));
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                break;
            }
        }

        await Task.WhenAll(talks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Talk(TcpClient client)
    {
        using var _ = client;
        client.NoDelay = true;
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 sink");
        while (await reader.ReadLineAsync(over.Token) is { } line)
        {
            var verb = line.Split(' ', ':')[0].ToUpperInvariant();
            await writer.WriteLineAsync(verb switch { "EHLO" => "250-sink\r\n250-PIPELINING\r\n250 8BITMIME", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" });
            if (verb == "QUIT") return;
            if (verb != "DATA") continue;
            string? words;
            while ((words = await reader.ReadLineAsync(over.Token)) is not null and not ".")
                if (words.StartsWith("Message-ID: ", StringComparison.Ordinal)) known.AddOrUpdate(words, 1, (_, times) => times + 1);
            // Who left in the middle of it has said nothing.
            if (words is null) return;
            if (Interlocked.Increment(ref count) == 1) first = Stopwatch.GetTimestamp();
            last = Stopwatch.GetTimestamp();
            await writer.WriteLineAsync("250 taken");
        }
    }
}
