using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Listen.OptOuts;
using Kolot.Listen.Sending;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sending;

public sealed partial class InvitationRoundTests
{
    [Theory, EveryStore]
    public async Task An_invitation_goes_with_its_own_link_and_a_way_to_end_it_and_is_noted(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind, "https://voices.example");
        await using var server = new FakeMailServer { Offers = "PIPELINING" };
        await Campaigns.MailBy(world, server);
        var ids = await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com");

        Assert.Equal(2, await Campaigns.Send(world));

        var mail = server.Mails.Single(one => one.Contains("To: ruti@example.com", StringComparison.Ordinal));
        var (text, html) = (Parts(mail)[0], Parts(mail)[1]);
        var link = Link().Match(text).Value;
        Assert.Contains($"Message-ID: <{ids[0]:N}@cafe.example>", mail, StringComparison.Ordinal);
        Assert.Contains("Reply-To: tamar@cafe.example", mail, StringComparison.Ordinal);
        Assert.Matches("List-Unsubscribe:\r\n <https://voices\\.example/cafe-tamar/stop/[\\w-]{76}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click", mail);
        Assert.Contains("שלום רותי אברהם,", text, StringComparison.Ordinal);
        Assert.Contains("dir=\"rtl\"", html, StringComparison.Ordinal);
        Assert.Contains($"{link}?score=5&amp;way=mail&amp;lang=he", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        using var phone = world.Nobody();
        Assert.Null((await Campaigns.Of(world, ids[0])).OpenedAt);
        (await phone.Client()).DefaultRequestHeaders.AcceptLanguage.ParseAdd("he");
        Assert.NotNull((await phone.Page($"{new Uri(link).AbsolutePath}?score=5")).QuerySelector("input[name=score][value='5'][checked]"));
        var kept = await Campaigns.Of(world, ids[0]);
        Assert.NotNull(kept.OpenedAt);
        Assert.Equal((InvitationState.Sent, null, $"<{ids[0]:N}@cafe.example>"), (kept.State, kept.NextTryAt, kept.MessageId));
        Assert.Equal(0, await Campaigns.Send(world));
    }

