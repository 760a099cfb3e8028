using Kolot.Core.Organisation;
using Kolot.Organisation.People.Recovering;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.Recovering;

public sealed class RecoveryRoundTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_mail_server_that_says_nothing_holds_up_the_links_of_no_other_organisation(StoreKind kind)
    {
        await using var silent = new FakeMailServer();
        silent.Answers[""] = FakeMailServer.Silence;
        await using var server = new FakeMailServer();
        await using var world = await RecoveringTests.Open(kind, services => Patient(services, TimeSpan.FromMinutes(10)));
        await RecoveringTests.SetMail(world, silent);
        await BakeryWith(world, server);
        await Ask(world, Cast.Dana.Mail, Cast.Omer.Mail, Cast.Gil.Mail);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var round = world.Services.GetRequiredService<RecoveryRound>().Run(over.Token);
        for (var tries = 0; tries < 1200 && server.Mails.Count == 0; tries++) await Task.Delay(50, Cancel);

        Assert.Contains(Cast.Gil.Mail, Assert.Single(server.Mails), StringComparison.Ordinal);
        Assert.False(round.IsCompleted);
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => round);
    }

    [Theory, EveryStore]
    public async Task Once_a_server_was_too_slow_the_other_links_of_its_organisation_wait_for_the_next_time(StoreKind kind)
    {
        await using var silent = new FakeMailServer();
        silent.Answers[""] = FakeMailServer.Silence;
        await using var world = await RecoveringTests.Open(kind, services => Patient(services, TimeSpan.FromMilliseconds(300)));
        await RecoveringTests.SetMail(world, silent);
        await Ask(world, Cast.Dana.Mail, Cast.Omer.Mail, Cast.Noa.Mail);

        await world.Services.GetRequiredService<RecoveryRound>().Run(Cancel);

        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var rows = await directory.Recoveries.OrderBy(row => row.Id).ToListAsync(Cancel);
        Assert.Equal([1, 0, 0], rows.Select(row => row.Tries));
        Assert.All(rows, row => Assert.True(row.DueAt > world.Clock.Now && row.SecretHash is null));
    }

    [Theory, EveryStore]
    public async Task Of_one_address_three_wait_at_the_most_and_the_answer_is_the_same(StoreKind kind)
    {
        await using var world = await RecoveringTests.Open(kind);

        await Ask(world, [.. Enumerable.Repeat(Cast.Dana.Mail, 5), Cast.Omer.Mail]);

        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(3, await directory.Recoveries.CountAsync(row => row.Mail == Cast.Dana.Mail, Cancel));
        Assert.Equal(1, await directory.Recoveries.CountAsync(row => row.Mail == Cast.Omer.Mail, Cancel));
    }

    [Theory, EveryStore]
    public async Task One_account_gets_no_more_than_three_links_an_hour(StoreKind kind)
    {
        await using var world = await RecoveringTests.Open(kind);
        await using var server = new FakeMailServer();
        await RecoveringTests.SetMail(world, server);
        await using (var before = world.Services.GetRequiredService<Databases>().OpenDirectory())
        {
            var dana = await before.Users.SingleAsync(user => user.Email == Cast.Dana.Mail, Cancel);
            for (var count = 0; count < 3; count++) before.Recoveries.Add(new() { Id = Guid.CreateVersion7(), AccountId = dana.Id, AskedAt = world.Clock.Now });
            await before.SaveChangesAsync(Cancel);
        }

        await Ask(world, Cast.Dana.Mail);
        await world.Services.GetRequiredService<RecoveryRound>().Run(Cancel);

        Assert.Empty(server.Heard);
    }

    private static void Patient(IServiceCollection services, TimeSpan patience) => services.AddSingleton(
        provider => new SendMail(provider.GetRequiredService<OutsideDoor>(), provider.GetRequiredService<TimeProvider>()) { Patience = patience });

    private static async Task BakeryWith(World world, FakeMailServer server)
    {
        await world.Found("bakery", Cast.Gil);
        await using var store = await world.Store("bakery");
        store.MailSettings.Add(new() { Host = "127.0.0.1", Port = server.Port, Security = MailSecurity.None, FromAddress = "bakery@bakery.example" });
        await store.SaveChangesAsync(Cancel);
    }

    // A moment apart, so that the order is known.
    private static async Task Ask(World world, params string[] mails)
    {
        using var nobody = world.Nobody();
        foreach (var mail in mails)
        {
            using var asked = await nobody.Post("/sign-in/forgotten", ("mail", mail));
            Assert.Equal(System.Net.HttpStatusCode.OK, asked.StatusCode);
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
