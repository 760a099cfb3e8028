using System.Net;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.Recovering;

public sealed class KnownBrowsersTests
{
    private const string Telephone = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

    [Theory, EveryStore]
    public async Task An_account_is_told_by_mail_of_a_sign_in_from_a_browser_that_it_was_not_in_before_and_of_no_other(StoreKind kind)
    {
        await using var server = new FakeMailServer();
        await using var world = await RecoveringTests.Open(kind);
        await RecoveringTests.SetMail(world, server);
        using var desk = world.As(Cast.Dana);
        using var phone = world.As(Cast.Dana, Telephone);

        await desk.Page("/account");
        await RecoveringTests.Round(world);
        var first = server.Mails.Count;
        await phone.Page("/account");
        await RecoveringTests.Round(world);
        using var again = await phone.Enter(Cast.Dana.Mail, World.Password);
        await RecoveringTests.Round(world);

        Assert.Equal((0, HttpStatusCode.SeeOther), (first, again.StatusCode));
        var told = RecoveringTests.TextOf(Assert.Single(server.Mails));
        Assert.Contains("Chrome, Android", told, StringComparison.Ordinal);
        Assert.Contains("http://kolot.example/account", told, StringComparison.Ordinal);
        Assert.DoesNotContain("/sign-in/recovery/", told, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Where_no_mail_is_sent_nothing_stays_to_be_told(StoreKind kind)
    {
        await using var world = await RecoveringTests.Open(kind);
        using var desk = world.As(Cast.Dana);
        using var phone = world.As(Cast.Dana, Telephone);

        await desk.Page("/account");
        await phone.Page("/account");
        await RecoveringTests.Round(world);

        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.False(await directory.Recoveries.AnyAsync(TestContext.Current.CancellationToken));
    }
}
