using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting.Planning;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class CampaignKillTests(ITestOutputHelper output)
{
    // More than one lot to plan, few enough to be sent while a test waits.
    private const int Guests = 4_200;
    private const int Percent = 5;
    private const int Together = 24;

    [Theory]
    [InlineData(StoreKind.Sqlite, 1, 3)]
    [InlineData(StoreKind.Postgres, 2, 2)]
    public async Task Whoever_is_invited_by_nodes_that_are_killed_is_mailed_once_or_stands_as_uncertain_and_nobody_is_lost(StoreKind kind, int nodes, int kills)
    {
        await using var ground = await Ground.Lay(kind);
        await using var post = new PostOffice { Each = TimeSpan.FromMilliseconds(3) };
        await Begin(ground, post.Port);
        var chance = new Random();
        for (var kill = 0; kill < kills; kill++)
        {
            var running = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Start(ground)));
            // The first while it plans, the others while they send.
            var before = kill == 0 ? -1 : post.Taken.Count;
            foreach (var node in running)
            {
                await MoreThan(post, before);
                await Task.Delay(chance.Next(0, 150), TestContext.Current.CancellationToken);
                await node.Kill();
                if (before >= 0) before = post.Taken.Count;
            }

            foreach (var node in running) await node.DisposeAsync();
            await ground.IsLeft();
            await TimePasses(ground);
        }

        await using (await Start(ground)) await AllWent(ground);
        await Holds(ground, post, kills * nodes * Together);
    }

    private static Task<Node> Start(Ground ground) => Node.Start(ground, null, ("KOLOT_PUBLICADDRESS", "http://voices.example"), ("KOLOT_OUTSIDE__PRIVATEADDRESSES", "true"));

    // Two campaigns of the same customers, none of whom may be asked twice in a month.
    private static async Task Begin(Ground ground, int port)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var (now, asked) = (TimeProvider.System.GetUtcNow().UtcDateTime, SurveyJson.Write(Asked.TwoScreens));
        var survey = new SurveyRow { Id = Guid.CreateVersion7(), Code = "visit", Name = "ביקור", Draft = asked, Asked = 1, BegunAt = now, ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync() };
        store.AddRange(survey, new SurveyVersion { SurveyId = survey.Id, Number = 1, Content = asked, PublishedAt = now });
        store.FrequencyRules.Add(new() { Id = Guid.CreateVersion7(), Most = 1, Days = 30, MadeAt = now });
        store.InvitingSettings.Add(new() { Hours = "00:00-24:00 00:00-24:00 00:00-24:00 -", Version = 1 });
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, FromAddress = "hello@cafe.example", FromName = "קפה", Version = 1 });
        foreach (var number in Enumerable.Range(0, Guests))
        {
            var id = Guid.CreateVersion7();
            store.Customers.Add(new() { Id = id, Source = "crm", SourceId = $"{number}", KeptAt = now });
            store.Identities.Add(new Identity { Id = Guid.CreateVersion7(), CustomerId = id, Kind = "mail", Value = $"g{number}@example.com" });
        }

        foreach (var name in new[] { "אחרי ביקור", "פעם בשנה" })
        {
            var campaign = new Campaign { Id = Guid.CreateVersion7(), Name = name, SurveyId = survey.Id, Ways = "mail", Attributes = "{}", SamplePercent = Percent, BegunAt = now, StartedAt = now, State = CampaignState.Running, Version = 1 };
            store.Campaigns.Add(campaign);
            await CampaignRound.Arm(store, campaign.Id, now, TestContext.Current.CancellationToken);
        }

        await store.SaveChangesAsync();
    }

    private static async Task MoreThan(PostOffice post, int count)
    {
        for (var patience = 0; patience < 6_000 && post.Taken.Count <= count; patience++) await Task.Delay(5, TestContext.Current.CancellationToken);
    }

    // Everybody is dead: what they had in hand is nobody's from now on, and need not be waited for.
    private static async Task TimePasses(Ground ground)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var past = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-1);
        await store.Invitations.Where(row => row.LeasedUntil != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedUntil, past));
        await store.Errands.ExecuteUpdateAsync(set => set.SetProperty(errand => errand.DueAt, past));
    }

    private static async Task AllWent(Ground ground)
    {
        for (var patience = 0; patience < 1_200; patience++)
        {
            if (await ground.Count("select count(*) from invitations") == 2 * Guests && await ground.Count("select count(*) from invitations where state in (0, 2)") == 0) return;
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail("There are invitations that were never sent.");
    }

    private async Task Holds(Ground ground, PostOffice post, int most)
    {
        // Each address stands once: asked by one campaign, spared by the other.
        var invited = await ground.Pairs($"select address, state from invitations where state <> {(int)InvitationState.Skipped}");
        string[] sent = [.. invited.Where(one => one.Value == $"{(int)InvitationState.Sent}").Select(one => one.Key)];
        string[] uncertain = [.. invited.Where(one => one.Value == $"{(int)InvitationState.Uncertain}").Select(one => one.Key)];
        var mails = post.Taken.Select(letter => letter.To).ToArray();
        output.WriteLine($"{invited.Count} invited, {mails.Length} mails, {uncertain.Length} uncertain, of which {uncertain.Intersect(mails).Count()} came");

        Assert.Equal(invited.Count, sent.Length + uncertain.Length);
        Assert.Equal(mails.Distinct().Count(), mails.Length);
        Assert.Empty(sent.Except(mails));
        Assert.Empty(mails.Except(sent).Except(uncertain));
        Assert.InRange(uncertain.Length, 0, most);
        Assert.Equal(0, await ground.Count("select count(*) from errands where failed_at is not null"));
    }
}
