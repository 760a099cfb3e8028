using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Benchmarks;
using Kolot.Store;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class FieldKillTests(ITestOutputHelper output)
{
    private const int Together = 6, Each = 60;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite, 1, 3)]
    [InlineData(StoreKind.Postgres, 2, 2)]
    public async Task What_shoppers_send_is_there_once_however_often_the_power_goes_and_whichever_node_they_reach(StoreKind kind, int nodes, int rounds)
    {
        await using var ground = await Ground.Lay(kind);
        var field = await FieldGround.Plant(ground, Together, Each);
        var (phones, chance) = (field.Shoppers.Select(shopper => new Telephone(ground.Kind == StoreKind.Postgres, shopper)).ToArray(), new Random());
        for (var round = 0; round < rounds; round++)
        {
            var running = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Start(ground)));
            var sending = Task.WhenAll(phones.Select(phone => phone.Work([.. running.Select(Line)])));
            foreach (var node in running)
            {
                var before = phones.Sum(phone => phone.Done);
                for (var patience = 0; patience < 3_000 && phones.Sum(phone => phone.Done) < before + (4 * Together); patience++) await Task.Delay(10, Cancel);
                await Task.Delay(chance.Next(0, 200), Cancel);
                await node.Kill();
            }

            await sending;
            foreach (var node in running) await node.DisposeAsync();
            await ground.IsLeft();
            await Holds(ground, phones);
        }

        var last = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Start(ground)));
        // A result of before is in their memory.
        foreach (var node in last) await Result(node, field);
        foreach (var phone in phones) await phone.Finish([.. last.Select(Line)]);
        await Holds(ground, phones);
        foreach (var node in last) await Agrees(ground, await Result(node, field));
        output.WriteLine($"{phones.Sum(phone => phone.Done)} acts, {phones.Sum(phone => phone.Again)} of them asked again");
        foreach (var node in last) await node.DisposeAsync();
    }

    [Fact]
    public async Task What_nobody_answered_falls_silent_once_though_two_nodes_look_after_it_and_one_of_them_dies()
    {
        await using var ground = await Ground.Lay(StoreKind.Postgres);
        await FieldGround.Overdue(ground, 60, 50);
        var nodes = await Task.WhenAll(Start(ground), Start(ground));
        for (var patience = 0; patience < 3_000 && await Waiting() == 60 * 50; patience++) await Task.Delay(10, Cancel);
        await nodes[0].Kill();
        for (var patience = 0; patience < 600 && await Waiting() > 0; patience++) await Task.Delay(100, Cancel);

        Assert.Equal((0, 60 * 50), (await Waiting(), await ground.Count($"select count(*) from probes where state = {(int)ProbeState.Silent} and version = 1")));
        Assert.Equal((60, 0), (await ground.Count("select count(*) from studies where revision > 0"), await ground.Count("select count(*) from errands where failed_at is not null")));
        foreach (var node in nodes) await node.DisposeAsync();

        Task<long> Waiting() => ground.Count($"select count(*) from probes where state = {(int)ProbeState.Sent}");
    }

    private static Task<Node> Start(Ground ground) => Node.Start(ground, null, ("KOLOT_ANSWERING__ADDRESSPERMINUTE", "1000000"), ("KOLOT_LIMITS__POSTSPERMINUTE", "1000000"));

    private static HttpClient Line(Node node) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = node.Address };

    // What was thanked for stands; what stands, stands once; and each change counted once, in its probe and in its study.
    private static async Task Holds(Ground ground, Telephone[] phones)
    {
        string[] sent = [.. (await ground.Pairs("select cast(id as text), 1 from probes where sent_at is not null")).Keys.Select(Plain)];
        string[] replies = [.. (await ground.Pairs("select cast(id as text), 1 from probe_replies")).Keys.Select(Plain)];
        string[] graded = [.. (await ground.Pairs("select cast(probe_id as text), 1 from probe_gradings")).Keys.Select(Plain)];
        string[] proofs = [.. (await ground.Pairs("select cast(id as text), 1 from probe_evidence")).Keys.Select(Plain)];
        foreach (var (what, there) in new[] { ("sent", sent), ("reply", replies), ("grades", graded), ("evidence", proofs) })
            Assert.Empty(phones.SelectMany(phone => phone.Thanked(what)).Except(there));
        Assert.Equal(replies.Length, await ground.Count("select count(distinct probe_id) from probe_replies"));
        Assert.Equal(proofs.Length, await ground.Count("select count(distinct probe_id) from probe_evidence"));
        Assert.Equal(proofs.Length * FieldGround.Png.Length, await ground.Count("select coalesce(sum(length(content)), 0) from file_parts"));
        var acts = sent.Length + replies.Length + graded.Length + proofs.Length;
        Assert.Equal((acts, acts), ((int)await ground.Count("select sum(version) from probes"), (int)await ground.Count("select revision from studies")));
        Assert.Equal(replies.Length, await ground.Count($"select count(*) from probes where state = {(int)ProbeState.Answered} and waited_from is not null and waited_from <= waited_until"));
    }

    private static async Task<JsonElement> Result(Node node, FieldGround field)
    {
        using var client = new HttpClient { BaseAddress = node.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", field.Key);
        for (var patience = 0; patience < 1_200; patience++)
        {
            using var answer = await client.GetAsync($"/api/v1/{Ground.Cafe}/studies/{FieldGround.Code}/result", Cancel);
            if (answer.StatusCode == HttpStatusCode.OK) return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await Task.Delay(100, Cancel);
        }

        throw new TimeoutException("The result never came.");
    }

    private static async Task Agrees(Ground ground, JsonElement result)
    {
        Assert.Equal(await ground.Count($"select count(*) from probes where state = {(int)ProbeState.Answered}"), result.GetProperty("answered").GetProperty("count").GetInt32());
        Assert.Equal(await ground.Count($"select count(*) from probes where state <> {(int)ProbeState.Planned}"), result.GetProperty("probes").GetInt32());
    }

    private static string Plain(string id) => Guid.Parse(id).ToString();
}