    [Theory, EveryStore]
    public async Task What_changed_since_it_was_planned_is_looked_at_again(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var ids = await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com", "gil@example.com", "dan@example.com");
        await using (var store = await world.Store())
        {
            // One opts out, one is erased, one was reminded for nothing since they answered meanwhile.
            await world.Services.GetRequiredService<OptOutOf>().Run(World.Cafe, ["identity\u001fmail\u001fruti@example.com"], Purpose.Feedback, OptOutWay.Link, TestContext.Current.CancellationToken);
            var erased = await store.Invitations.Where(row => row.Id == ids[1]).Select(row => row.CustomerId).SingleAsync();
            await store.Customers.Where(row => row.Id == erased).ExecuteDeleteAsync();
            await store.Invitations.Where(row => row.Id == ids[2]).ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, world.Clock.Now).SetProperty(row => row.State, InvitationState.Sent).SetProperty(row => row.NextTryAt, (DateTime?)null));
            var first = await store.Invitations.AsNoTracking().SingleAsync(row => row.Id == ids[2]);
            store.Invitations.Add(new()
            {
                Id = Guid.CreateVersion7(), FirstId = first.Id, CampaignId = first.CampaignId, SurveyId = first.SurveyId, CustomerId = first.CustomerId, Occasion = first.Occasion, Reminder = 1, Way = "mail", Address = first.Address,
                Language = "he", Known = "{}", PlannedAt = world.Clock.Now, DueAt = world.Clock.Now, NextTryAt = world.Clock.Now,
            });
            await store.SaveChangesAsync();
        }

        Assert.Equal(1, await Campaigns.Send(world));

        Assert.Contains("To: dan@example.com", Assert.Single(server.Mails), StringComparison.Ordinal);
        Assert.Equal((SkipReason.OptedOut, SkipReason.Erased), ((await Campaigns.Of(world, ids[0])).Skip, (await Campaigns.Of(world, ids[1])).Skip));
        await using var after = await world.Store();
        Assert.Equal(SkipReason.AlreadyAnswered, (await after.Invitations.SingleAsync(row => row.Reminder == 1)).Skip);
    }

    [Theory, EveryStore]
    public async Task A_survey_that_closed_and_a_campaign_that_rests_send_nothing(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var resting = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await using (var store = await world.Store()) await store.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(row => row.State, CampaignState.Paused));
        var closed = (await Campaigns.Planned(world, "mail", "avi@example.com"))[0];
        await using (var store = await world.Store()) await store.Surveys.ExecuteUpdateAsync(set => set.SetProperty(row => row.ClosedAt, world.Clock.Now));

        Assert.Equal(0, await Campaigns.Send(world));

        Assert.Empty(server.Mails);
        Assert.Equal(InvitationState.Planned, (await Campaigns.Of(world, resting)).State);
        Assert.Equal(SkipReason.Closed, (await Campaigns.Of(world, closed)).Skip);
    }

    [Theory, EveryStore]
    public async Task An_address_that_bounced_is_not_written_to_again_until_somebody_says_that_it_is_good(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        server.Answers["RCPT"] = "550 5.1.1 <ruti@example.com> no such user";
        var first = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);
        server.Answers.Clear();
        var second = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);

        var (bounced, spared) = (await Campaigns.Of(world, first), await Campaigns.Of(world, second));
        Assert.Equal((InvitationState.Bounced, "server 550 5.1.1 <[…]> no such user"), (bounced.State, bounced.Outcome));
        Assert.Equal(SkipReason.Bounces, spared.Skip);
        using var tamar = world.As(Cast.Tamar);
        var page = await tamar.Page($"/{World.Cafe}/customers/{bounced.CustomerId}");
        Assert.Contains("5.1.1", page.QuerySelector(".note.bad")!.TextContent, StringComparison.Ordinal);
        using var revived = await tamar.Post($"/{World.Cafe}/customers/{bounced.CustomerId}/revival", ("address", "ruti@example.com"));
        await Campaigns.Planned(world, "mail", "ruti@example.com");
        Assert.Equal(1, await Campaigns.Send(world));
    }

    [Theory, EveryStore]
    public async Task What_was_cut_after_all_of_it_was_said_waits_for_a_person(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        server.Answers["."] = FakeMailServer.Hangup;
        var id = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);
        server.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await Campaigns.Send(world));

        using var tamar = world.As(Cast.Tamar);
        var page = await tamar.Page($"/{World.Cafe}/campaigns/uncertain");
        Assert.Contains("רותי אברהם", page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
        Assert.Single(server.Mails);
        using var again = await tamar.Post($"/{World.Cafe}/campaigns/uncertain", ("id", $"{id}"), ("what", "again"));
        Assert.Equal(1, await Campaigns.Send(world));

        Assert.Equal(2, server.Mails.Count);
        Assert.Equal(InvitationState.Sent, (await Campaigns.Of(world, id)).State);
        Assert.Null((await tamar.Page($"/{World.Cafe}/campaigns/uncertain")).QuerySelector("tbody"));
    }

    [Theory, EveryStore]
    public async Task A_node_that_never_returned_leaves_its_few_uncertain_and_they_are_not_sent_twice(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var ids = await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com");
        await using (var store = await world.Store())
            await store.Invitations.Where(row => row.Id == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, InvitationState.Sending).SetProperty(row => row.LeasedBy, Guid.Empty).SetProperty(row => row.LeasedUntil, world.Clock.Now.AddMinutes(5)));

        Assert.Equal(1, await Campaigns.Send(world));
        Assert.Equal(InvitationState.Sending, (await Campaigns.Of(world, ids[0])).State);
        world.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(0, await Campaigns.Send(world));

        Assert.Equal((InvitationState.Uncertain, "no_return"), ((await Campaigns.Of(world, ids[0])).State, (await Campaigns.Of(world, ids[0])).Outcome));
        Assert.Contains("To: avi@example.com", Assert.Single(server.Mails), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Two_nodes_send_each_once(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var other = world.Beside(Campaigns.Alone, Campaigns.Settings);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        await Campaigns.Planned(world, "mail", [.. Enumerable.Range(1, 60).Select(number => $"somebody{number}@example.com")]);

        var sent = await Task.WhenAll(Campaigns.Send(world), Campaigns.Send(other));

        Assert.Equal(60, sent.Sum());
        Assert.Equal(60, server.Mails.Select(mail => mail.Split("\r\n").Single(line => line.StartsWith("To: ", StringComparison.Ordinal))).Distinct().Count());
        Assert.Equal(60, server.Mails.Count);
    }

    [Theory, EveryStore]
    public async Task Where_the_account_is_shut_everything_waits_and_nobody_is_taken_for_unreachable(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        server.Answers["MAIL"] = "550 5.7.1 sender rejected";
        await Campaigns.MailBy(world, server);
        var ids = await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com");

        Assert.Equal(0, await Campaigns.Send(world));
        var waiting = await Campaigns.Of(world, ids[0]);
        server.Answers.Clear();
        world.Clock.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(InvitationState.Planned, waiting.State);
        Assert.InRange(waiting.NextTryAt ?? default, world.Clock.Now.AddMinutes(-3), world.Clock.Now);
        Assert.Equal(2, await Campaigns.Send(world));
        await using var store = await world.Store();
        Assert.False(await store.DeadAddresses.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task At_night_nothing_goes_and_in_the_morning_all_of_it(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        var id = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        // One hour that is over, or not yet there, wherever the clock stands.
        var local = TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem"));
        var hour = (local.Hour + 3) % 24 is var later and < 23 ? later : 1;
        var open = Opening.Hours(hour, hour + 1);
        await Campaigns.Hours(world, new(open, open, open, false));

        Assert.Equal(0, await Campaigns.Send(world));
        var waiting = await Campaigns.Of(world, id);
        world.Clock.Advance((waiting.NextTryAt ?? default) - world.Clock.Now + TimeSpan.FromMinutes(1));

        Assert.Equal((InvitationState.Planned, null), (waiting.State, waiting.LeasedBy));
        Assert.Equal(1, await Campaigns.Send(world));
    }

    [Theory, EveryStore]
    public async Task Where_no_mail_is_set_up_it_waits_and_says_why(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        var id = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];

        Assert.Equal(0, await Campaigns.Send(world));

        var waiting = await Campaigns.Of(world, id);
        Assert.Equal((InvitationState.Planned, "not_set"), (waiting.State, waiting.Outcome));
    }

    /// <summary>A mail's words, and its document.</summary>
    internal static string[] Parts(string wire) => [.. Part().Matches(wire).Select(match => Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value)))];

    [GeneratedRegex(@"base64\r\n\r\n([A-Za-z0-9+/=\r\n]+?)\r\n--")]
    private static partial Regex Part();

    [GeneratedRegex(@"https://voices\.example/cafe-tamar/a/[A-Za-z0-9_-]{22}")]
    private static partial Regex Link();
}
