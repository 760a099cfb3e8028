using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class SignInTests
{
    [Theory, EveryStore]
    public async Task Whoever_knows_the_password_comes_in_and_is_led_to_the_own_organisation(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.Nobody();

        using var entering = await dana.Enter(Cast.Dana.Mail.ToUpperInvariant(), World.Password);
        using var start = await dana.Get("/");

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (entering.StatusCode, entering.Headers.Location?.OriginalString));
        Assert.Equal("/cafe-tamar/voices", start.Headers.Location?.OriginalString);
    }

    [Theory, EveryStore]
    public async Task After_five_wrong_passwords_the_right_one_waits_five_minutes(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var door = world.Nobody();

        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var refused = await door.Enter(Cast.Dana.Mail, "not the password");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        }

        using var locked = await door.Enter(Cast.Dana.Mail, World.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.StatusCode);

        // The lock has its end in the directory; Identity compares it with the machine's own clock, so the test brings the end near.
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
        {
            var dana = await directory.Users.SingleAsync(account => account.Email == Cast.Dana.Mail);
            Assert.InRange(dana.LockoutEnd.GetValueOrDefault() - world.Clock.GetUtcNow(), TimeSpan.FromMinutes(4), TimeSpan.FromMinutes(5));
            dana.LockoutEnd = world.Clock.GetUtcNow().AddSeconds(-1);
            await directory.SaveChangesAsync();
        }

        using var opened = await door.Enter(Cast.Dana.Mail, World.Password);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
    }
}
