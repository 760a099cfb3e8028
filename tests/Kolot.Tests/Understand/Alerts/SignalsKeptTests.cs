using Kolot.Core.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Store;
using Kolot.Store.Backups;
using Kolot.Tests.Listen.Forgetting;
using Kolot.Tests.Listen.VoiceStream;
using Kolot.Tests.Organisation.People.Recovering;
using Kolot.Tests.Outside.Mail;
using Kolot.Understand.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Alerts;

public sealed class SignalsKeptTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_signal_is_mailed_once_in_the_readers_language_and_ends_as_it_did(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await Mailing(kind, server);
        await world.Usual();
        await world.Set(Cast.Tamar, "unit=haifa");
        await world.Pass(well: false);
        Assert.Single(await world.Told(Cast.Tamar));
        var round = world.Services.GetRequiredService<MailRound<Signal>>();

        await Task.WhenAll(round.Run(World.Cafe, Cancel), round.Run(World.Cafe, Cancel));
        await world.Look();

        var mail = Assert.Single(OfSignals(server));
        Assert.Contains("ירידה", mail, StringComparison.Ordinal);
        Assert.Equal(MailState.Sent, (await world.Told(Cast.Tamar))[0].Mail);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.Look();
        await using var store = await world.Store();
        Assert.False(await store.Errands.AnyAsync(errand => errand.Kind == WriteSignal.Errand, Cancel));
        Assert.Single(OfSignals(server));
    }

    // Members are told of their cases by mail too.
    private static IEnumerable<string> OfSignals(FakeMailServer server) => server.Mails.Select(Text).Where(text => text.Contains($"/{World.Cafe}/alerts", StringComparison.Ordinal));

    [Theory, EveryStore]
    public async Task A_mail_whose_sender_never_came_back_is_uncertain_and_one_that_is_refused_says_so(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        server.Answers["RCPT"] = "550 no such box";
        await using var world = await Mailing(kind, server);
        await world.Usual();
        await world.Set(Cast.Tamar, "unit=haifa");
        await world.Set(Cast.Tamar);
        await world.Pass(well: false);
        var told = await world.Told(Cast.Tamar);
        var lost = told[0].Id;
        await using (var store = await world.Store())
        {
            // As a node leaves it that was killed while it sent.
            var at = world.Clock.Now.AddMinutes(-1);
            await store.Signals.Where(signal => signal.Id == lost).ExecuteUpdateAsync(set => set.SetProperty(signal => signal.Mail, MailState.Sending).SetProperty(signal => signal.MailAt, at), Cancel);
        }

        await world.Services.GetRequiredService<MailRound<Signal>>().Run(World.Cafe, Cancel);

        var after = (await world.Told(Cast.Tamar)).ToDictionary(signal => signal.Id, signal => signal.Mail);
        Assert.Equal((MailState.Uncertain, MailState.Refused), (after[lost], after[told[1].Id]));
        Assert.Empty(server.Mails);
    }

    [Theory, EveryStore]
    public async Task A_backup_carries_alerts_and_what_they_told(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Set(Cast.Tamar, "unit=haifa");
        await world.Pass(well: false);
        var folder = Directory.CreateTempSubdirectory("kolot-alerts-").FullName;
        try
        {
            var archive = await world.Services.GetRequiredService<TakeBackup>().Run(World.Cafe, folder, null, Cancel);
            Assert.False((await world.Services.GetRequiredService<RestoreBackup>().Run(archive, "copy", null, Cancel)).Refused);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await using var store = await world.Store("copy");
        var signal = await store.Signals.SingleAsync(Cancel);
        var reader = await store.AlertReaders.SingleAsync(Cancel);
        Assert.Equal((signal.NowFrom, signal.NowTo, 40L), (reader.Since ?? default, reader.LookedTo ?? default, signal.NowN));
        Assert.Equal("unit=haifa", (await store.Alerts.SingleAsync(Cancel)).Query);
        Assert.True(await store.Errands.AnyAsync(errand => errand.Kind == LookAtAlerts.Errand, Cancel));
    }

    [Theory, EveryStore]
    public async Task Whoever_is_erased_stands_in_no_note_and_no_alert_any_more(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        await world.Hear(new { source = "till", id = "r-1", channel = "survey", text = "שלום", customer = new { source = "crm", id = "7733", name = "רותי", mail = Ruti.Mail } });
        await world.Set(Cast.Tamar, $"is.contact={Ruti.Mail}");
        await world.Set(Cast.Tamar, "unit=haifa");
        await world.Pass(well: false);
        await using (var store = await world.Store())
            await store.Signals.ExecuteUpdateAsync(set => set.SetProperty(signal => signal.Note, $"התקשרנו אל {Ruti.Mail}"), Cancel);
        await Ruti.IsErased(world);

        await using var after = await world.Store();
        Assert.Equal("unit=haifa", (await after.Alerts.SingleAsync(Cancel)).Query);
        Assert.DoesNotContain(Ruti.Mail, (await after.Signals.SingleAsync(Cancel)).Note, StringComparison.Ordinal);
    }

    private static async Task<World> Mailing(StoreKind kind, FakeMailServer server)
    {
        var world = await RecoveringTests.Open(kind, services =>
        {
            World.WithoutRounds(services);
            World.Without<MailRounds<Signal>>(services);
        });
        await RecoveringTests.SetMail(world, server);
        return world;
    }

    private static string Text(string mail)
    {
        var part = mail[(mail.IndexOf("base64", mail.IndexOf("text/plain", StringComparison.Ordinal), StringComparison.Ordinal) + 6)..].TrimStart();
        return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(part[..part.IndexOf("--", StringComparison.Ordinal)].ReplaceLineEndings("")));
    }
}
