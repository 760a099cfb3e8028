using System.Globalization;
using System.Text;

namespace Kolot.Outside.Mail;

/// <summary>The conversation with a mail server, line by line.</summary>
/// <remarks>A server is believed no more than any stranger: its lines have an end, and so has their number.</remarks>
internal sealed class SmtpLines(Stream stream)
{
    private const int LongestLine = 4096;
    private const int MostLines = 64;
    private readonly byte[] heard = new byte[LongestLine];
    private int from;
    private int to;

    /// <summary>Whether the server said more than it was asked.</summary>
    public bool HasMore => from < to;

    /// <summary>Says one line and hears the answer.</summary>
    public async Task<SmtpReply> Ask(string line, CancellationToken cancel)
    {
        await Say([line], cancel);
        return await Hear(cancel);
    }

    /// <summary>Says several lines in one breath; each has its answer.</summary>
    public async Task Say(IReadOnlyList<string> said, CancellationToken cancel)
    {
        if (said.Any(line => line.AsSpan().ContainsAny('\r', '\n', '\0'))) throw new ArgumentException("A command is one line.", nameof(said));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(said.Select(line => line + "\r\n"))), cancel);
        await stream.FlushAsync(cancel);
    }

    /// <summary>Hands a mail over, up to but without the dot that ends it.</summary>
    public async Task Hand(string mail, CancellationToken cancel)
    {
        // A line that begins with a dot gets a second one, lest it be the end.
        var lines = mail.Split("\r\n").Select(line => line.StartsWith('.') ? "." + line : line);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(string.Join("\r\n", lines)), cancel);
        await stream.FlushAsync(cancel);
    }

    /// <summary>Hears one answer.</summary>
    public async Task<SmtpReply> Hear(CancellationToken cancel)
    {
        var lines = new List<string>();
        int? code = null;
        while (lines.Count < MostLines)
        {
            var line = await Line(cancel);
            if (line.Length < 3 || !int.TryParse(line.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var its)) throw new StrangeAnswer();
            if (its is < 200 or > 599 || (code ??= its) != its || (line.Length > 3 && line[3] is not (' ' or '-'))) throw new StrangeAnswer();
            lines.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] == ' ') return new(its, lines);
        }

        throw new StrangeAnswer();
    }

    private async Task<string> Line(CancellationToken cancel)
    {
        while (true)
        {
            var end = heard.AsSpan(from, to - from).IndexOf((byte)'\n');
            if (end >= 0)
            {
                var line = Encoding.UTF8.GetString(heard, from, end);
                from += end + 1;
                return string.Concat(line.Where(letter => !char.IsControl(letter)));
            }

            heard.AsSpan(from, to - from).CopyTo(heard);
            (from, to) = (0, to - from);
            if (to == heard.Length) throw new StrangeAnswer();
            var read = await stream.ReadAsync(heard.AsMemory(to), cancel);
            if (read == 0) throw new EndOfStreamException();
            to += read;
        }
    }

    /// <summary>Whoever answers does not speak as a mail server does.</summary>
    internal sealed class StrangeAnswer : IOException;
}
