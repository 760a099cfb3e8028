using System.Net.Mail;
using System.Text;
using Kolot.Bench.Ground;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Sending;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Bench.Inviting;

/// <summary>Invitations written and handed to a mail server on loopback by one node, each kept before and after; beside a plain mail client that keeps nothing.</summary>
internal static class SendingRows
{
    private const int Rounds = 3;
    private const int Many = 5_000;
    // The plain client waits for each acknowledgement of the network: a tenth of them is enough to see how it fares.
    private const int Plainly = Many / 10;
    private const double Wanted = 200;

    private static readonly Survey Survey = new()
    {
        Languages = ["he"],
        Title = Wording.Of("איך היה?", "How was it?"),
        Screens = [new() { Questions = [new() { Key = "recommend", Kind = QuestionKind.Nps, Headline = true, Needed = Needed.Yes, Text = Wording.Of("עד כמה סביר שתמליצו עלינו?", "How likely are you to recommend us?") }] }],
        Endings = [new() { Title = Wording.Of("תודה", "Thank you") }],
    };

    public static async Task Run(Site site, CancellationToken cancel)
    {
        var published = await House.Publish(cancel);
        await using var sink = new MailSink();
        var (sent, cost, plain) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            await site.Clear();
            await site.Found(cancel);
            await Plan(site, sink.Port, cancel);
            sink.Reset();
            await using (var house = await House.Start(site, published, ["--PublicAddress=https://voices.example", "--Outside:PrivateAddresses=true"], cancel))
            {
                var busy = house.Processor;
                await All(site, cancel);
                cost.Add((house.Processor - busy).TotalMilliseconds / Many);
            }

            if (sink.Count != Many) throw new InvalidOperationException($"{sink.Count:n0} of {Many:n0} mails came, each of which is to come once. Twice: {string.Join(' ', sink.Twice.Take(5))}");
            sent.Add(sink.PerSecond);
            sink.Reset();
            await Plain(sink, cancel);
            plain.Add(sink.PerSecond);
        }

        Figures.Line("", "mails/s", "wanted", "", "CPU ms each", "rounds");
        Figures.Line("invitations sent, kept twice each", $"{sent.Median():N0}", $"{Wanted:N0}", Figures.Met(sent.Median() >= Wanted), $"{cost.Median():F2}", string.Join(' ', sent.Select(one => $"{one:F0}")));
        Figures.Line("SmtpClient, keeping nothing", $"{plain.Median():N0}", "", "baseline");
    }

    private static async Task Plan(Site site, int port, CancellationToken cancel)
    {
        await using var services = site.Services();
        await using var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel);
        var now = TimeProvider.System.GetUtcNow();
        var row = new SurveyRow
        {
            Id = Guid.CreateVersion7(now), Code = "asked", Name = "asked", Draft = SurveyJson.Write(Survey), Asked = 1, BegunAt = now.UtcDateTime,
            ChannelId = await store.Channels.Where(channel => channel.Code == "survey").Select(channel => channel.Id).SingleAsync(cancel),
        };
        var always = Opening.Hours(0, 24);
        var campaign = new Campaign { Id = Guid.CreateVersion7(now), Name = "measured", SurveyId = row.Id, Ways = "mail", Attributes = "", State = CampaignState.Running, LinkDays = 30, Version = 1 };
        store.AddRange(row, new SurveyVersion { SurveyId = row.Id, Number = 1, Content = row.Draft, PublishedAt = row.BegunAt }, campaign, new InvitingSettings { Hours = new SendingHours(always, always, always, false).Code, Version = 1 });
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, FromAddress = "hello@cafe.example", FromName = "קפה תמר", Version = 1 });
        for (var number = 0; number < Many; number++)
        {
            var (customer, id) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
            store.Customers.Add(new() { Id = customer, Source = "crm", SourceId = $"{number}", Name = "רותי אברהם", KeptAt = now.UtcDateTime });
            store.Identities.Add(new Identity { Id = Guid.CreateVersion7(now), CustomerId = customer, Kind = "mail", Value = $"somebody{number}@example.com" });
            store.Invitations.Add(new()
            {
                Id = id, FirstId = id, CampaignId = campaign.Id, SurveyId = row.Id, SurveyNumber = 1, CustomerId = customer, Occasion = "once", Way = "mail", Address = $"somebody{number}@example.com", Language = "he", Known = "{}",
                PlannedAt = now.UtcDateTime, DueAt = now.UtcDateTime, NextTryAt = now.UtcDateTime,
            });
        }

        await InvitationsDue.Arm(store, now.UtcDateTime, cancel);
        await store.SaveChangesAsync(cancel);
    }

    // Until each is kept as sent: what the server took and nobody noted does not count.
    private static async Task All(Site site, CancellationToken cancel)
    {
        await using var services = site.Services();
        while (true)
        {
            await using (var store = await services.GetRequiredService<Stores>().Open(Site.Organisation, cancel))
                if (await store.Invitations.CountAsync(one => one.State == InvitationState.Sent, cancel) == Many) return;
            await Task.Delay(200, cancel);
        }
    }

    private static async Task Plain(MailSink sink, CancellationToken cancel)
    {
        using var client = new SmtpClient("127.0.0.1", sink.Port);
        for (var number = 0; number < Plainly; number++)
        {
            using var mail = new MailMessage("hello@cafe.example", $"somebody{number}@example.com", "איך היה אצלנו?", new string('א', 400)) { BodyEncoding = Encoding.UTF8, SubjectEncoding = Encoding.UTF8 };
            mail.AlternateViews.Add(AlternateView.CreateAlternateViewFromString(new string('א', 4_000), Encoding.UTF8, "text/html"));
            await client.SendMailAsync(mail, cancel);
        }
    }
}
