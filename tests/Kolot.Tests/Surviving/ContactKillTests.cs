using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class ContactKillTests
{
    private const int Together = 12;
    private const string Form = $"/{Ground.Cafe}/contact";

    [Theory]
    [InlineData(StoreKind.Sqlite, 3)]
    [InlineData(StoreKind.Postgres, 2)]
    public async Task What_somebody_wrote_and_was_thanked_for_is_there_once_however_often_the_power_goes(StoreKind kind, int rounds)
    {
        await using var ground = await Ground.Lay(kind);
        var (people, chance) = (new ConcurrentQueue<Writer>(), new Random());
        for (var round = 0; round < rounds; round++)
        {
            await using var node = await Start(ground);
            using var line = Line(node);
            var thanked = people.Count(one => one.Thanks is not null);
            var writing = Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Write(line, people)));
            for (var patience = 0; patience < 2_000 && people.Count(one => one.Thanks is not null) < thanked + Together; patience++) await Task.Delay(10, TestContext.Current.CancellationToken);
            await Task.Delay(chance.Next(0, 300), TestContext.Current.CancellationToken);
            await node.Kill();
            await writing;
            await ground.IsLeft();
            await Holds(ground, people);
        }

        await using (var last = await Start(ground))
        {
            using var line = Line(last);
            // Sent once more, those who were thanked are led to the same page, and the others are heard.
            foreach (var one in people) await one.Send(line);
            foreach (var one in people)
            {
                using var page = await line.GetAsync(one.Thanks, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }
        }

        await ground.IsLeft();
        await Holds(ground, people);
        Assert.Equal(people.Count, people.Select(one => one.Thanks).Distinct().Count());
        Assert.Equal(people.Count, await ground.Count("select count(*) from voices"));
        Assert.Equal(people.Count, await ground.Count("select count(distinct voice_id) from enquiries where voice_id in (select id from voices)"));
        Assert.Equal(0, await ground.Count("select count(*) from voice_revisions"));
    }

    private static Task<Node> Start(Ground ground) =>
        Node.Start(ground, null, ("KOLOT_ANSWERING__ADDRESSPERMINUTE", "1000000"), ("KOLOT_ANSWERING__PROOFABOVE", "1000000"), ("KOLOT_LIMITS__POSTSPERMINUTE", "1000000"));

    // Each has a browser of their own, of which nothing is remembered but the page.
    private static HttpClient Line(Node node) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = node.Address };

    private static async Task Write(HttpClient line, ConcurrentQueue<Writer> people)
    {
        try
        {
            while (true)
            {
                var one = new Writer($"w-{Guid.CreateVersion7():N}");
                await one.Open(line);
                people.Enqueue(one);
                await one.Send(line);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The power went.
        }
    }

    private static async Task Holds(Ground ground, IReadOnlyCollection<Writer> people)
    {
        var heard = (await ground.Pairs("select cast(id as text), text from voices")).Values.Order().ToArray();
        Assert.Equal(heard.Distinct(), heard);
        Assert.Empty(people.Where(one => one.Thanks is not null).Select(one => one.Text).Except(heard));
        Assert.Equal(heard.Length, await ground.Count("select count(*) from enquiries"));
        Assert.Equal(heard.Length, await ground.Count("select count(*) from enquiry_steps"));
    }

    /// <summary>Somebody who writes, and sends again what they were not thanked for.</summary>
    private sealed class Writer(string text)
    {
        private KeyValuePair<string, string>[] form = [];

        public string Text => text;

        /// <summary>Where they were thanked; null as long as they were not.</summary>
        public string? Thanks { get; private set; }

        public async Task Open(HttpClient line)
        {
            using var page = await line.GetAsync(Form);
            if (page.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"The form answered {page.StatusCode}.");
            form = [.. Asked.Form(await Visitor.Read(page), ("topic", "question"), ("text", text)).Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))];
        }

        public async Task Send(HttpClient line)
        {
            using var answer = await line.PostAsync(Form, new FormUrlEncodedContent(form));
            if (answer.StatusCode != HttpStatusCode.SeeOther) throw new HttpRequestException($"It was answered {answer.StatusCode}.");
            var led = Asked.Location(answer);
            Assert.Contains("/thanks/", led, StringComparison.Ordinal);
            Assert.Equal(Thanks ?? led, led);
            Thanks = led;
        }
    }
}
