using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Organisation.Mail;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Kolot.Store;
using Kolot.Tests.Listen.Sending;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Kolot.Tests.Organisation.Mail;

public sealed class MailRoundsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_mail_server_that_takes_the_call_and_never_answers_holds_up_no_other_organisation(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds, Campaigns.Settings);
        await world.Found("bakery", Cast.Tamar);
        await using var mute = new FakeMailServer();
        await using var good = new FakeMailServer();
        mute.Answers["EHLO"] = FakeMailServer.Silence;
        await Wrote(world, World.Cafe, mute.Port, "ruti@example.com");
        await Wrote(world, "bakery", good.Port, "avi@example.com");
        var rounds = world.Services.GetRequiredService<MailRounds<EnquiryStep>>();

        rounds.Ring(World.Cafe);
        await Until(() => mute.Heard.Count > 0);
        rounds.Ring("bakery");
        await Until(() => good.Mails.Count > 0);

        Assert.Equal(MailState.Sending, Assert.Single(await Steps(world, World.Cafe)).Mail);
        Assert.Contains("To: avi@example.com", Assert.Single(good.Mails), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_does_not_answer_in_time_is_left_alone_for_a_while_and_nothing_of_it_is_lost(StoreKind kind)
    {
        await using var world = await World.Open(kind, services =>
        {
            World.WithoutRounds(services);
            World.Without<MailRounds<EnquiryStep>>(services);
            services.Replace(ServiceDescriptor.Singleton(provider => new SendMail(provider.GetRequiredService<OutsideDoor>(), provider.GetRequiredService<TimeProvider>()) { Patience = TimeSpan.FromMilliseconds(200) }));
        }, Campaigns.Settings);
        await using var server = new FakeMailServer();
        server.Answers[""] = FakeMailServer.Silence;
        await Wrote(world, World.Cafe, server.Port, "ruti@example.com", "avi@example.com");
        var round = world.Services.GetRequiredService<MailRound<EnquiryStep>>();

        await round.Run(World.Cafe, Cancel);
        await round.Run(World.Cafe, Cancel);

        // The first found out, and the second was not made to.
        var after = await Steps(world, World.Cafe);
        Assert.Equal([(MailState.Waiting, 0, null), (MailState.Waiting, 1, SendMail.TooSlow)], after.OrderBy(step => step.MailTries).Select(step => (step.Mail, step.MailTries, step.MailReason)));
        Assert.All(after, step => Assert.NotNull(step.MailAt));
    }

    private static async Task Wrote(World world, string organisation, int port, params string[] mails)
    {
        await using var store = await world.Store(organisation);
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = port, Security = MailSecurity.None, FromAddress = "hello@cafe.example", Version = 1 });
        foreach (var mail in mails)
        {
            var key = Guid.CreateVersion7();
            store.Enquiries.Add(new() { Key = key, VoiceId = Guid.CreateVersion7(), Topic = "", Language = "he", Way = "link", Mail = mail, At = world.Clock.Now, Until = world.Clock.Now.AddDays(30) });
            store.EnquirySteps.Add(new() { Id = key, EnquiryKey = key, Kind = StepKind.Received, At = world.Clock.Now, Mail = MailState.Waiting, MailAt = world.Clock.Now });
        }

        store.Errands.Add(new() { Kind = WriteStep.Errand, Subject = "all", DueAt = world.Clock.Now });
        await store.SaveChangesAsync(Cancel);
    }

    private static async Task<EnquiryStep[]> Steps(World world, string organisation)
    {
        await using var store = await world.Store(organisation);
        return await store.EnquirySteps.AsNoTracking().ToArrayAsync(Cancel);
    }

    private static async Task Until(Func<bool> so)
    {
        while (!so()) await Task.Delay(20, Cancel);
    }
}
