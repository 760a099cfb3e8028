using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Listen.OptOuts;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Outside.Mail;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sending;

/// <summary>A campaign with all that befalls one, against a mail server; each customer's fate follows from their number, so that it is known beforehand where everybody ends.</summary>
/// <remarks>How many customers there are is told by KOLOT_TEST_CAMPAIGN; some hundreds where it is not.</remarks>
public sealed class WholeCampaignTests(ITestOutputHelper output)
{
    private const int Fates = 20;
    private const int Percent = 90;

    private static readonly int Size = int.TryParse(Environment.GetEnvironmentVariable("KOLOT_TEST_CAMPAIGN"), out var size) ? size : 300;

    private readonly ConcurrentDictionary<string, int> tries = new();
    private readonly ConcurrentBag<DateTime> sentAt = [];
    private readonly HashSet<int> askedBefore = [], wishedBefore = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Everybody_whose_turn_it_was_stands_in_one_place_from_the_night_before_to_the_last_answer(StoreKind kind)
    {
        await using var post = new PostOffice();
        await using var crowd = await Crowd.Open(kind, Size, post);
        await AskSomeBefore(crowd);
        crowd.World.Clock.Advance(TimeSpan.FromDays(8));
        crowd.Wait(open: false);
        var campaign = await crowd.Begin("הגדול", Percent, reminders: 1);
        Assert.Equal(0, await crowd.Send());
        await Adds(crowd, campaign, "planned at night");

        await ChangeTheirMinds(crowd);
        await Adds(crowd, campaign, "minds changed at night");
        crowd.Wait(open: true);
        post.Says = (stage, to) => Fate(crowd, stage, to);
        await crowd.Send();
        await Adds(crowd, campaign, "the first have gone");
        await crowd.Do(campaign, "stop");
        await Adds(crowd, campaign, "stopped");
        await crowd.Do(campaign, "resumption");
        await crowd.SendAll(TimeSpan.FromDays(2.5));
        await Adds(crowd, campaign, "all have gone");
        var mails = post.Taken.GroupBy(letter => letter.To).ToDictionary(group => group.Key, group => Assert.Single(group));
        Assert.Equal(crowd.People.Where(one => HasMail(campaign, one)).Select(one => one.Mail).Order(), mails.Keys.Order());

        await ComeBack(crowd, mails);
        await Adds(crowd, campaign, "some came back");
        foreach (var one in crowd.People.Where(one => one.Mail is { } mail && mails.ContainsKey(mail))) await Answer(crowd, one, mails[one.Mail!]);
        crowd.World.Clock.Advance(TimeSpan.FromDays(4));
        await crowd.SendAll(TimeSpan.FromDays(3));
        var reminders = post.Taken.Skip(mails.Count).ToArray();
        Assert.Equal(mails.Keys.Where(to => NumberOf(crowd, to) % Fates is 2 or 7 or 9 or 10 or 11 or 15 or 17 or 18 or 19 || NumberOf(crowd, to) % 60 == 25).Order(), reminders.Select(letter => letter.To).Order());
        foreach (var letter in reminders.Where(letter => NumberOf(crowd, letter.To) % Fates == 18)) await Finish(crowd, letter);

        await Adds(crowd, campaign, "the end");
        var expected = crowd.People.Select(one => (one.SourceId, Place: Place(campaign, one))).Where(one => one.Place is not null).ToDictionary(one => one.SourceId, one => one.Place!);
        using var owner = await crowd.Owner();
        var told = await Crowd.Places(owner, campaign);
        Assert.Empty(expected.Where(one => told.GetValueOrDefault(one.Key) != one.Value).Select(one => $"{one.Key} is {one.Value}, not {told.GetValueOrDefault(one.Key)}"));
        Assert.Equal(expected.Count, told.Count);
        Assert.All(sentAt, at => Assert.True(crowd.IsOpen(at), $"Something was sent at {at:u}."));
        output.WriteLine(string.Join(", ", expected.Values.CountBy(place => place).OrderByDescending(one => one.Value).Select(one => $"{one.Key} {one.Value}")));
    }

