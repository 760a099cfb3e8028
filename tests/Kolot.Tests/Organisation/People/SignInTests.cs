using System.Net;
using Kolot.Store;
using Kolot.Tests.Store;
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
        Assert.Equal("/cafe-tamar/today", start.Headers.Location?.OriginalString);
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

        world.Clock.Advance(TimeSpan.FromMinutes(4));
        using var locked = await door.Enter(Cast.Dana.Mail, World.Password);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, locked.StatusCode);

        world.Clock.Advance(TimeSpan.FromMinutes(1));
        using var opened = await door.Enter(Cast.Dana.Mail, World.Password);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_session_that_was_ended_from_another_device_is_over(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.As(Cast.Dana);
        using var desk = world.As(Cast.Dana);
        using var before = await phone.Get("/cafe-tamar/voices");

        var ended = (await desk.Page("/account")).QuerySelector("form[action^='/account/sessions/'][action$='/closure']")?.GetAttribute("action");
        using var ending = await desk.Post(ended ?? "");
        using var after = await phone.Get("/cafe-tamar/voices");
        using var here = await desk.Get("/cafe-tamar/voices");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther), (before.StatusCode, ending.StatusCode));
        Assert.StartsWith("/sign-in", after.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_new_password_ends_the_other_sessions_and_the_old_one_opens_no_more(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.As(Cast.Dana);
        using var desk = world.As(Cast.Dana);
        using var door = world.Nobody();
        await phone.Page("/account");

        using var wrong = await desk.Post("/account/password", ("currentPassword", "not this one"), ("newPassword", "arbaa kafe hafuch"));
        using var changed = await desk.Post("/account/password", ("currentPassword", World.Password), ("newPassword", "arbaa kafe hafuch"));
        using var onPhone = await phone.Get("/account");
        using var atDesk = await desk.Get("/account");
        using var old = await door.Enter(Cast.Dana.Mail, World.Password);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther), (wrong.StatusCode, changed.StatusCode));
        Assert.StartsWith("/sign-in", onPhone.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (atDesk.StatusCode, old.StatusCode));
    }

    [Theory, EveryStore]
    public async Task Whoever_comes_in_over_an_open_session_gets_one_of_their_own_and_the_other_is_over(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var desk = world.As(Cast.Dana);
        using var phone = world.As(Cast.Tamar);
        await desk.Page("/account");
        await phone.Page("/account");

        using var entering = await desk.Enter(Cast.Tamar.Mail, World.Password);
        var page = await desk.Page("/account");

        Assert.Equal(HttpStatusCode.SeeOther, entering.StatusCode);
        Assert.Contains(Cast.Tamar.Mail, page.Body?.TextContent);
        Assert.Single(page.QuerySelectorAll("form[action^='/account/sessions/'][action$='/closure']:not([action='/account/sessions/closure'])"));
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var tamar = (await directory.Users.SingleAsync(account => account.Email == Cast.Tamar.Mail)).Id;
        Assert.Equal([tamar, tamar], await directory.SessionTickets.Select(row => row.AccountId).ToListAsync());
    }

    [Theory, EveryStore]
    public async Task A_closed_organisation_is_listed_as_closed_and_does_not_hold_up_the_others(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var databases = world.Services.GetRequiredService<Databases>();
        await using (var directory = databases.OpenDirectory())
        {
            var id = (await directory.Users.SingleAsync(account => account.Email == Cast.Dana.Mail)).Id;
            directory.Placements.Add(new() { Organisation = "bakery", FoundedAt = world.Clock.Now });
            directory.Memberships.Add(new() { AccountId = id, Organisation = "bakery" });
            await directory.SaveChangesAsync();
        }

        await ClosedOrganisationTests.Run(databases, "create table channels (id integer)");
        using var dana = world.As(Cast.Dana);

        var start = await dana.Page("/");
        using var renamed = await dana.Post("/account", ("name", "דנה לוי־כהן"), ("language", ""));
        var said = (await dana.Page("/account")).QuerySelector("[role=status]")?.TextContent;

        Assert.Equal(["/cafe-tamar/today"], start.QuerySelectorAll("main li a").Select(link => link.GetAttribute("href")));
        Assert.Contains("סגור לפי שעה", start.QuerySelector("main li:not(:has(a))")?.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, renamed.StatusCode);
        Assert.Contains("סגור לפי שעה", said);
        await using var store = await world.Store();
        Assert.True(await store.Members.AnyAsync(member => member.Name == "דנה לוי־כהן"));
    }

    [Theory, EveryStore]
    public async Task A_new_name_is_seen_by_colleagues_and_the_chosen_language_is_spoken(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var tamar = world.As(Cast.Tamar);

        using var changed = await dana.Post("/account", ("name", "דנה לוי־כהן"), ("language", "en"));
        var own = await dana.Page("/account");
        var members = await tamar.Page("/cafe-tamar/settings/members");

        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        Assert.Equal("en", own.DocumentElement.GetAttribute("lang"));
        Assert.Contains("דנה לוי־כהן", members.Body?.TextContent);
        await using var store = await world.Store();
        var line = await store.LogLines.SingleAsync(line => line.Act == "member.renamed");
        Assert.Equal((Cast.Dana.Name, true), (line.ByName, line.Detail?.Contains("דנה לוי־כהן", StringComparison.Ordinal)));
    }
}
