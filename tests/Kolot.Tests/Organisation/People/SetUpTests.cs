using System.Net;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class SetUpTests
{
    private static readonly (string, string)[] Good =
    [
        ("name", "תמר אלון"), ("mail", "Tamar@cafe.example"), ("password", "shlosha kafe hafuch"), ("organisationName", "קפה תמר"),
        ("organisationNameEn", "Café Tamar"), ("organisation", ""), ("language", "he"), ("timeZone", "Asia/Jerusalem"),
    ];

    [Theory, EveryStore]
    public async Task The_first_owner_sets_the_house_up_once(StoreKind kind)
    {
        await using var world = await World.Empty(kind);
        using var tamar = world.Nobody();
        using var late = world.Nobody();
        var (first, second) = (await Link(world), await Link(world));

        using var founded = await tamar.Post(first, Good);
        using var start = await tamar.Get("/");
        using var again = await late.Post(first, Good);
        using var byAnother = await late.Get(second);

        Assert.Equal("/cafe-tamar/voices", founded.Headers.Location?.OriginalString);
        Assert.Equal("/cafe-tamar/today", start.Headers.Location?.OriginalString);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (again.StatusCode, byAnother.StatusCode));
        Assert.Null(await world.Services.GetRequiredService<SetUpDoor>().Make(default));

        await using var store = await world.Store();
        Assert.Equal(["organisation.founded"], await store.LogLines.Select(line => line.Act).ToListAsync());
        Assert.True(await store.Channels.AnyAsync());
    }

    [Theory, EveryStore]
    public async Task What_was_typed_wrongly_is_named_at_its_field_and_the_rest_is_still_there(StoreKind kind)
    {
        await using var world = await World.Empty(kind);
        using var tamar = world.Nobody();
        var link = await Link(world);

        using var refused = await tamar.Post(link,
            [("name", "תמר אלון"), ("mail", "tamar"), ("password", "1234567890"), ("organisationName", "קפה תמר"), ("organisation", "api"), ("language", "he"), ("timeZone", "Asia/Jerusalem")]);
        var page = await Visitor.Read(refused);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Equal("קפה תמר", page.QuerySelector("[name=organisationName]")?.GetAttribute("value"));
        Assert.Equal(
            ["mail", "organisation", "password"],
            page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.GetAttribute("name")).Order());
        Assert.Equal("", page.QuerySelector("[name=password]")?.GetAttribute("value") ?? "");

        using var founded = await tamar.Post(link, Good);
        Assert.Equal(HttpStatusCode.SeeOther, founded.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_link_opens_for_a_day(StoreKind kind)
    {
        await using var world = await World.Empty(kind);
        using var tamar = world.Nobody();
        var link = await Link(world);

        using var today = await tamar.Get(link);
        world.Clock.Advance(TimeSpan.FromHours(25));
        using var tomorrow = await tamar.Get(link);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (today.StatusCode, tomorrow.StatusCode));
    }

    [Theory, EveryStore]
    public async Task A_founding_that_broke_off_is_done_again_by_the_same_owner_or_by_another_and_leaves_one_owner(StoreKind kind)
    {
        await using var world = await World.Empty(kind);
        foreach (var mail in new[] { "Tamar@cafe.example", "Tamar@cafe.example", "yoav@cafe.example" })
        {
            using var owner = world.Nobody();
            using var founded = await owner.Post(await Link(world), [("mail", mail), .. Good.Where(field => field.Item1 != "mail")]);
            Assert.Equal("/cafe-tamar/voices", founded.Headers.Location?.OriginalString);
            if (mail[0] == 'y') continue;

            // Broken off here, the directory does not know yet who belongs to it.
            await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
            await directory.Memberships.ExecuteDeleteAsync();
        }

        await using var store = await world.Store();
        Assert.Equal("yoav@cafe.example", (await store.Members.SingleAsync()).Mail);
    }

    [Theory, EveryStore]
    public async Task An_organisation_that_has_members_is_never_founded_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Found(World.Cafe, Cast.Gil));

        await using var store = await world.Store();
        Assert.True(await store.Members.AnyAsync(member => member.Mail == Cast.Tamar.Mail));
    }

    private static async Task<string> Link(World world) => "/set-up/" + await world.Services.GetRequiredService<SetUpDoor>().Make(default);
}
