using System.Net;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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

        Assert.Equal("/cafe-tamar/today", joined.Headers.Location?.OriginalString);
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
        var toTamar = await PathOf(world, Cast.Tamar) + "/closure";

        // Tamar has counted the owners and not ended yet when Yoav comes.
        await using var hers = await world.Store();
        var writing = await hers.BeginWriting(TestContext.Current.CancellationToken);
        Assert.Equal(2, await hers.CountOwnersAlone(TestContext.Current.CancellationToken));
        var his = yoav.Post(toTamar);
        await Waits(world, his);
        await hers.Members.Where(member => member.Mail == Cast.Yoav.Mail).ExecuteUpdateAsync(set => set.SetProperty(member => member.LeftAt, world.Clock.Now));
        await writing.Commit(TestContext.Current.CancellationToken);
        await writing.DisposeAsync();
        using var refused = await his;

        Assert.NotEqual(HttpStatusCode.SeeOther, refused.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(Cast.Tamar.Mail, (await store.Members.SingleAsync(member => member.Role == Role.Owner && member.LeftAt == null)).Mail);
    }

    [Theory, EveryStore]
    public async Task Invitations_by_somebody_who_left_open_no_more(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var yoav = world.As(Cast.Yoav);
        using var maya = world.Nobody();
        using var raised = await tamar.Post(await PathOf(world, Cast.Yoav), ("role", "Owner"), ("reach", "All"), ("unit", ""), ("version", "0"));
        var link = await Invite(yoav, "maya@cafe.example", ("role", "Owner"), ("reach", "All"));
        var other = await Invite(tamar, "rina@cafe.example", ("role", "Viewer"), ("reach", "All"));

        using var parting = await tamar.Post(await PathOf(world, Cast.Yoav) + "/closure");
        using var shut = await maya.Get(link);
        using var open = await maya.Get(other);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Gone, HttpStatusCode.OK), (parting.StatusCode, shut.StatusCode, open.StatusCode));
    }

    [Theory, EveryStore]
    public async Task An_invitation_that_was_used_is_not_said_to_be_withdrawn(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var maya = world.Nobody();
        var link = await Invite(tamar, "maya@cafe.example", ("role", "Viewer"), ("reach", "All"));
        var withdraw = (await tamar.Page("/cafe-tamar/settings/members")).QuerySelector("form[action*='/settings/invitations/']")?.GetAttribute("action") ?? "";

        using var joined = await maya.Post(link, ("name", "מאיה גל"), ("password", World.Password));
        using var late = await tamar.Post(withdraw);
        var said = (await tamar.Page("/cafe-tamar/settings/members")).QuerySelector("[role=status]")?.TextContent;

        Assert.Contains("כבר נוצל", said);
        await using var store = await world.Store();
        Assert.False(await store.LogLines.AnyAsync(line => line.Act == "invitation.withdrawn"));
    }

    [Theory, EveryStore]
    public async Task Who_came_in_when_and_from_where_is_the_owners_to_see(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.Nobody();
        using var wrong = await dana.Enter(Cast.Dana.Mail, "not the password");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        using var right = await dana.Enter(Cast.Dana.Mail, World.Password);

        var lines = (await tamar.Page(await PathOf(world, Cast.Dana))).QuerySelectorAll("details tbody tr td:nth-child(2)").Select(cell => cell.TextContent);
        var here = (await tamar.Page("/cafe-tamar/settings/members")).QuerySelectorAll("tbody tr").Count(row => row.QuerySelectorAll("td")[^1].TextContent.Trim().Length > 0);

        Assert.Equal(["כניסה", "סיסמה שגויה"], lines);
        Assert.Equal(2, here);
    }

    [Theory, EveryStore]
    public async Task Of_an_account_that_opens_another_organisation_too_the_sign_ins_are_shown_to_whose_it_is_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Found("cafe-shaked", Cast.Dana);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);

        var own = await dana.Page("/account");
        var seen = await tamar.Page(await PathOf(world, Cast.Dana));
        var row = (await tamar.Page("/cafe-tamar/settings/members")).QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains(Cast.Dana.Name, StringComparison.Ordinal));

        Assert.Equal(["כניסה"], own.QuerySelectorAll("main details tbody tr td:nth-child(2)").Select(cell => cell.TextContent));
        Assert.Empty(seen.QuerySelectorAll("main details"));
        Assert.Contains("ארגונים אחרים", seen.QuerySelector("main")?.TextContent, StringComparison.Ordinal);
        Assert.Equal("", row.QuerySelectorAll("td")[^1].TextContent.Trim());
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

    // Until the second waits for the first, which PostgreSQL shows; on SQLite the writer's gate stands between them.
    internal static async Task Waits(World world, Task second)
    {
        if (world.Services.GetRequiredService<Databases>().Kind == StoreKind.Sqlite) return;
        await using var store = await world.Store();
        for (var tries = 0; tries < 1200; tries++)
        {
            var waiting = await store.Database
                .SqlQuery<int>($"select count(*)::int as \"Value\" from pg_locks l join pg_class c on c.oid = l.relation join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and l.database = (select oid from pg_database where datname = current_database()) and l.pid in (select pid from pg_locks where not granted)")
                .SingleAsync(TestContext.Current.CancellationToken);
            if (waiting > 0) return;
            Assert.False(second.IsCompleted, "The second did not wait for the first.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The second did not come to the first within a minute.");
    }

    internal static async Task<string> Invite(Visitor by, string mail, params (string, string)[] trust)
    {
        using var invited = await by.Post("/cafe-tamar/settings/invitations", [("mail", mail), .. trust]);
        Assert.Equal(HttpStatusCode.OK, invited.StatusCode);
        var link = (await Visitor.Read(invited)).QuerySelector("input[name=link]")?.GetAttribute("value");
        return new Uri(link ?? "").AbsolutePath;
    }

    internal static async Task<string> PathOf(World world, Person person)
    {
        await using var store = await world.Store();
        return $"/cafe-tamar/settings/members/{await store.Members.Where(member => member.Mail == person.Mail).Select(member => member.Id).SingleAsync()}";
    }
}
