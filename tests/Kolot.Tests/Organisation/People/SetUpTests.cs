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
        Assert.Equal("/cafe-tamar/voices", start.Headers.Location?.OriginalString);
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

    private static async Task<string> Link(World world) => "/set-up/" + await world.Services.GetRequiredService<SetUpDoor>().Make(default);
}
