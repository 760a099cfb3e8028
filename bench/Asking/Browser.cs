using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Kolot.Bench.Asking;

/// <summary>What a house answered, until the next thing is asked.</summary>
/// <param name="Status">The status.</param>
/// <param name="Location">Where it sends on to.</param>
/// <param name="Page">The page, unpacked.</param>
internal readonly record struct Heard(HttpStatusCode Status, string? Location, ReadOnlyMemory<byte> Page);

/// <summary>One connection of a browser, in as little of HTTP as its questions need: whatever whoever asks takes of the processor, the house lacks.</summary>
internal sealed class Browser : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] asked = new byte[1 << 14], taken = new byte[1 << 18], whole = new byte[1 << 18], unpacked = new byte[1 << 18];
    private readonly string headers;
    private int from, until;

    public Browser(Uri address, bool packed)
    {
        headers = $"HTTP/1.1\r\nHost: {address.Authority}\r\n{(packed ? "Accept-Encoding: gzip\r\n" : "")}";
        socket.Connect(address.Host, address.Port);
    }

    /// <summary>Asks for a page.</summary>
    public Heard Get(string path) => Ask($"GET {path} {headers}\r\n");

    /// <summary>Sends a form that is filled in.</summary>
    public Heard Post(string path, string form) => Ask($"POST {path} {headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {form.Length}\r\n\r\n{form}");

    public void Dispose() => socket.Dispose();

    private Heard Ask(string question)
    {
        socket.Send(asked.AsSpan(0, Encoding.ASCII.GetBytes(question, asked)));
        (from, until) = (0, 0);
        int end;
        while ((end = taken.AsSpan(0, until).IndexOf("\r\n\r\n"u8)) < 0) More();
        var said = Encoding.ASCII.GetString(taken, 0, end);
        from = end + 4;
        var body = Of(said, "Transfer-Encoding") == "chunked" ? Chunks() : Take(int.Parse(Of(said, "Content-Length") ?? "0", Figures));
        return new((HttpStatusCode)int.Parse(said.AsSpan(9, 3), Figures), Of(said, "Location"), Unpacked(body, Of(said, "Content-Encoding")));
    }

    private ReadOnlyMemory<byte> Unpacked(ReadOnlyMemory<byte> body, string? packing)
    {
        if (packing is null) return body;
        if (packing != "gzip") throw new InvalidDataException($"Nobody here unpacks {packing}.");
        body.CopyTo(whole);
        using var stream = new GZipStream(new MemoryStream(whole, 0, body.Length), CompressionMode.Decompress);
        return unpacked.AsMemory(0, stream.ReadAtLeast(unpacked, unpacked.Length, throwOnEndOfStream: false));
    }

    private static IFormatProvider Figures => System.Globalization.CultureInfo.InvariantCulture;

    private static string? Of(string said, string header)
    {
        var at = said.IndexOf($"\r\n{header}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0) return null;
        at += header.Length + 4;
        var end = said.IndexOf('\r', at);
        return end < 0 ? said[at..] : said[at..end];
    }

    private ReadOnlyMemory<byte> Chunks()
    {
        for (var length = 0; ;)
        {
            int end;
            while ((end = taken.AsSpan(from, until - from).IndexOf("\r\n"u8)) < 0) More();
            var size = int.Parse(Encoding.ASCII.GetString(taken, from, end), System.Globalization.NumberStyles.HexNumber, Figures);
            from += end + 2;
            Take(size).CopyTo(whole.AsMemory(length));
            Take(2);
            length += size;
            if (size == 0) return whole.AsMemory(0, length);
        }
    }

    private ReadOnlyMemory<byte> Take(int count)
    {
        while (until - from < count) More();
        from += count;
        return taken.AsMemory(from - count, count);
    }

    private void More()
    {
        var count = socket.Receive(taken.AsSpan(until));
        if (count == 0) throw new IOException("The house hung up.");
        until += count;
    }
}