    // A fifth was asked a week and a day ago: some of them asked to be left alone, and some addresses were found to be dead.
    private async Task AskSomeBefore(Crowd crowd)
    {
        crowd.Wait(open: true);
        crowd.Post.Says = (stage, to) => stage == "RCPT" && NumberOf(crowd, to) % Fates == 0 ? "550 5.1.1 no such user" : null;
        var before = await crowd.Begin("הקטן", 20, reminders: 0);
        await crowd.SendAll(TimeSpan.FromDays(1));
        foreach (var one in crowd.People.Where(one => one.Mail is not null && Sampling.Draws(one.Id, before, 20))) askedBefore.Add(one.Number);
        foreach (var letter in crowd.Post.Taken.Where(letter => NumberOf(crowd, letter.To) % Fates == 15))
        {
            using var program = crowd.World.Nobody();
            using var ended = await (await program.Client()).PostAsync($"{Crowd.LinkIn(letter)}/stop", new FormUrlEncodedContent([KeyValuePair.Create("List-Unsubscribe", "One-Click")]), Cancel);
            Assert.Equal(HttpStatusCode.OK, ended.StatusCode);
            wishedBefore.Add(NumberOf(crowd, letter.To));
        }

        await Adds(crowd, before, "the small one");
        crowd.Post.Taken.Clear();
    }

    // Between planning and sending some ask to be left alone, and some are erased.
    private static async Task ChangeTheirMinds(Crowd crowd)
    {
        var optOut = crowd.World.Services.GetRequiredService<OptOutOf>();
        foreach (var one in crowd.People.Where(one => one.Number % Fates == 8 && one.Mail is not null)) await optOut.Run(Crowd.Code, [$"identity\u001fmail\u001f{one.Mail}"], Purpose.Feedback, OptOutWay.Conversation, Cancel);
        await using var store = await crowd.World.Store(Crowd.Code);
        await using var writing = await store.BeginWriting(Cancel);
        foreach (var one in crowd.People.Where(IsErased)) await Erasing.Run(store, new([one.Id], [], new([], [], [], [], []), _ => false, KeepsScores: false), Cancel);
        await writing.Commit(Cancel);
    }

    private string? Fate(Crowd crowd, string stage, string to)
    {
        if (stage == ".") sentAt.Add(crowd.World.Clock.Now);
        var number = NumberOf(crowd, to);
        var isFirst = tries.AddOrUpdate($"{stage} {to}", 1, (_, count) => count + 1) == 1;
        return (stage, number % Fates) switch
        {
            ("RCPT", 0) => "550 5.1.1 no such user",
            ("RCPT", 1) => "550 5.7.1 denied by policy",
            ("RCPT", 2) when isFirst => "451 4.7.1 come again",
            ("RCPT", 3) => "452 4.2.2 mailbox full",
            (".", 4) => "554 5.6.0 not like this",
            (".", 5) when isFirst => FakeMailServer.Hangup,
            (".", 19) when isFirst => "451 4.3.0 come again",
            _ => null,
        };
    }

    // Reports come after the mail was taken: some twice, some of a mail of which nobody knew whether it went, some that say nothing yet.
    private static async Task ComeBack(Crowd crowd, Dictionary<string, PostOffice.Letter> mails)
    {
        using var key = await crowd.World.KeyTo(Crowd.Code, Right.SetMail);
        var client = await key.Client();
        foreach (var (to, letter) in mails)
        {
            var number = NumberOf(crowd, to);
            var (action, status) = (number % Fates) switch { 6 => ("failed", "5.1.1"), 16 => ("failed", "5.2.2"), 17 => ("delayed", "4.4.1"), 7 => ("delivered", "2.0.0"), 5 when number % 60 == 25 => ("delivered", "2.0.0"), _ => ("", "") };
            if (action.Length == 0) continue;
            var report = $"Message-ID: <x@post.example>\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nAction: {action}\nStatus: {status}\n\n--b\nContent-Type: message/rfc822\n\nMessage-ID: {Crowd.IdIn(letter)}\n\n--b--\n";
            for (var times = 0; times < 2; times++)
            {
                using var told = await client.PostAsync($"/api/v1/{Crowd.Code}/bounces", new StringContent(report, Encoding.ASCII, "message/rfc822"), Cancel);
                Assert.Equal(HttpStatusCode.OK, told.StatusCode);
            }
        }
    }

