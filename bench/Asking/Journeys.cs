using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
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
/// <remarks>Pages come packed, as browsers ask for them. What it takes to ask and to unpack is taken from the cores that the house stands on.</remarks>
internal sealed partial class Journeys : IDisposable
{
    public const int AtOnce = 32;

    private readonly HttpClient client;
    private readonly string path;

    /// <summary>What is filled in, by the number of the journey; the survey's answers unless another form is travelled.</summary>
    public Func<int, Dictionary<string, string>> Fill { get; init; } = turn => new()
    {
        ["screen"] = "0", ["recommend"] = $"{turn % 11}", ["satisfied"] = $"{1 + (turn % 5)}", ["ces"] = $"{1 + (turn % 7)}", ["solved"] = "yes", ["comment"] = Words.Sentence(turn),
    };

    public Journeys(Uri address, string path, bool packed = true)
    {
        var handler = new SocketsHttpHandler { AutomaticDecompression = packed ? DecompressionMethods.Brotli | DecompressionMethods.GZip : DecompressionMethods.None, UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = AtOnce };
        (client, this.path) = (new(handler) { BaseAddress = address }, path);
    }

    /// <summary>Lets them answer for a while.</summary>
    public async Task<Travelled> Run(TimeSpan time, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        var lines = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(number => Task.Run(() => Answer(number, clock, time, cancel), cancel)));
        return new([.. lines.SelectMany(line => line.Waits).Order()], lines.Sum(line => line.Broken), clock.Elapsed);
    }

    /// <summary>How long the first byte of the page took, one after another, in milliseconds, the shortest first.</summary>
    public async Task<double[]> FirstBytes(int count, CancellationToken cancel)
    {
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

    public void Dispose() => client.Dispose();

    private async Task<(List<double> Waits, int Broken)> Answer(int number, Stopwatch clock, TimeSpan time, CancellationToken cancel)
    {
        var (waits, broken) = (new List<double>(4096), 0);
        for (var turn = number; clock.Elapsed < time; turn++)
        {
            var begun = Stopwatch.GetTimestamp();
            if (await One(turn, cancel)) waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            else broken++;
        }

        return (waits, broken);
    }

    private async Task<bool> One(int turn, CancellationToken cancel)
    {
        var page = await client.GetStringAsync(path, cancel);
        var (token, action) = (Token().Match(page).Groups["token"].Value, WebUtility.HtmlDecode(Action().Match(page).Groups["action"].Value));
        if (token.Length == 0 || action.Length == 0) throw new InvalidOperationException("The page holds no form that is known here.");
        using var form = new FormUrlEncodedContent(Fill(turn).Append(new("token", token)).Append(new("website", "")).Concat(Shown().Matches(page).Select(shown => KeyValuePair.Create("shown", shown.Groups["keys"].Value))));
        using var sent = await client.PostAsync(action, form, cancel);
        if (sent.StatusCode != HttpStatusCode.SeeOther || sent.Headers.Location is not { } on) return false;
        using var thanks = await client.GetAsync(on, cancel);
        await thanks.Content.CopyToAsync(Stream.Null, cancel);
        return thanks.StatusCode == HttpStatusCode.OK && on.OriginalString.Contains("/thanks", StringComparison.Ordinal);
    }

    [GeneratedRegex("name=\"token\" value=\"(?<token>[^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("name=\"shown\" value=\"(?<keys>[^\"]*)\"")]
    private static partial Regex Shown();

    [GeneratedRegex("<form [^>]*?method=\"post\" action=\"(?<action>[^\"]+)\"")]
    private static partial Regex Action();
}
