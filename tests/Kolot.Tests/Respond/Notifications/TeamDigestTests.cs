using AngleSharp.Html.Parser;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Notifications;
using Kolot.Core.Respond.Recovery;
using Kolot.Respond.Notifications;
using Kolot.Respond.Recovery;
using Kolot.Store;
using Kolot.Tests.Listen.Contact;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Notifications;

public sealed class TeamDigestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_lead_is_told_once_a_day_how_the_team_stands_and_what_was_done_as_far_as_they_see(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        await world.Choose(Cast.Tamar, new() { Quiet = new(0, 0, false), Team = DigestRhythm.Never });
        var (done, open, yafo) = (await world.Owned(Cast.Dana), await world.Owned(Cast.Dana), await world.Owned(Cast.Omer));
        await using var store = await world.Store();
        var elsewhere = await world.Unit("yafo");
        await store.Cases.Where(row => row.Id == yafo.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.UnitId, elsewhere), Cancel);
        await store.Cases.Where(row => row.Id == open.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, world.Clock.Now.AddMinutes(5)), Cancel);
        foreach (var part in RecoveryStory.Parts)
            await world.Services.GetRequiredService<MakeRight>().Run(await Matters.Who(world, Cast.Dana), done.Number, new(Guid.CreateVersion7(), part, "טעינו", "שיחה", null), Cancel);
        await Matters.Step(world, done.Number, new() { Kind = CaseStepKinds.ClosedConfirmed, At = world.Clock.Now, ByCustomer = true });

        await world.Pass<TeamDigest>(TimeSpan.Zero);
        Assert.Empty(server.Mails);
        await world.Pass<TeamDigest>(TimeSpan.FromHours(13));
        await world.Pass<TeamDigest>(TimeSpan.FromMinutes(1));

        var mail = Assert.Single(server.Mails, letter => letter.Contains(Cast.Yoav.Mail, StringComparison.Ordinal));
        var page = new HtmlParser().ParseDocument(PostRoom.Html(mail));
        var links = page.QuerySelectorAll("a").Select(link => new Uri(link.GetAttribute("href")!).AbsolutePath).ToArray();
        Assert.Contains($"/cafe-tamar/cases/{done.Number}", links);
        Assert.Contains($"/cafe-tamar/cases/{done.Number}/recovery", links);
        Assert.Contains($"/cafe-tamar/cases/{open.Number}", links);
        Assert.DoesNotContain($"/cafe-tamar/cases/{yafo.Number}", links);
        var text = AnsweredEnquiryTests.Text(mail);
        Assert.Contains("באישור הלקוח: 1. בלי אישור: 0.", text, StringComparison.Ordinal);
        Assert.Contains("כל ארבעת הצעדים נעשו", text, StringComparison.Ordinal);
        Assert.Contains($"{Cast.Dana.Name}: פתוחים: 1 · באיחור: 1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("חויבתי", text, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Mails, letter => letter.Contains(Cast.Tamar.Mail, StringComparison.Ordinal));

        // The day after it tells what was done since, and no more.
        await world.Pass<TeamDigest>(TimeSpan.FromDays(1));
        await world.Pass<TeamDigest>(TimeSpan.FromMinutes(1));
        var second = AnsweredEnquiryTests.Text(server.Mails.Where(letter => letter.Contains(Cast.Yoav.Mail, StringComparison.Ordinal)).Last());
        Assert.DoesNotContain("באישור הלקוח: 1", second, StringComparison.Ordinal);
        Assert.Contains($"cases/{open.Number}", second, StringComparison.Ordinal);
        Assert.Equal(2, await store.TeamDigests.CountAsync(digest => digest.Mail == MailState.Sent, Cancel));
    }

    [Theory, EveryStore]
    public async Task A_time_at_which_nobody_was_there_to_send_is_made_up_for_once(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        await world.Owned(Cast.Dana);
        await world.Pass<TeamDigest>(TimeSpan.Zero);
        await using var store = await world.Store();
        var due = await store.Errands.Where(errand => errand.Kind == ArmTeamDigests.Errand).Select(errand => errand.DueAt).SingleAsync(Cancel);

        await world.Pass<TeamDigest>(due - world.Clock.Now + TimeSpan.FromHours(5));
        await world.Pass<TeamDigest>(TimeSpan.FromMinutes(1));

        Assert.Equal([due, due], await store.TeamDigests.Select(digest => digest.Occasion).ToArrayAsync(Cancel));
        Assert.Equal(2, server.Mails.Count);
        Assert.Equal(due.AddDays(1), await store.Errands.Where(errand => errand.Kind == ArmTeamDigests.Errand).Select(errand => errand.DueAt).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Where_there_is_nothing_to_tell_nobody_is_told(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await PostRoom.Open(kind, server);
        await world.Pass<TeamDigest>(TimeSpan.Zero);
        await world.Pass<TeamDigest>(TimeSpan.FromHours(13));
        await using var store = await world.Store();
        Assert.Empty(server.Mails);
        Assert.Equal([MailState.Dropped, MailState.Dropped], await store.TeamDigests.Select(digest => digest.Mail).ToArrayAsync(Cancel));
    }
}
