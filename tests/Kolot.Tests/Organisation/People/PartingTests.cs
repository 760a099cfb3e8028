using System.Net;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class PartingTests
{
    private const string Key = "הקופה";

    [Theory, EveryStore]
    public async Task What_somebody_who_leaves_held_goes_on_with_a_colleague_who_answers_for_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (yoav, path) = await YoavWhoHoldsThings(world);
        using var his = yoav;
        using var tamar = world.As(Cast.Tamar);
        var dana = await IdOf(world, Cast.Dana);

        var page = await tamar.Page(path);
        using var parted = await tamar.Post(path + "/closure", ("to", dana.ToString()));

        Assert.Equal(await IdOf(world, Cast.Tamar), Guid.Parse(page.QuerySelector("select[name=to] option[selected]")?.GetAttribute("value") ?? ""));
        Assert.DoesNotContain(page.QuerySelectorAll("select[name=to] option"), option => option.TextContent == Cast.Yoav.Name);
        Assert.Equal(HttpStatusCode.SeeOther, parted.StatusCode);
        await world.Settle();
        await using var store = await world.Store();
        Assert.Equal(["השבוע", "חיפה"], await store.SavedViews.Where(view => view.MemberId == dana).Select(view => view.Name).Order().ToListAsync());
        var key = await KeyOf(world);
        Assert.Equal((dana, null), (key.MadeBy, key.RevokedAt));
        Assert.Equal(1, await store.LogLines.CountAsync(line => line.Act == "key.handed-over"));
        using var danas = world.As(Cast.Dana);
        Assert.Contains("השבוע", (await danas.Page("/cafe-tamar/voices")).Body?.TextContent);
    }

    [Theory, EveryStore]
    public async Task What_nobody_takes_over_ends(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (yoav, path) = await YoavWhoHoldsThings(world);
        using var his = yoav;
        using var tamar = world.As(Cast.Tamar);

        using var parted = await tamar.Post(path + "/closure", ("to", PartFromMember.Nobody));

        Assert.Equal(HttpStatusCode.SeeOther, parted.StatusCode);
        await world.Settle();
        await using var store = await world.Store();
        Assert.False(await store.SavedViews.AnyAsync());
        Assert.NotNull((await KeyOf(world)).RevokedAt);
    }

    [Theory, EveryStore]
    public async Task Nobody_is_parted_from_before_it_is_said_who_takes_over(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (yoav, path) = await YoavWhoHoldsThings(world);
        using var his = yoav;
        using var tamar = world.As(Cast.Tamar);

        using var unsaid = await tamar.Post(path + "/closure");
        using var stranger = await tamar.Post(path + "/closure", ("to", (await IdOf(world, Cast.Gil)).ToString()));
        using var self = await tamar.Post(path + "/closure", ("to", path[^36..]));

        Assert.All([unsaid, stranger, self], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Single((await Visitor.Read(unsaid)).QuerySelectorAll("select[name=to][aria-invalid]"));
        using var still = await yoav.Get("/cafe-tamar/voices");
        Assert.Equal(HttpStatusCode.OK, still.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_parting_that_breaks_off_has_taken_nothing_and_is_done_by_parting_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (yoav, path) = await YoavWhoHoldsThings(world);
        using var his = yoav;
        using var tamar = world.As(Cast.Tamar);
        var (me, he) = (await IdOf(world, Cast.Tamar), await IdOf(world, Cast.Yoav));
        await using (var broken = await world.Store()) await broken.Database.ExecuteSqlRawAsync("alter table join_links rename to links_elsewhere");

        using var failed = await tamar.Post(path + "/closure", ("to", me.ToString()));
        await world.Settle();
        var between = await KeyOf(world);
        await using (var mended = await world.Store()) await mended.Database.ExecuteSqlRawAsync("alter table links_elsewhere rename to join_links");
        using var again = await tamar.Post(path + "/closure", ("to", me.ToString()));
        await world.Settle();

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.SeeOther), (failed.StatusCode, again.StatusCode));
        Assert.Equal((he, null), (between.MadeBy, between.RevokedAt));
        Assert.Equal((me, null), ((await KeyOf(world)).MadeBy, (await KeyOf(world)).RevokedAt));
        await using var store = await world.Store();
        Assert.Equal(2, await store.SavedViews.CountAsync(view => view.MemberId == me));
        Assert.Equal(1, await store.LogLines.CountAsync(line => line.Act == "key.handed-over"));
    }

    [Theory, EveryStore]
    public async Task The_last_owner_cannot_go_and_nothing_of_theirs_has_moved(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var key = await tamar.Post("/cafe-tamar/settings/keys", ("name", Key), ("scopes", "ReadVoices"));
        var path = await MembersTests.PathOf(world, Cast.Tamar);

        using var refused = await tamar.Post(path + "/closure", ("to", (await IdOf(world, Cast.Yoav)).ToString()));
        await world.Settle();

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal((await IdOf(world, Cast.Tamar), null), ((await KeyOf(world)).MadeBy, (await KeyOf(world)).RevokedAt));
    }

    [Theory, EveryStore]
    public async Task The_organisation_leaves_the_list_of_whoever_was_parted_from(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (yoav, path) = await YoavWhoHoldsThings(world);
        using var his = yoav;
        using var tamar = world.As(Cast.Tamar);
        var he = await IdOf(world, Cast.Yoav);

        using var parted = await tamar.Post(path + "/closure", ("to", PartFromMember.Nobody));
        await world.Settle();
        await using (var store = await world.Store())
        {
            // Done twice, it does no harm.
            store.Errands.Add(new() { Kind = HandKeysOver.Errand, Subject = he.ToString(), DueAt = world.Clock.GetUtcNow().UtcDateTime });
            await store.SaveChangesAsync();
            world.Services.GetRequiredService<ErrandRounds>().Ring("cafe-tamar");
        }

        await world.Settle();
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.False(await directory.Memberships.AnyAsync(membership => membership.AccountId == he));
        await using var after = await world.Store();
        Assert.False(await after.Errands.AnyAsync(errand => errand.Kind == HandKeysOver.Errand));
    }

    private static async Task<(Visitor Yoav, string Path)> YoavWhoHoldsThings(World world)
    {
        using var tamar = world.As(Cast.Tamar);
        var path = await MembersTests.PathOf(world, Cast.Yoav);
        using var raised = await tamar.Post(path, ("role", "Owner"), ("reach", "All"), ("unit", ""), ("version", "0"));
        var yoav = world.As(Cast.Yoav);
        using var mine = await yoav.Post("/cafe-tamar/views", ("name", "חיפה"), ("query", "words=x"));
        using var ours = await yoav.Post("/cafe-tamar/views", ("name", "השבוע"), ("query", "words=y"), ("shared", "true"));
        using var key = await yoav.Post("/cafe-tamar/settings/keys", ("name", Key), ("scopes", "ReadVoices"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther, HttpStatusCode.OK), (mine.StatusCode, ours.StatusCode, key.StatusCode));
        return (yoav, path);
    }

    private static async Task<Guid> IdOf(World world, Person person)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        return await directory.Users.Where(user => user.Email == person.Mail).Select(user => user.Id).SingleAsync();
    }

    private static async Task<AccessKey> KeyOf(World world)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        return await directory.AccessKeys.AsNoTracking().SingleAsync(key => key.Name == Key);
    }
}
