using System.Diagnostics;
using System.Net;
using System.Text;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Asking;

/// <summary>What came of a while of answering.</summary>
/// <param name="Waits">How long each journey waited for the house, the shortest first.</param>
/// <param name="Broken">How many did not come to their end.</param>
/// <param name="Time">How long it took.</param>
internal sealed record Travelled(double[] Waits, int Broken, TimeSpan Time)
{
    public double PerSecond => Waits.Length / Time.TotalSeconds;

    public double Milliseconds(double share) => Waits.Length == 0 ? 0 : Waits[(int)((Waits.Length - 1) * share)];
}

/// <summary>Many who answer at once, each as a browser does: the page, its answers, the thanks; and then the next one.</summary>
/// <remarks>Pages come packed, as browsers ask for them, unless it is said otherwise. What it takes to ask and to unpack is taken from the cores that the house stands on.</remarks>
internal sealed class Journeys(Uri address, string path, bool packed = true)
{
    public const int AtOnce = 32;

    /// <summary>What is filled in, by the number of the journey; the survey's answers unless another form is travelled.</summary>
    public Func<int, Dictionary<string, string>> Fill { get; init; } = turn => new()
    {
        ["screen"] = "0", ["recommend"] = $"{turn % 11}", ["satisfied"] = $"{1 + (turn % 5)}", ["ces"] = $"{1 + (turn % 7)}", ["solved"] = "yes", ["comment"] = Words.Sentence(turn),
    };

    /// <summary>Lets them answer for a while.</summary>
    public async Task<Travelled> Run(TimeSpan time, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var lines = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => Task.Factory.StartNew(() => Answer(number, clock, time, cancel), cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return new([.. lines.SelectMany(line => line.Waits).Order()], lines.Sum(line => line.Broken), clock.Elapsed);
    }

    /// <summary>How long the first byte of the page took, one after another, in milliseconds, the shortest first.</summary>
    public async Task<double[]> FirstBytes(int count, CancellationToken cancel)
    {
        using var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, br");
        var waits = new double[count];
        for (var at = 0; at < count; at++)
        {
            var begun = Stopwatch.GetTimestamp();
            using var page = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancel);
            waits[at] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            await page.Content.CopyToAsync(Stream.Null, cancel);
        }

        return [.. waits.Order()];
    }

    private (List<double> Waits, int Broken) Answer(int number, Stopwatch clock, TimeSpan time, CancellationToken cancel)
    {
        using var browser = new Browser(address, packed);
        var (waits, broken) = (new List<double>(4096), 0);
        for (var turn = number; clock.Elapsed < time; turn++)
        {
            cancel.ThrowIfCancellationRequested();
            var begun = Stopwatch.GetTimestamp();
            if (One(browser, turn)) waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            else broken++;
        }

        return (waits, broken);
    }

    private bool One(Browser browser, int turn)
    {
        var page = browser.Get(path).Page.Span;
        var (token, action, form) = (After(page, "name=\"token\" value=\""u8), WebUtility.HtmlDecode(After(page, "method=\"post\" action=\""u8)), new StringBuilder("website="));
        if (token is null || action is null) throw new InvalidOperationException("The page holds no form that is known here.");
        foreach (var (name, value) in Fill(turn).Append(new("token", token))) form.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
        while (page.IndexOf(Shown) is >= 0 and var at)
        {
            form.Append("&shown=").Append(Uri.EscapeDataString(After(page, Shown) ?? ""));
            page = page[(at + Shown.Length)..];
        }

        var sent = browser.Post(action, form.ToString());
        if (sent is not { Status: HttpStatusCode.SeeOther, Location: { } on }) return false;
        return browser.Get(on).Status == HttpStatusCode.OK && on.Contains("/thanks", StringComparison.Ordinal);
    }

    private static ReadOnlySpan<byte> Shown => "name=\"shown\" value=\""u8;

    // What stands behind some words, until it is closed.
    private static string? After(ReadOnlySpan<byte> page, ReadOnlySpan<byte> words)
    {
        if (page.IndexOf(words) is not (>= 0 and var at)) return null;
        var rest = page[(at + words.Length)..];
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)'"')]);
    }
}
