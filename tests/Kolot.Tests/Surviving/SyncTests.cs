using System.Diagnostics;
using System.Net.Http.Json;
using Kolot.Store;

namespace Kolot.Tests.Surviving;

/// <summary>A kill cannot tell a synced file from an unsynced one, so these watch what the process asks of the system.</summary>
[Collection(Processes.Name)]
public sealed class SyncTests
{
    private const string Strace = "/usr/bin/strace";

    [Fact]
    public async Task The_log_of_the_database_is_synced_before_the_answer_leaves()
    {
        var calls = await CallsOfOneVoice(Durability.Full);

        var written = calls.FindIndex(call => call is Call.Written);
        var synced = calls.FindIndex(Math.Max(written, 0), call => call is Call.Synced);
        var answered = calls.FindIndex(call => call is Call.Answered);
        Assert.True(written >= 0 && written < synced && synced < answered, $"Seen: {string.Join(' ', calls)}");
    }

    [Fact]
    public async Task With_durability_off_it_is_seen_to_be_missing()
    {
        var calls = await CallsOfOneVoice(Durability.Off);

        Assert.Contains(Call.Written, calls);
        Assert.DoesNotContain(Call.Synced, calls);
    }

    private enum Call
    {
        Written,
        Synced,
        Answered,
    }

    // What the process did between taking a voice and answering, the answer included.
    private static async Task<List<Call>> CallsOfOneVoice(Durability durability)
    {
        await using var ground = await Ground.Lay(StoreKind.Sqlite);
        var trace = ground.File("calls");
        await CanTrace(ground.File("probe"));
        string[] under = [Strace, "-f", "-y", "-s", "24", "-e", "trace=fdatasync,fsync,sendto,sendmsg,write,writev,pwrite64", "-o", trace];
        await using var node = await Node.Start(ground, under, ("KOLOT_STORE__DURABILITY", durability.ToString()));
        using var line = node.Client(ground);

        await Post(line, "first");
        await KillTests.Quiet(ground);
        var before = Lines(trace).Count;
        await Post(line, "second");
        var calls = Calls(trace, before);
        for (var tries = 0; tries < 3000 && !calls.Contains(Call.Answered); tries++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            calls = Calls(trace, before);
        }

        await node.Kill();
        Assert.Contains(Call.Answered, calls);
        return calls[..(calls.IndexOf(Call.Answered) + 1)];
    }

    // A call that another thread interrupts is told in two lines, the second without the file: a sync counts when it is over, a write and an answer when they begin.
    private static List<Call> Calls(string trace, int after)
    {
        var calls = new List<Call>();
        var syncing = new HashSet<string>();
        foreach (var line in Lines(trace).Skip(after))
        {
            var thread = line.Split(' ')[0];
            var ours = line.Contains($"{Ground.Cafe}.db-wal>", StringComparison.Ordinal);
            if (line.Contains("HTTP/1.1 202", StringComparison.Ordinal)) calls.Add(Call.Answered);
            else if (line.Contains("sync resumed>", StringComparison.Ordinal) && syncing.Remove(thread)) calls.Add(Call.Synced);
            else if (ours && line.Contains("pwrite64(", StringComparison.Ordinal)) calls.Add(Call.Written);
            else if (ours && line.Contains("sync(", StringComparison.Ordinal) && line.Contains("<unfinished", StringComparison.Ordinal)) syncing.Add(thread);
            else if (ours && line.Contains("sync(", StringComparison.Ordinal)) calls.Add(Call.Synced);
        }

        return calls;
    }

    private static List<string> Lines(string trace)
    {
        using var file = new FileStream(trace, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static async Task Post(HttpClient line, string id)
    {
        using var answer = await line.PostAsJsonAsync($"/api/v1/{Ground.Cafe}/voices", new { source = "pos", id, channel = "survey", text = "תודה רבה" });
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task CanTrace(string probe)
    {
        Assert.SkipUnless(File.Exists(Strace), "strace is not there: apt-get install strace.");
        using var trying = Process.Start(new ProcessStartInfo(Strace, ["-f", "-o", probe, "true"]) { RedirectStandardError = true });
        await (trying?.WaitForExitAsync(TestContext.Current.CancellationToken) ?? Task.CompletedTask);
        Assert.SkipUnless(trying?.ExitCode == 0, "strace may not watch processes here.");
    }
}
