using System.Diagnostics;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Benchmarks;

/// <summary>What whoever looks after 60,000 probes opens: the field work, one company's, what companies object to, one company's sheet.</summary>
internal static class FieldPageRows
{
    private const int Opened = 60, Warm = 10;

    private static readonly (string Name, Func<int, string> Path, int Wanted)[] Pages =
    [
        ("field page of 60,000 probes", _ => "/field", 300),
        ("  of them what counts", _ => "/field?show=accepted", 300),
        ("  a page far down", at => $"/field?page={1_000 + at}", 300),
        ("  one company's", at => $"/field?company={1 + (at * 37)}", 100),
        ("  appeals", _ => "/field?show=appeals", 100),
        ("a company's sheet", at => $"/companies/{1 + (at * 37)}", 100),
    ];

    public static async Task Measure(HttpClient client, string study, House house, CancellationToken cancel)
    {
        foreach (var (name, path, wanted) in Pages)
        {
            for (var at = 0; at < Warm; at++) await Open(client, study + path(at), cancel);
            var (took, busy) = (new List<double>(), house.Processor);
            for (var at = 0; at < Opened; at++) took.Add(await Open(client, study + path(at), cancel));
            var cpu = (house.Processor - busy).TotalMilliseconds / Opened;
            took.Sort();
            var p95 = took[(int)(took.Count * .95)];
            Figures.Line(name + ", p95", $"{p95:f0}", $"{cpu:f0}", $"p50 {took.Median():f0}", $"{wanted}", $"  {Figures.Met(p95 < wanted)}");
        }
    }

    /// <summary>All of it goes, in one transaction.</summary>
    public static async Task Remove(HttpClient client, string study, string name, CancellationToken cancel)
    {
        using var form = new FormUrlEncodedContent([new("confirm", name), new("__RequestVerificationToken", await Owner.TokenOf(client, study + "/removal", cancel))]);
        var clock = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync(study + "/removal", form, cancel);
        answer.EnsureSuccessStatusCode();
        Figures.Line("a study of 60,000 probes is removed", $"{Stopwatch.GetElapsedTime(clock).TotalMilliseconds:f0}", "", "", "");
    }

    private static async Task<double> Open(HttpClient client, string page, CancellationToken cancel)
    {
        var clock = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(page, cancel);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync(cancel);
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
    }
}
