using System.Net;
using AngleSharp.Dom;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class SessionsTests
{
    private const string Telephone = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Telephone, "Chrome, Android")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", "Safari, iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0", "Edge, Windows")]
    [InlineData("<script>alert(1)</script>", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_browser_is_called_what_its_user_calls_it(string? agent, string? name) => Assert.Equal(name, BrowserName.Of(agent));

    [Theory, EveryStore]
    public async Task An_account_shows_from_where_each_session_is_used_and_when_it_last_was(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var phone = world.As(Cast.Dana, Telephone);
        using var desk = world.As(Cast.Dana);
        await phone.Page("/account");
        var begun = world.Clock.Now;
        world.Clock.Advance(TimeSpan.FromMinutes(4));
        await phone.Page("/account");
        var soon = await Used(world);
        world.Clock.Advance(TimeSpan.FromMinutes(2));
        await phone.Page("/account");

        var rows = (await desk.Page("/account")).QuerySelectorAll(".sessions > li").Select(row => row.TextContent).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Single(rows, row => row.Contains("Chrome, Android", StringComparison.Ordinal));
        Assert.Single(rows, row => row.Contains("לא ידוע", StringComparison.Ordinal));
        Assert.True(soon < begun + TimeSpan.FromMinutes(4));
        Assert.True(await Used(world) > begun + TimeSpan.FromMinutes(5));
    }

    [Theory, EveryStore]
    public async Task Whoever_an_owner_signed_out_sees_nothing_of_the_organisation_before_a_proof(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var dana = world.As(Cast.Dana);
        using var before = await dana.Get("/cafe-tamar/voices");
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        using var ended = await tamar.Post(await MembersTests.PathOf(world, Cast.Dana) + "/sessions/closure");
        using var asked = await dana.Get("/cafe-tamar/voices");
        using var program = await dana.Get("/api/v1/cafe-tamar/voices");
        using var account = await dana.Get("/account");
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        using var proven = await dana.Post("/proof", ("password", World.Password), ("to", "/cafe-tamar/voices"));
        using var after = await dana.Get("/cafe-tamar/voices");
        using var owner = await tamar.Get("/cafe-tamar/settings/log");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.SeeOther, HttpStatusCode.Forbidden), (before.StatusCode, ended.StatusCode, asked.StatusCode));
        Assert.Single((await Visitor.Read(asked)).QuerySelectorAll("form[action='/proof']"));
        Assert.DoesNotContain("דנה", (await Visitor.Read(asked)).QuerySelector("main")?.TextContent);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.OK), (program.StatusCode, account.StatusCode));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.OK, HttpStatusCode.OK), (proven.StatusCode, after.StatusCode, owner.StatusCode));
        await using var store = await world.Store();
        Assert.Equal(1, await store.LogLines.CountAsync(line => line.Act == "member.signed-out", Cancel));
    }

    [Theory, EveryStore]
    public async Task A_member_who_is_changed_at_the_same_moment_is_signed_out_all_the_same(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var path = await MembersTests.PathOf(world, Cast.Dana);
        await tamar.Page(path);
        await using var store = await world.Store();
        Task<HttpResponseMessage> ending;
        await using (var changing = await store.BeginWriting(Cancel))
        {
            await store.Members.Where(row => row.Mail == Cast.Dana.Mail).ExecuteUpdateAsync(set => set.SetProperty(row => row.Version, row => row.Version + 1), Cancel);
            ending = tamar.Post(path + "/sessions/closure");
            await MembersTests.Waits(world, ending);
            await changing.Commit(Cancel);
        }

        using var ended = await ending;

        Assert.Equal(HttpStatusCode.SeeOther, ended.StatusCode);
        Assert.NotNull(await store.Members.Where(row => row.Mail == Cast.Dana.Mail).Select(row => row.SignedOutAt).SingleAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_clock_that_was_set_back_after_that_shuts_nobody_out(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var ended = await tamar.Post(await MembersTests.PathOf(world, Cast.Dana) + "/sessions/closure");

        world.Clock.SetBack(TimeSpan.FromHours(3));
        using var dana = world.As(Cast.Dana);
        using var inside = await dana.Get("/cafe-tamar/voices");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.OK), (ended.StatusCode, inside.StatusCode));
    }

    private static async Task<DateTime?> Used(World world)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        return await directory.SessionTickets.Where(row => row.Browser != null).Select(row => row.UsedAt).SingleAsync(Cancel);
    }
}
