using System.Text;
using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using MailKit;
using MailKit.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using static Kolot.Tests.Benchmarks.MailboxWorld;

namespace Kolot.Tests.Benchmarks;

/// <summary>What comes into a study's mailbox at a real server is read from there.</summary>
public sealed class MailboxReadTests(Dovecot server) : IClassFixture<Dovecot>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task An_answer_is_kept_with_the_hour_at_which_the_mailbox_took_it_in_whatever_its_own_date_says(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        var mail = Mail();
        mail.Date = new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero);
        mail.Headers.Replace(new Header(CodePagesEncodingProvider.Instance.GetEncoding(1255)!, HeaderId.Subject, "תשובה על העוגה"));
        var said = new TextPart("plain");
        said.SetText(CodePagesEncodingProvider.Instance.GetEncoding(1255)!, "בשמחה, ניפגש בשישי");
        mail.Body = new Multipart("mixed") { said, new MimePart("image/png") { Content = new MimeContent(new MemoryStream(FieldWorld.Png)), ContentTransferEncoding = ContentEncoding.Base64, FileName = "מחירון.png" } };
        await world.Came(TimeSpan.FromMinutes(50), mail);
        world.World.Clock.Advance(TimeSpan.FromHours(1));

        await world.Look();

        var reply = Assert.Single(await world.Replies());
        Assert.Equal("תשובה על העוגה\n\nבשמחה, ניפגש בשישי", reply.Text);
        Assert.True(reply is { ByMail: true, Automatic: false });
        Assert.Equal(50, (await world.Field.Probe()).WaitedFrom!.Value / 60_000.0, 0.1);
        await using var store = await world.World.Store();
        var evidence = await store.ProbeEvidence.SingleAsync(Cancel);
        Assert.Equal((reply.Id, "message/rfc822"), (evidence.Id, evidence.Kind));
        Assert.Contains(await store.LogLines.ToListAsync(Cancel), line => line is { Act: "probe.mail", By: null, ByName: "Kolot" });
        Assert.NotNull((await world.Kept()).LookedAt);
    }

    [Theory, EveryStore]
    public async Task What_a_machine_wrote_answers_nothing_and_of_what_strangers_wrote_only_the_number_is_kept(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await world.Came(TimeSpan.FromMinutes(1), Mail("קיבלנו את פנייתך", null, ("Auto-Submitted", "auto-replied")));
        await world.Came(TimeSpan.FromMinutes(2), Mail("מבצע!", "study@cafe.example"));
        await world.Came(TimeSpan.FromMinutes(3), Mail("מבצע!", "study+nobodyskey12@cafe.example"));

        await world.Look();

        Assert.True(Assert.Single(await world.Replies()).Automatic);
        Assert.Equal(ProbeState.Sent, (await world.Field.Probe()).State);
        Assert.Equal(2, (await world.Kept()).Strange);
        await using var store = await world.World.Store();
        Assert.Equal(1, await store.ProbeEvidence.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_mail_of_thirty_megabytes_is_kept_without_what_is_attached_to_it(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        var mail = Mail();
        mail.MessageId = "huge@bakery.example";
        mail.Body = new Multipart("mixed") { new MimePart("application/pdf") { Content = new MimeContent(new MemoryStream(new byte[22 * 1024 * 1024])), ContentTransferEncoding = ContentEncoding.Base64, FileName = "קטלוג.pdf" }, new TextPart("html") { Text = "<p>הקטלוג מצורף</p>" } };
        await world.Came(TimeSpan.FromMinutes(1), mail);
        await world.Came(TimeSpan.FromMinutes(2), Mail("ועוד דבר"));

        await world.Look();

        Assert.Equal(["Re: cake\n\nהקטלוג מצורף", "Re: cake\n\nועוד דבר"], (await world.Replies()).Select(reply => reply.Text?.Trim()));
        await using var store = await world.World.Store();
        Assert.All(await store.ProbeEvidence.ToListAsync(Cancel), evidence => Assert.InRange(evidence.Bytes, 100, 10_000));
    }

    [Theory, EveryStore]
    public async Task What_came_back_undelivered_is_no_answer_and_no_silence_but_a_probe_that_may_never_have_arrived(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await world.Came(TimeSpan.FromMinutes(1), Report("delayed", "4.4.1 no answer"));
        await world.Look();
        Assert.Equal(ProbeState.Sent, (await world.Field.Probe()).State);

        await world.Came(TimeSpan.FromMinutes(2), Report("failed", "550 5.1.1 no such user"));
        await world.Look();

        var probe = await world.Field.Probe();
        Assert.Equal((ProbeState.Lost, "hello@bakery.example: 550 5.1.1 no such user", null), (probe.State, probe.Why, probe.WaitedFrom));
        Assert.All(await world.Replies(), reply => Assert.True(reply.Automatic));
        await world.Came(TimeSpan.FromMinutes(3), Mail());
        await world.Look();
        Assert.Equal((ProbeState.Answered, null), ((await world.Field.Probe()).State, (await world.Field.Probe()).Why));
    }

    [Theory, EveryStore]
    public async Task Reading_goes_on_where_it_stopped_and_what_was_read_before_a_kill_is_kept_once(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await world.Came(TimeSpan.FromMinutes(1), Mail("אחת"));
        await world.Came(TimeSpan.FromMinutes(2), Mail("שתיים"));
        await world.Look();
        var read = (await world.Kept()).ReadTo;
        await world.Look();
        Assert.Equal(read, (await world.Kept()).ReadTo);

        // As whoever kept the first and never returned left it: in hand, and its number not written down.
        await using (var store = await world.World.Store()) await store.StudyMailboxes.ExecuteUpdateAsync(set => set.SetProperty(one => one.ReadTo, 0).SetProperty(one => one.DueAt, world.World.Clock.Now.AddMinutes(5)), Cancel);
        await world.Came(TimeSpan.FromMinutes(3), Mail("שלוש"));
        await world.Look();
        Assert.Equal(2, (await world.Replies()).Length);
        world.World.Clock.Advance(TimeSpan.FromMinutes(5));
        await world.Look();

        Assert.Equal(["אחת", "שתיים", "שלוש"], (await world.Replies()).Select(reply => reply.Text!.Split('\n')[^1]));
        Assert.Equal(read + 1, (await world.Kept()).ReadTo);
    }

    [Theory, EveryStore]
    public async Task A_mailbox_that_was_numbered_anew_is_read_anew_and_everything_in_it_is_kept_once(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        var first = Mail("אחת");
        await world.Came(TimeSpan.FromMinutes(1), first);
        await world.Came(TimeSpan.FromMinutes(2), Mail("מבצע!", "study@cafe.example"));
        await world.Look();
        // Another numbering: the numbers it had tell nothing of what lies there.
        await using (var store = await world.World.Store()) await store.StudyMailboxes.ExecuteUpdateAsync(set => set.SetProperty(one => one.Validity, one => one.Validity - 1).SetProperty(one => one.ReadTo, 4_000), Cancel);
        await world.Came(TimeSpan.FromMinutes(3), Mail("שתיים"));

        await world.Look();

        Assert.Equal(["אחת", "שתיים"], (await world.Replies()).Select(reply => reply.Text!.Split('\n')[^1]));
        var kept = await world.Kept();
        Assert.Equal((1, 3L), (kept.Strange, kept.ReadTo));
    }

    [Theory, EveryStore]
    public async Task Two_nodes_that_look_at_once_keep_each_mail_once(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await using var beside = world.World.Beside(all =>
        {
            World.WithoutRounds(all);
            World.Without<MailboxRounds>(all);
        }, Listen.Sending.Campaigns.Settings);
        for (var mail = 1; mail <= 12; mail++) await world.Came(TimeSpan.FromMinutes(mail), Mail($"תשובה {mail}"));

        await Task.WhenAll(world.Look(world.World), world.Look(beside), world.Look(world.World), world.Look(beside));

        Assert.Equal(12, (await world.Replies()).Length);
        Assert.Equal(12, (await world.Kept()).ReadTo);
    }

    [Theory, EveryStore]
    public async Task Nothing_in_the_mailbox_is_marked_moved_or_removed(StoreKind kind)
    {
        await using var world = await MailboxWorld.Open(kind, server);
        await world.Came(TimeSpan.FromMinutes(1), Mail());
        await world.Came(TimeSpan.FromMinutes(1), Mail("מבצע!", "study@cafe.example"));
        await world.Look();
        Assert.Single(await world.Replies());

        using var client = await server.Mailbox(world.User);
        await client.Inbox.OpenAsync(FolderAccess.ReadOnly, Cancel);
        Assert.Equal((2, 2), (client.Inbox.Count, (await client.Inbox.SearchAsync(SearchQuery.NotSeen, Cancel)).Count));
        Assert.Equal(2, client.Inbox.Recent);
    }

    private static MimeMessage Report(string action, string why)
    {
        var mail = Mail();
        using var told = new MemoryStream(Encoding.ASCII.GetBytes($"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nIt could not be delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.cafe.example\r\n\r\nFinal-Recipient: rfc822; hello@bakery.example\r\nAction: {action}\r\nDiagnostic-Code: smtp; {why}\r\n--b--\r\n"));
        mail.Body = MimeEntity.Load(told);
        return mail;
    }
}
