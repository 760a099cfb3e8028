using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.People;

public sealed class MembersTests
{
    [Theory, EveryStore]
    public async Task Somebody_new_joins_by_a_link_that_opens_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var maya = world.Nobody();
        using var thief = world.Nobody();
        var link = await Invite(tamar, "Maya@cafe.example", ("role", "Agent"), ("reach", "Team"), ("unit", (await world.Unit("yafo")).ToString()));

        await maya.Page(link);
        using var joined = await maya.Post(link, ("name", "מאיה גל"), ("password", World.Password));
        using var again = await thief.Post(link, ("name", "זר"), ("password", World.Password));

        Assert.Equal("/cafe-tamar/voices", joined.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        await using var store = await world.Store();
        var row = await store.Members.SingleAsync(member => member.Mail == "maya@cafe.example");
        Assert.Equal((Role.Agent, Reach.Team, await world.Unit("yafo")), (row.Role, row.Reach, row.UnitId.GetValueOrDefault()));
    }

    [Theory, EveryStore]
    public async Task Somebody_with_an_account_signs_in_first_and_then_joins(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var stranger = world.Nobody();
        using var gil = world.As(Cast.Gil);
        var link = await Invite(tamar, Cast.Gil.Mail, ("role", "Viewer"), ("reach", "All"));

        using var unknown = await stranger.Post(link, ("name", "גיל"), ("password", World.Password));
        using var joined = await gil.Post(link);
        using var inside = await gil.Get("/cafe-tamar/voices");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.SeeOther, joined.StatusCode);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_change_that_starts_from_an_older_state_is_refused_with_both_sides_shown(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var path = await PathOf(world, Cast.Dana);
        var haifa = (await world.Unit("haifa")).ToString();

        using var first = await tamar.Post(path, ("role", "Analyst"), ("reach", "All"), ("unit", haifa), ("version", "0"));
        using var stale = await tamar.Post(path, ("role", "Finance"), ("reach", "Subtree"), ("unit", haifa), ("version", "0"));
        var page = await Visitor.Read(stale);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (first.StatusCode, stale.StatusCode));
        Assert.Contains("ניתוח", page.QuerySelector("[role=alert]")?.TextContent);
        Assert.Contains("כספים", page.QuerySelector("[role=alert]")?.TextContent);
        Assert.Equal("Finance", page.QuerySelector("select[name=role] option[selected]")?.GetAttribute("value"));
        Assert.Equal("1", page.QuerySelector("input[name=version]")?.GetAttribute("value"));
    }

    [Theory, EveryStore]
    public async Task Somebody_always_answers_for_the_organisation(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var path = await PathOf(world, Cast.Tamar);

        using var lesser = await tamar.Post(path, ("role", "Viewer"), ("reach", "All"), ("unit", ""), ("version", "0"));
        using var gone = await tamar.Post(path + "/closure");

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Conflict), (lesser.StatusCode, gone.StatusCode));
        await using var store = await world.Store();
        Assert.Equal(1, await store.Members.CountAsync(member => member.Role == Role.Owner && member.LeftAt == null));
    }

    [Theory, EveryStore]
    public async Task Two_owners_who_part_from_each_other_at_once_leave_one_of_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var yoav = world.As(Cast.Yoav);
        using var raised = await tamar.Post(await PathOf(world, Cast.Yoav), ("role", "Owner"), ("reach", "All"), ("unit", ""), ("version", "0"));
        await yoav.Page("/account");

        var (toYoav, toTamar) = (await PathOf(world, Cast.Yoav), await PathOf(world, Cast.Tamar));
        await Task.WhenAll(tamar.Post(toYoav + "/closure"), yoav.Post(toTamar + "/closure"));

        await using var store = await world.Store();
        Assert.Equal(1, await store.Members.CountAsync(member => member.Role == Role.Owner && member.LeftAt == null));
    }

    [Theory, EveryStore]
    public async Task Whoever_was_parted_from_is_outside_at_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);

        using var before = await dana.Get("/cafe-tamar/voices");
        using var parting = await tamar.Post(await PathOf(world, Cast.Dana) + "/closure");
        using var after = await dana.Get("/cafe-tamar/voices");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther, HttpStatusCode.NotFound), (before.StatusCode, parting.StatusCode, after.StatusCode));
    }

    private static async Task<string> Invite(Visitor by, string mail, params (string, string)[] trust)
    {
        using var invited = await by.Post("/cafe-tamar/settings/invitations", [("mail", mail), .. trust]);
        Assert.Equal(HttpStatusCode.OK, invited.StatusCode);
        var link = (await Visitor.Read(invited)).QuerySelector("input[name=link]")?.GetAttribute("value");
        return new Uri(link ?? "").AbsolutePath;
    }

    private static async Task<string> PathOf(World world, Person person)
    {
        await using var store = await world.Store();
        return $"/cafe-tamar/settings/members/{await store.Members.Where(member => member.Mail == person.Mail).Select(member => member.Id).SingleAsync()}";
    }
}
