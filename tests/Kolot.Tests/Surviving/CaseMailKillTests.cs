using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Restatements;
using Kolot.Listen.Contact;
using Kolot.Respond.Notifications;
using Kolot.Respond.Told;
using Kolot.Store;
using Kolot.Tests.Listen.Contact;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class CaseMailKillTests(ITestOutputHelper output)
{
    // Of each: customers who are answered, customers to whom it is said back what they meant, members who are reminded and told of two cases.
    private const int Each = 40;

    // What tells of answers, what tells of cases, what tells members: each has one mail in hand at a time.
    private const int Kinds = 3;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(StoreKind.Sqlite, 1, 3)]
    [InlineData(StoreKind.Postgres, 2, 2)]
    public async Task What_nodes_mail_of_cases_that_are_killed_meanwhile_comes_to_customers_and_members_once_or_stands_as_uncertain(StoreKind kind, int nodes, int kills)
    {
        await using var ground = await Ground.Lay(kind);
        await using var post = new PostOffice { Each = TimeSpan.FromMilliseconds(10) };
        await Plant(ground, post.Port);
        var chance = new Random();
        for (var kill = 0; kill < kills; kill++)
        {
            var running = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Start(ground)));
            foreach (var node in running)
            {
                await MoreThan(post, post.Taken.Count + chance.Next(8));
                await Task.Delay(chance.Next(60), Cancel);
                await node.Kill();
            }

            foreach (var node in running) await node.DisposeAsync();
            await ground.IsLeft();
            await TimePasses(ground);
        }

        await using (await Start(ground)) await AllWent(ground);
        await Holds(ground, post, kills * nodes * Kinds);
    }

    private static Task<Node> Start(Ground ground) => Node.Start(ground, null, ("KOLOT_PUBLICADDRESS", "http://voices.example"), ("KOLOT_OUTSIDE__PRIVATEADDRESSES", "true"));

    private static async Task Plant(Ground ground, int port)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, FromAddress = "hello@cafe.example", FromName = "קפה", Version = 1 });
        foreach (var number in Enumerable.Range(0, Each))
        {
            Answer(store, number, now);
            SayBack(store, number, now);
            NeedMember(store, number, now);
        }

        foreach (var errand in new[] { WriteStep.Errand, WriteCaseMail.Errand }) store.Errands.Add(new() { Kind = errand, Subject = "all", DueAt = now });
        await store.SaveChangesAsync(Cancel);
    }

    private static void Answer(OrganisationStore store, int number, DateTime now)
    {
        var enquiry = new Enquiry { Key = Guid.CreateVersion7(now), VoiceId = Guid.CreateVersion7(now), Topic = "", Kind = TopicKind.Question, Language = "he", Way = "link", Mail = $"answered-{number}@example.com", At = now.AddDays(-1), Until = now.AddDays(90) };
        store.AddRange(
            enquiry, new EnquiryStep { Id = Guid.CreateVersion7(now), EnquiryKey = enquiry.Key, Kind = StepKind.Received, At = enquiry.At },
            new EnquiryStep { Id = Guid.CreateVersion7(now), EnquiryKey = enquiry.Key, Kind = StepKind.Answered, At = now, Text = "כבר תיקנו", Mail = MailState.Waiting, MailAt = now });
    }

    private static void SayBack(OrganisationStore store, int number, DateTime now)
    {
        var customer = new Customer { Id = Guid.CreateVersion7(now), Source = "crm", SourceId = $"{number}", KeptAt = now };
        var row = new Case { Id = Guid.CreateVersion7(now), CustomerId = customer.Id, OpenedAt = now, HeardAt = now };
        var said = new Restatement { Id = Guid.CreateVersion7(now), CaseId = row.Id, Text = "חויבת פעמיים", Way = RestatementWay.Link, SentAt = now };
        store.AddRange(
            customer, new Identity { Id = Guid.CreateVersion7(now), CustomerId = customer.Id, Kind = "mail", Value = $"said-{number}@example.com" }, row, said,
            new CaseMail { Id = Guid.CreateVersion7(now), CaseId = row.Id, Kind = CaseMailKind.Restated, SubjectId = said.Id, Mail = MailState.Waiting, MailAt = now });
    }

    private static void NeedMember(OrganisationStore store, int number, DateTime now)
    {
        var member = new MemberRow { Id = Guid.CreateVersion7(now), Name = $"{number}", Mail = $"member-{number}@cafe.example", Role = Role.Agent, Reach = Core.Organisation.Reach.All, JoinedAt = now };
        var rows = Enumerable.Range(0, 2).Select(_ => new Case { Id = Guid.CreateVersion7(now), OwnerId = member.Id, OpenedAt = now, HeardAt = now }).ToArray();
        var promised = new Commitment { Id = Guid.CreateVersion7(now), CaseId = rows[0].Id, Text = "נחזור אליך", OwnerId = member.Id, MadeBy = member.Id, MadeAt = now, FirstDueAt = now.AddDays(1), DueAt = now.AddDays(1) };
        // At whatever hour this runs.
        store.NotificationChoices.Add(new() { MemberId = member.Id, DigestHour = 8 });
        store.AddRange(member, promised, new CaseMail { Id = Guid.CreateVersion7(now), CaseId = rows[0].Id, Kind = CaseMailKind.Reminder, SubjectId = promised.Id, MemberId = member.Id, Mail = MailState.Waiting, MailAt = now });
        store.AddRange(rows);
        store.AddRange(rows.Select(row => new Notification { Id = Guid.CreateVersion7(now), MemberId = member.Id, Reason = NotificationReasons.Given, CaseId = row.Id, SubjectId = row.Id, At = now.AddMinutes(-10) }));
        PlanMails.Leave(store, member.Id, now);
    }

    private static async Task MoreThan(PostOffice post, int count)
    {
        for (var patience = 0; patience < 4_000 && post.Taken.Count <= count; patience++) await Task.Delay(5, Cancel);
    }

    // Everybody is dead: what they had in hand is nobody's from now on, and need not be waited for.
    private static async Task TimePasses(Ground ground)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var past = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-5);
        await store.EnquirySteps.Where(row => row.MailAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.MailAt, past), Cancel);
        await store.CaseMails.Where(row => row.MailAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.MailAt, past), Cancel);
        await store.NotificationMails.Where(row => row.MailAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.MailAt, past), Cancel);
        await store.Errands.ExecuteUpdateAsync(set => set.SetProperty(errand => errand.DueAt, past), Cancel);
    }

    private static async Task AllWent(Ground ground)
    {
        const string Left = "select (select count(*) from enquiry_steps where mail_at is not null) + (select count(*) from case_mails where mail_at is not null) + (select count(*) from notification_mails where mail_at is not null) + (select count(*) from notifications where mail_id is null)";
        for (var patience = 0; patience < 2_400; patience++)
        {
            if (await ground.Count(Left) == 0) return;
            await Task.Delay(50, Cancel);
        }

        Assert.Fail("There are mails that were never sent.");
    }

    private async Task Holds(Ground ground, PostOffice post, int most)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var members = await store.Members.ToDictionaryAsync(member => member.Id, member => member.Mail, Cancel);
        var told = new List<(string Mail, MailState State)>();
        foreach (var one in await store.EnquirySteps.Where(step => step.Kind == StepKind.Answered).Join(store.Enquiries, step => step.EnquiryKey, enquiry => enquiry.Key, (step, enquiry) => new { enquiry.Mail, State = step.Mail }).ToListAsync(Cancel)) told.Add((one.Mail!, one.State));
        foreach (var one in await (from mail in store.CaseMails join row in store.Cases on mail.CaseId equals row.Id join identity in store.Identities on row.CustomerId equals identity.CustomerId select new { identity.Value, mail.Mail }).ToListAsync(Cancel)) told.Add((one.Value, one.Mail));
        told.AddRange((await store.CaseMails.Where(mail => mail.MemberId != null).ToListAsync(Cancel)).Select(mail => ($"{members[mail.MemberId!.Value]} reminder", mail.Mail)));
        // Of two that were planned at once, one finds nothing left to tell.
        told.AddRange((await store.NotificationMails.Where(mail => mail.Mail != MailState.Dropped).ToListAsync(Cancel)).Select(mail => (members[mail.MemberId], mail.Mail)));
        string[] sent = [.. told.Where(one => one.State == MailState.Sent).Select(one => one.Mail)], uncertain = [.. told.Where(one => one.State == MailState.Uncertain).Select(one => one.Mail)];
        var came = post.Taken.Select(letter => AnsweredEnquiryTests.Text(letter.Words).Contains("/commitments", StringComparison.Ordinal) ? $"{letter.To} reminder" : letter.To).ToArray();
        output.WriteLine($"{told.Count} mails, {came.Length} came, {uncertain.Length} uncertain, of which {uncertain.Intersect(came).Count()} came");

        Assert.Equal(4 * Each, told.Select(one => one.Mail).Distinct().Count());
        Assert.Equal(told.Count, sent.Length + uncertain.Length);
        Assert.Equal(came.Distinct(), came);
        Assert.Empty(sent.Except(came));
        Assert.Empty(came.Except(sent).Except(uncertain));
        Assert.InRange(uncertain.Length, 0, most);
        Assert.Equal(0, await ground.Count("select count(*) from errands where failed_at is not null"));
        await TellsBoth(store, post);
    }

    // What a member's mail takes, it tells: both cases, in the same or in two.
    private static async Task TellsBoth(OrganisationStore store, PostOffice post)
    {
        var numbers = await (from one in store.Notifications
                             join row in store.Cases on one.CaseId equals row.Id
                             join member in store.Members on one.MemberId equals member.Id
                             where store.NotificationMails.Any(mail => mail.Id == one.MailId && mail.Mail == MailState.Sent)
                             select new { member.Mail, row.Number }).ToListAsync(Cancel);
        var texts = post.Taken.ToLookup(letter => letter.To, letter => AnsweredEnquiryTests.Text(letter.Words).ReplaceLineEndings("\n"));
        Assert.All(numbers, one => Assert.Single(texts[one.Mail], text => text.Contains($"/cases/{one.Number}\n", StringComparison.Ordinal)));
    }
}
