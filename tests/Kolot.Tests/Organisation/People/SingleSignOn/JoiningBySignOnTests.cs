using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.SingleSignOn;

public sealed class JoiningBySignOnTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_has_an_account_here_is_made_a_member_by_no_provider_before_they_joined_themselves(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = SingleSignOnTests.Claims("u-5", Cast.Gil.Mail, "גיל");
        using var claimed = world.Nobody();

        var refused = await SingleSignOnTests.SignIn(claimed, provider);

        Assert.Contains("קישור הזמנה", refused, StringComparison.Ordinal);
        await using var store = await world.Store();
        await using var directory = Directory(world);
        var gil = (await directory.Users.SingleAsync(account => account.Email == Cast.Gil.Mail, Token)).Id;
        Assert.False(await store.Members.AnyAsync(member => member.Id == gil, Token));
        Assert.False(await directory.Memberships.AnyAsync(row => row.AccountId == gil, Token));
        Assert.False(await directory.UserLogins.AnyAsync(login => login.UserId == gil, Token));

        using var tamar = world.As(Cast.Tamar);
        var link = await MembersTests.Invite(tamar, Cast.Gil.Mail, ("role", "Agent"), ("reach", "All"), ("unit", ""));
        using var himself = world.As(Cast.Gil);
        using (var joined = await himself.Post(link)) Assert.Equal(HttpStatusCode.SeeOther, joined.StatusCode);
        using var vouched = world.Nobody();
        Assert.Equal("/cafe-tamar/today", await SingleSignOnTests.SignIn(vouched, provider));
    }

    [Theory, EveryStore]
    public async Task Whoever_may_not_come_in_is_not_put_down_as_belonging_here(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        await using var store = await world.Store();
        await using var directory = Directory(world);
        var dana = (await directory.Users.SingleAsync(account => account.Email == Cast.Dana.Mail, Token)).Id;
        await store.Members.Where(member => member.Id == dana).ExecuteUpdateAsync(set => set.SetProperty(member => member.LeftAt, world.Clock.Now), Token);
        await directory.Memberships.Where(row => row.AccountId == dana).ExecuteDeleteAsync(Token);
        provider.Claims = SingleSignOnTests.Claims("u-6", Cast.Dana.Mail, "דנה");
        using var visitor = world.Nobody();

        Assert.Contains("הסתיימה", await SingleSignOnTests.SignIn(visitor, provider), StringComparison.Ordinal);

        Assert.False(await directory.Memberships.AnyAsync(row => row.AccountId == dana, Token));
        Assert.False(await directory.UserLogins.AnyAsync(login => login.UserId == dana, Token));
    }

    [Theory, EveryStore]
    public async Task A_first_sign_in_that_broke_in_between_goes_on_with_the_next(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = SingleSignOnTests.Claims("u-7", "gil@new.example", "גיל");
        await using var directory = Directory(world);
        await directory.Database.ExecuteSqlRawAsync("alter table account_logins rename to logins_elsewhere", Token);
        await using (var before = Directory(world))
        {
            // Whether this provider knows the account cannot be told: nothing is made of it.
            using var early = world.Nobody();
            await SingleSignOnTests.SignIn(early, provider);
            Assert.False(await before.Users.AnyAsync(account => account.Email == "gil@new.example", Token));
        }

        await directory.Database.ExecuteSqlRawAsync("alter table logins_elsewhere rename to account_logins", Token);
        await directory.Database.ExecuteSqlRawAsync("alter table memberships rename to memberships_elsewhere", Token);
        using var broken = world.Nobody();
        await SingleSignOnTests.SignIn(broken, provider);
        await directory.Database.ExecuteSqlRawAsync("alter table memberships_elsewhere rename to memberships", Token);
        using var again = world.Nobody();

        Assert.Equal("/cafe-tamar/today", await SingleSignOnTests.SignIn(again, provider));

        var gil = (await directory.Users.SingleAsync(account => account.Email == "gil@new.example", Token)).Id;
        Assert.Equal(1, await directory.Memberships.CountAsync(row => row.AccountId == gil, Token));
        await using var store = await world.Store();
        Assert.Equal(1, await store.LogLines.CountAsync(line => line.Act == "member.joined" && line.Subject == gil.ToString(), Token));
    }

    private static DirectoryStore Directory(World world) => world.Services.GetRequiredService<Databases>().OpenDirectory();
}
