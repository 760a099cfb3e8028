using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Ingest;

/// <summary>What came of a while of posting.</summary>
/// <param name="Accepted">How many voices were acknowledged.</param>
/// <param name="Refused">How many were answered otherwise.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Waits">How long each waited for its answer, the shortest first.</param>
internal sealed record Posted(int Accepted, int Refused, TimeSpan Time, TimeSpan[] Waits)
{
    public double PerSecond => Accepted / Time.TotalSeconds;

    public double Milliseconds(double share) => Waits.Length == 0 ? 0 : Waits[(int)((Waits.Length - 1) * share)].TotalMilliseconds;
}

/// <summary>Many connections, each posting one voice, waiting for its answer, and posting the next.</summary>
/// <remarks>Bare sockets and requests written ahead: what it takes from the cores that it shares with the house is little, and the same for all.</remarks>
internal sealed class Poster(Uri address, string path, string key)
{
    public const int Connections = 64;
    private const int Texts = 4096;
    private static readonly string[] Channels = ["survey", "mail", "message", "call"];
    private static readonly byte[] Id = "################"u8.ToArray();

    private readonly byte[][] requests = [.. Enumerable.Range(0, Texts).Select(number => Request(address, path, key, number))];
    private long running = TimeProvider.System.GetTimestamp();

    /// <summary>Posts for a while.</summary>
    public async Task<Posted> Run(TimeSpan time, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var lines = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(() => Post(number, clock, time, cancel), cancel)));
        var elapsed = clock.Elapsed;
        var waits = lines.SelectMany(line => line.Waits).Order().ToArray();
        return new(waits.Length, lines.Sum(line => line.Refused), elapsed, waits);
    }

    private async Task<(List<TimeSpan> Waits, int Refused)> Post(int number, Stopwatch clock, TimeSpan time, CancellationToken cancel)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port), cancel);
        var (buffer, answer) = (new byte[4096], new byte[8192]);
        var (waits, refused) = (new List<TimeSpan>(4096), 0);
        for (var turn = number * 61; clock.Elapsed < time; turn++)
        {
            var request = requests[turn % Texts];
            request.CopyTo(buffer, 0);
            var id = buffer.AsSpan(0, request.Length).IndexOf(Id);
            Interlocked.Increment(ref running).TryFormat(buffer.AsSpan(id, Id.Length), out _, "X16");

            var begun = clock.Elapsed;
            await socket.SendAsync(buffer.AsMemory(0, request.Length), cancel);
            if (await Answer(socket, answer, cancel)) waits.Add(clock.Elapsed - begun);
            else refused++;
        }

        return (waits, refused);
    }

    private static async Task<bool> Answer(Socket socket, byte[] buffer, CancellationToken cancel)
    {
        for (var read = 0; ;)
        {
            var more = await socket.ReceiveAsync(buffer.AsMemory(read), cancel);
            if (more == 0) throw new InvalidOperationException("The house hung up.");
            read += more;
            if (Ended(buffer.AsSpan(0, read))) return buffer.AsSpan(0, read).StartsWith("HTTP/1.1 202"u8);
        }
    }

    private static bool Ended(ReadOnlySpan<byte> answer)
    {
        var body = answer.IndexOf("\r\n\r\n"u8) + 4;
        if (body < 4) return false;
        var length = answer[..body].IndexOf("Content-Length: "u8);
        if (length < 0) return answer.EndsWith("0\r\n\r\n"u8);
        return Utf8Parser.TryParse(answer[(length + 16)..], out int bytes, out _) && answer.Length >= body + bytes;
    }

    private static byte[] Request(Uri address, string path, string key, int number)
    {
        var id = Encoding.ASCII.GetString(Id);
        var body = $$$"""
            {"source":"bench","id":"{{{id}}}","channel":"{{{Channels[number % Channels.Length]}}}","text":"{{{Words.Sentence(number)}}}","score":{"value":{{{number % 11}}}}}
            """;
        return Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }
}
