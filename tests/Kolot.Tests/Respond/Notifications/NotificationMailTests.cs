using AngleSharp.Html.Parser;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Notifications;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Kolot.Tests.Listen.Contact;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Notifications;

public sealed class NotificationMailTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task One_mail_tells_all_that_waits_for_a_member_once_and_nothing_that_was_read_or_is_over(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        var (one, other, read, over) = (await world.Owned(Cast.Dana), await world.Owned(Cast.Dana), await world.Owned(Cast.Dana), await world.Owned(Cast.Dana));
        foreach (var row in new[] { one, other, read, over }) await world.Tell(Cast.Dana, NotificationReasons.Given, row);
        await world.Tell(Cast.Dana, NotificationReasons.Heard, one);
        await Matters.Step(world, over.Number, new() { Kind = CaseStepKinds.ClosedUnconfirmed, At = world.Clock.Now });
        await using var store = await world.Store();
        await store.Notifications.Where(told => told.CaseId == read.Id).ExecuteUpdateAsync(set => set.SetProperty(told => told.ReadAt, world.Clock.Now), Cancel);

        // Before its minute is over nothing goes.
        await world.Pass<NotificationMail>(TimeSpan.Zero);
        Assert.Empty(server.Mails);
        await world.Pass<NotificationMail>(Soon);

        var mail = Assert.Single(server.Mails);
        var text = AnsweredEnquiryTests.Text(mail);
        Assert.Contains($"/cafe-tamar/cases/{one.Number}\n", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("חויבתי", text, StringComparison.Ordinal);
        var page = new HtmlParser().ParseDocument(PostRoom.Html(mail));
        Assert.Equal(("rtl", "he"), (page.Body!.GetAttribute("dir"), page.DocumentElement.GetAttribute("lang")));
        Assert.Equal([one.Number, other.Number], page.QuerySelectorAll("h2 a").Select(link => long.Parse(link.GetAttribute("href")!.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture)).Order());
        Assert.Contains($"To: {Cast.Dana.Mail}", mail, StringComparison.Ordinal);
        Assert.Equal(3, await store.Notifications.CountAsync(told => told.MailedAt != null && told.MailId != null, Cancel));

        // And it is not told again, by whatever comes.
        await world.Pass<NotificationMail>(NotificationTimes.Apart);
        await world.Tell(Cast.Dana, NotificationReasons.Given, other);
        await world.Pass<NotificationMail>(Soon);
        Assert.Equal(2, server.Mails.Count);
        Assert.DoesNotContain($"cases/{one.Number}\n", AnsweredEnquiryTests.Text(server.Mails[1]).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_never_returned_from_the_server_leaves_a_mail_uncertain_and_what_stood_in_it_is_mailed_no_second_time(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["."] = FakeMailServer.Hangup;
        await using var world = await PostRoom.Open(kind, server);
        var (first, second) = (await world.Owned(Cast.Dana), await world.Owned(Cast.Dana));
        await world.Tell(Cast.Dana, NotificationReasons.Given, first);
        await world.Pass<NotificationMail>(TimeSpan.Zero);
        await world.Pass<NotificationMail>(Soon);
        await using var store = await world.Store();
        Assert.Equal([MailState.Uncertain], await store.NotificationMails.Select(mail => mail.Mail).ToArrayAsync(Cancel));

        // Killed while it was being handed over, it is the same.
        await store.NotificationMails.ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Mail, MailState.Sending).SetProperty(mail => mail.MailAt, world.Clock.Now), Cancel);
        server.Answers.Clear();
        server.Forget();
        await world.Tell(Cast.Dana, NotificationReasons.Given, second);
        await world.Pass<NotificationMail>(TimeSpan.FromSeconds(1));
        await world.Pass<NotificationMail>(Soon);
        await world.Pass<NotificationMail>(NotificationTimes.Apart);

        Assert.Equal([MailState.Sent, MailState.Uncertain], await store.NotificationMails.Select(mail => mail.Mail).OrderBy(mail => mail).ToArrayAsync(Cancel));
        var text = AnsweredEnquiryTests.Text(Assert.Single(server.Mails));
        Assert.Contains($"cases/{second.Number}", text, StringComparison.Ordinal);
        Assert.DoesNotContain($"cases/{first.Number}", text, StringComparison.Ordinal);
        using var dana = world.As(Cast.Dana);
        Assert.Equal(["נשלח", "בספק"], (await dana.Page("/cafe-tamar/notifications/choices")).QuerySelectorAll("aside .badge").Select(badge => badge.TextContent.Trim()));
    }

    [Theory, EveryStore]
    public async Task Killed_before_it_was_handed_over_a_mail_is_written_again_with_all_that_stood_in_it(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        var row = await world.Owned(Cast.Dana);
        await world.Tell(Cast.Dana, NotificationReasons.Given, row);
        await world.Pass<NotificationMail>(TimeSpan.Zero);
        await using var store = await world.Store();
        var mail = await store.NotificationMails.SingleAsync(Cancel);
        await store.Notifications.ExecuteUpdateAsync(set => set.SetProperty(told => told.MailId, mail.Id).SetProperty(told => told.MailedAt, world.Clock.Now), Cancel);

        await world.Pass<NotificationMail>(Soon);

        Assert.Contains($"cases/{row.Number}", AnsweredEnquiryTests.Text(Assert.Single(server.Mails)), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_comes_while_the_server_is_away_goes_in_one_mail_once_it_is_back(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["MAIL"] = "451 later";
        await using var world = await PostRoom.Open(kind, server);
        var rows = new[] { await world.Owned(Cast.Dana), await world.Owned(Cast.Dana), await world.Owned(Cast.Dana) };
        foreach (var row in rows)
        {
            await world.Tell(Cast.Dana, NotificationReasons.Given, row);
            await world.Pass<NotificationMail>(TimeSpan.Zero);
            await world.Pass<NotificationMail>(Soon);
        }

        server.Answers.Clear();
        await world.Pass<NotificationMail>(TimeSpan.FromMinutes(20));
        await world.Pass<NotificationMail>(TimeSpan.FromMinutes(20));

        var text = AnsweredEnquiryTests.Text(Assert.Single(server.Mails));
        Assert.All(rows, row => Assert.Contains($"cases/{row.Number}", text, StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task What_moves_waits_for_the_digest_and_what_cannot_wait_takes_it_along_in_the_readers_language(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
            await directory.Users.Where(user => user.Email == Cast.Dana.Mail).ExecuteUpdateAsync(set => set.SetProperty(user => user.Language, "en"), Cancel);
        var (calm, critical) = (await world.Owned(Cast.Dana), await world.Owned(Cast.Dana));
        await using var store = await world.Store();
        await store.Cases.Where(row => row.Id == critical.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Severity, 4).SetProperty(row => row.Impact, 4), Cancel);
        await world.Tell(Cast.Dana, NotificationReasons.Heard, calm);
        await world.Pass<NotificationMail>(TimeSpan.Zero);
        var digest = await store.NotificationMails.AsNoTracking().SingleAsync(Cancel);
        Assert.True(digest.DueAt > world.Clock.Now + Soon);

        await world.Tell(Cast.Dana, NotificationReasons.Heard, critical);
        await world.Pass<NotificationMail>(TimeSpan.Zero);
        Assert.True((await store.NotificationMails.AsNoTracking().SingleAsync(Cancel)).DueAt < world.Clock.Now + Soon);
        await world.Pass<NotificationMail>(Soon);

        var page = new HtmlParser().ParseDocument(PostRoom.Html(Assert.Single(server.Mails)));
        Assert.Equal("ltr", page.Body!.GetAttribute("dir"));
        Assert.Equal(["One case cannot wait", $"Case {critical.Number} · Complaint · Critical", $"Case {calm.Number} · Complaint"], page.QuerySelectorAll("h2").Select(title => title.TextContent));
    }

    [Theory, EveryStore]
    public async Task Nobody_is_mailed_what_they_do_not_want_what_is_beyond_their_reach_or_after_they_left(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        var (mine, yafo) = (await world.Owned(Cast.Dana), await world.Owned(Cast.Dana));
        await world.Choose(Cast.Yoav, new() { Given = MailChoice.Never, Quiet = new(0, 0, false) });
        await world.Tell(Cast.Yoav, NotificationReasons.Named, mine);
        await world.Tell(Cast.Omer, NotificationReasons.Named, mine);
        await world.Tell(Cast.Dana, NotificationReasons.Given, yafo);
        await world.Pass<NotificationMail>(TimeSpan.Zero);
        await using var store = await world.Store();
        await store.Members.Where(member => member.Mail == Cast.Dana.Mail).ExecuteUpdateAsync(set => set.SetProperty(member => member.LeftAt, world.Clock.Now), Cancel);

        await world.Pass<NotificationMail>(Soon);

        Assert.Empty(server.Mails);
        Assert.Equal([MailState.Dropped], await store.NotificationMails.Select(mail => mail.Mail).ToArrayAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Where_no_mail_goes_none_is_left_waiting(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Tell(Cast.Dana, NotificationReasons.Given, await world.Owned(Cast.Dana));
        await world.Round();
        await using var store = await world.Store();
        Assert.Equal((0, 0), (await store.NotificationMails.CountAsync(Cancel), await store.Errands.CountAsync(errand => errand.Kind == PlanMails.Errand || errand.Kind == ArmTeamDigests.Errand, Cancel)));
    }
}