    private static async Task Answer(Crowd crowd, Somebody one, PostOffice.Letter letter)
    {
        if (one.Number % Fates is 12 or 13 or 14 || one.Number % 60 == 45) await Finish(crowd, letter);
        if (one.Number % Fates is not (10 or 11)) return;
        using var phone = await Phone(crowd);
        var page = await phone.Page(Crowd.LinkIn(letter));
        if (one.Number % Fates == 10) return;
        using var on = await Asked.Send(phone, page, ("came", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, on.StatusCode);
    }

    private static async Task Finish(Crowd crowd, PostOffice.Letter letter)
    {
        using var phone = await Phone(crowd);
        using var done = await Asked.Send(phone, await phone.Page(Crowd.LinkIn(letter)), ("came", "no"));
        Assert.Contains("/thanks", Asked.Location(done), StringComparison.Ordinal);
    }

    // A browser says in which language its reader reads.
    private static async Task<Visitor> Phone(Crowd crowd)
    {
        var phone = crowd.World.Nobody();
        (await phone.Client()).DefaultRequestHeaders.AcceptLanguage.ParseAdd("he");
        return phone;
    }

    // On the page, in the file behind each of its numbers, and told to other systems: the places are as many as the people.
    private static async Task Adds(Crowd crowd, Guid campaign, string when)
    {
        using var owner = await crowd.Owner();
        var page = await owner.Page($"/{Crowd.Code}/campaigns/{campaign}");
        var standing = page.QuerySelectorAll("table").First(table => table.QuerySelector("tfoot") is not null);
        var shown = standing.QuerySelectorAll("tbody tr").Select(row => (Leads: row.QuerySelector("a")?.GetAttribute("href"), Count: Crowd.Number(row.QuerySelector(".num")!.TextContent))).ToArray();
        Assert.Equal((when, Size, Size), (when, shown.Sum(row => row.Count), Crowd.Number(standing.QuerySelector("tfoot .num")!.TextContent)));
        var listed = new Dictionary<string, string>();
        foreach (var (leads, count) in shown.Where(row => row.Leads is not null))
        {
            var people = await Crowd.Places(owner, campaign, leads![leads!.IndexOf('?', StringComparison.Ordinal)..]);
            Assert.Equal((when, leads, count), (when, leads, people.Count));
            // Nobody stands in two places.
            foreach (var (number, place) in people) listed.Add(number, place);
        }

        Assert.Equal(await Crowd.Places(owner, campaign), new SortedDictionary<string, string>(listed, StringComparer.Ordinal));
        using var key = await crowd.World.KeyTo(Crowd.Code, Right.ReadCustomers);
        var told = (await key.Json($"/api/v1/{Crowd.Code}/campaigns/{campaign}")).GetProperty("funnel");
        Assert.Equal((when, Size), (when, new[] { "waiting", "spared", "sending", "uncertain", "refused", "sent", "gone" }.Sum(name => told.GetProperty(name).GetInt32())));
        foreach (var row in page.QuerySelectorAll("table.funnel tbody tr").Where(row => row.QuerySelector("a") is not null))
            if (row.QuerySelector("a")!.GetAttribute("href")!.Split('?') is [_, var query]) Assert.Equal((when, query, Crowd.Number(row.QuerySelector("a")!.TextContent)), (when, query, (await Crowd.Places(owner, campaign, $"?{query}")).Count));
    }

    private static bool IsErased(Somebody one) => one.Number % (2 * Fates) == 9;

    // Whether the mail server has taken a mail for them.
    private bool HasMail(Guid campaign, Somebody one) => Place(campaign, one) is { } place && !place.StartsWith("spared", StringComparison.Ordinal) && one.Number % Fates is not (0 or 1 or 3 or 4);

    // Where somebody ends; null where they are no longer here.
    private string? Place(Guid campaign, Somebody one) =>
        IsErased(one) ? null
        : !Sampling.Draws(one.Id, campaign, Percent) ? "spared NotSampled"
        : wishedBefore.Contains(one.Number) ? "spared OptedOut"
        : one.Mail is null ? "spared NoAddress"
        : askedBefore.Contains(one.Number) ? one.Number % Fates == 0 ? "spared Bounces" : "spared TooSoon"
        : (one.Number % Fates) switch
        {
            0 or 6 or 16 => "bounced",
            1 or 3 or 4 => "refused",
            5 => (one.Number % 60) switch { 5 => "uncertain", 25 => "silent", _ => "finished" },
            8 => "spared OptedOut",
            10 => "opened",
            11 => "begun",
            12 or 13 or 14 or 18 => "finished",
            _ => "silent",
        };

    private static int NumberOf(Crowd crowd, string mail) => crowd.ByMail[mail];
}
