using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kolot.Tests.Outside.Mail;

/// <summary>A mail server with which many speak at once: it takes what comes, but for those readers and moments of which a test says otherwise.</summary>
internal sealed class PostOffice : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly Task serving;

    public PostOffice()
    {
        listener.Start();
        serving = Serve();
    }

    /// <summary>A mail as it came: for whom, and all of its words.</summary>
    public sealed record Letter(string To, string Words);

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What it says to a reader's name (<c>RCPT</c>) or after the last word for them (<c>.</c>) instead of yes; <see cref="FakeMailServer.Hangup"/> for nothing. Null for yes.</summary>
    public Func<string, string, string?> Says { get; set; } = (_, _) => null;

    /// <summary>How long it takes over each mail.</summary>
    public TimeSpan Each { get; init; }

    /// <summary>What came whole and was not refused, whether or not anybody heard that it was taken.</summary>
    public ConcurrentQueue<Letter> Taken { get; } = new();

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
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 post.example ready");
        string? to = null;
        while (await reader.ReadLineAsync(over.Token) is { } line && line != "QUIT")
        {
            if (line.StartsWith("MAIL", StringComparison.Ordinal)) to = null;
            var answer = line.Split(' ', ':')[0] switch
            {
                "EHLO" => "250-post.example\r\n250 PIPELINING",
                "RCPT" when line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..].TrimEnd('>') is var named => Says("RCPT", named) ?? Yes(to = named),
                "DATA" => to is null ? "554 for nobody" : "354 end with a dot",
                _ => "250 ok",
            };
            await writer.WriteLineAsync(answer);
            if (line != "DATA" || to is null) continue;
            if (await Mail(reader, to) is not { } word) return;
            await writer.WriteLineAsync(word);
        }
    }

    private static string Yes(string _) => "250 ok";

    // Null where it hangs up instead of saying what became of it.
    private async Task<string?> Mail(StreamReader reader, string to)
    {
        var words = new StringBuilder();
        string? line;
        while ((line = await reader.ReadLineAsync(over.Token)) is not null and not ".") words.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
        // Whoever left in the middle of it has said nothing.
        if (line is null) return null;
        if (Each > TimeSpan.Zero) await Task.Delay(Each, over.Token);
        var said = Says(".", to);
        if (said is not null && said != FakeMailServer.Hangup) return said;
        Taken.Enqueue(new(to, words.ToString()));
        return said is null ? "250 taken" : null;
    }
}
