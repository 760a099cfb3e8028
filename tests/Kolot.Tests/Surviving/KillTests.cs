using System.Diagnostics;
using Kolot.Respond.Clocks;
using Kolot.Store;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class KillTests(ITestOutputHelper output)
{
    private const int Connections = 64;

    [Theory]
    [InlineData(StoreKind.Sqlite, 30)]
    [InlineData(StoreKind.Postgres, 12)]
    public async Task Not_one_acknowledged_voice_is_lost_and_not_one_is_doubled_however_often_the_power_goes(StoreKind kind, int rounds)
    {
        await using var ground = await Ground.Lay(kind);
        var senders = new Senders(Connections);
        var seed = Environment.TickCount;
        var chance = new Random(seed);
        var clock = Stopwatch.StartNew();

        for (var round = 0; round < rounds; round++)
        {
            await using var node = await Node.Start(ground);
            using var line = node.Client(ground, Connections);
            var posting = senders.Post([line], TestContext.Current.CancellationToken);
            // Most often in the midst of it, sometimes before the first answer.
            if (round % 8 != 7) await senders.MoreThan(senders.Acknowledged.Count);
            await Task.Delay(chance.Next(0, 400), TestContext.Current.CancellationToken);
            await node.Kill();
            await posting;
            await ground.IsLeft();
            // Now and then all is counted while nobody works on it: what waits to be followed up has its errand, and nothing else has.
            if (round % 10 == 9) await Holds(ground, senders, $"round {round} of seed {seed}");
        }

        await using (var last = await Node.Start(ground))
        {
            using var line = last.Client(ground, Connections);
            await senders.Repeat(line);
            await Quiet(ground);
            await last.Kill();
            await ground.IsLeft();
        }

        output.WriteLine($"{rounds} rounds, {senders.Sent} voices, {clock.Elapsed.TotalSeconds:F0} s, seed {seed}");
        await Holds(ground, senders, $"the end of seed {seed}");
        Assert.Equal(senders.Sent, senders.Acknowledged.Count);
        Assert.Equal(senders.Sent, await ground.Count("select count(*) from voices"));
        Assert.Equal(0, await ground.Count($"select count(*) from errands where kind <> '{SweepClocks.Errand}'"));
        Assert.Equal(0, await ground.Count("select count(*) from voices where language is null or language <> 'he'"));
    }

    [Fact]
    public async Task Two_nodes_share_the_work_and_one_that_is_killed_leaves_it_to_the_other()
    {
        await using var ground = await Ground.Lay(StoreKind.Postgres);
        var senders = new Senders(Connections);
        await using var first = await Node.Start(ground);
        await using var second = await Node.Start(ground);
        using var toFirst = first.Client(ground, Connections);
        using var toSecond = second.Client(ground, Connections);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var posting = senders.Post([toFirst, toSecond], stop.Token);
        await senders.MoreThan(500);
        await first.Kill();
        await senders.MoreThan(senders.Acknowledged.Count + 500);
        await stop.CancelAsync();
        await posting;
        await senders.Repeat(toSecond);
        await Quiet(ground);

        await Holds(ground, senders, "the end");
        Assert.Equal(senders.Sent, await ground.Count("select count(*) from voices"));
        Assert.Equal(0, await ground.Count("select count(*) from voices where language is null or language <> 'he'"));
        output.WriteLine($"{senders.Sent} voices");
    }

    /// <summary>Waits until every errand is done but the one that tells of clocks: what a voice opened is due some time.</summary>
    internal static async Task Quiet(Ground ground)
    {
        var patience = Stopwatch.StartNew();
        while (await ground.Count($"select count(*) from errands where kind <> '{SweepClocks.Errand}'") is > 0 and var left)
        {
            Assert.True(patience.Elapsed < TimeSpan.FromMinutes(3), $"{left} errands are still not done.");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static async Task Holds(Ground ground, Senders senders, string when)
    {
        var kept = await ground.Pairs("select source_id, voice_id from voice_keys");
        var lost = senders.Acknowledged.Where(voice => !kept.TryGetValue(voice.Key, out var id) || !id.Equals(voice.Value, StringComparison.OrdinalIgnoreCase))
            .Select(voice => voice.Key).ToArray();
        Assert.True(lost.Length == 0, $"{lost.Length} acknowledged voices are lost at {when}: {string.Join(' ', lost.Take(5))}");
        Assert.Empty(senders.Doubled);
        Assert.Empty(senders.Odd);

        Assert.Equal(kept.Count, await ground.Count("select count(*) from voices"));
        Assert.Equal(kept.Count, await ground.Count("select count(distinct source_id) from voices"));
        Assert.Equal(0, await ground.Count("select count(*) from voice_keys where voice_id not in (select id from voices)"));
        var place = ground.Kind == StoreKind.Sqlite ? "rowid" : "place";
        Assert.Equal(kept.Count, await ground.Count("select count(*) from voice_words"));
        Assert.Equal(0, await ground.Count($"select count(*) from voices where place not in (select {place} from voice_words)"));
        // Each is followed up once: it has its case, or the errand still waits, and never both or neither.
        const string Waits = "select subject from errands where kind = 'voice.follow'";
        var (voice, id) = ground.Kind == StoreKind.Sqlite ? ("lower(voice_id)", "lower(id)") : ("voice_id::text", "id::text");
        Assert.Equal(0, await ground.Count($"select count(*) from case_voices where {voice} in ({Waits})"));
        Assert.Equal(0, await ground.Count($"select count(*) from voices where {id} not in ({Waits}) and id not in (select voice_id from case_voices)"));
        var cases = await ground.Count("select count(*) from cases");
        Assert.Equal((cases, cases), (await ground.Count("select count(*) from case_voices"), await ground.Count("select count(*) from case_steps where kind = 'opened'")));
        if (ground.Kind == StoreKind.Sqlite)
            Assert.Equal(0, await ground.Count("select count(*) from pragma_integrity_check where integrity_check <> 'ok'"));
    }
}
