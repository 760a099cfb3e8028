using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class AnswerKillTests
{
    private const int Together = 12;

    private static readonly Survey Survey = new()
    {
        Languages = ["he"], Title = Wording.Of("ביקור", "Visit"),
        Screens =
        [
            new() { Questions = [new() { Key = "name", Kind = QuestionKind.Line, Text = Wording.Of("שם", "Name") }] },
            new() { Questions = [new() { Key = "score", Kind = QuestionKind.Csat, Headline = true, Text = Wording.Of("איך היה?", "How was it?") }] },
        ],
    };

    [Theory]
    [InlineData(StoreKind.Sqlite, 5)]
    [InlineData(StoreKind.Postgres, 3)]
    public async Task Not_one_acknowledged_screen_is_lost_and_nobody_is_heard_twice_however_often_the_power_goes(StoreKind kind, int rounds)
    {
        await using var ground = await Ground.Lay(kind);
        await Ask(ground);
        var (people, chance) = (new ConcurrentQueue<Person>(), new Random());
        for (var round = 0; round < rounds; round++)
        {
            await using var node = await Start(ground);
            using var line = Line(node);
            var answering = Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Answer(line, people)));
            for (var (patience, before) = (0, people.Count); patience < 2_000 && people.Count < before + (2 * Together); patience++) await Task.Delay(10, TestContext.Current.CancellationToken);
            await Task.Delay(chance.Next(0, 300), TestContext.Current.CancellationToken);
            await node.Kill();
            await answering;
            await ground.IsLeft();
            await Holds(ground, people);
        }

        await using (var last = await Start(ground))
        {
            using var line = Line(last);
            foreach (var person in people) await person.GoOn(line);
        }

        await ground.IsLeft();
        await Holds(ground, people);
        Assert.Equal(people.Count, await ground.Count("select count(*) from voices"));
        Assert.Equal(people.Count, await ground.Count("select count(*) from survey_responses where finished_at is not null and given = '' and voice_id in (select id from voices)"));
        Assert.Equal(0, await ground.Count("select count(*) from voice_revisions"));
    }

    private static async Task Ask(Ground ground)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var survey = new SurveyRow { Id = Guid.CreateVersion7(), Code = "visit", Name = "ביקור", Draft = SurveyJson.Write(Survey), Asked = 1, BegunAt = now, ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync() };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = survey.Draft, PublishedAt = now });
        await store.SaveChangesAsync();
    }

    private static Task<Node> Start(Ground ground) =>
        Node.Start(ground, null, ("KOLOT_ANSWERING__ADDRESSPERMINUTE", "1000000"), ("KOLOT_ANSWERING__PROOFABOVE", "1000000"), ("KOLOT_LIMITS__POSTSPERMINUTE", "1000000"));

    // Each of them has a browser of their own, of which nothing is remembered but the page.
    private static HttpClient Line(Node node) => new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = node.Address };

    private static async Task Answer(HttpClient line, ConcurrentQueue<Person> people)
    {
        try
        {
            while (true)
            {
                var person = new Person($"p-{Guid.CreateVersion7():N}");
                people.Enqueue(person);
                await person.GoOn(line);
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or SocketException or OperationCanceledException)
        {
            // The power went.
        }
    }

    private static async Task Holds(Ground ground, IReadOnlyCollection<Person> people)
    {
        var kept = string.Concat((await ground.Pairs("select cast(id as text), given from survey_responses")).Values);
        var heard = string.Concat((await ground.Pairs("select cast(id as text), answers from voices")).Values);
        Assert.Empty(people.Where(person => person.Acknowledged > 0 && !kept.Contains(person.Name, StringComparison.Ordinal) && !heard.Contains(person.Name, StringComparison.Ordinal)).Select(person => person.Name));
        Assert.Empty(people.Where(person => person.Acknowledged > 1 && !heard.Contains(person.Name, StringComparison.Ordinal)).Select(person => person.Name));
    }

    /// <summary>Somebody who answers, and sends again what was not acknowledged.</summary>
    private sealed class Person(string name)
    {
        private (string Name, string Value)[]? first, second;
        private string next = "";

        public string Name => name;

        /// <summary>How many screens were.</summary>
        public int Acknowledged { get; private set; }

        public async Task GoOn(HttpClient line)
        {
            first ??= await Open(line, $"/{Ground.Cafe}/s/visit", ("name", name));
            if (Acknowledged == 0) next = await Send(line, first);
            Acknowledged = Math.Max(Acknowledged, 1);
            second ??= await Open(line, next, ("score", "4"));
            if (Acknowledged == 1) await Send(line, second);
            Acknowledged = 2;
        }

        private static async Task<(string Name, string Value)[]> Open(HttpClient line, string address, (string Name, string Value) answer)
        {
            using var page = await line.GetAsync(address);
            return page.StatusCode == HttpStatusCode.OK ? Asked.Form(await Visitor.Read(page), answer) : throw new HttpRequestException($"{address} answered {page.StatusCode}.");
        }

        private static async Task<string> Send(HttpClient line, (string Name, string Value)[] form)
        {
            using var answer = await line.PostAsync($"/{Ground.Cafe}/s/visit", new FormUrlEncodedContent(form.Where(field => field.Name != "code").Select(field => KeyValuePair.Create(field.Name, field.Value))));
            return answer.StatusCode == HttpStatusCode.SeeOther ? Asked.Location(answer) : throw new HttpRequestException($"It was answered {answer.StatusCode}.");
        }
    }
}
