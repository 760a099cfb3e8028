using System.Net;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kolot.Tests.Organisation.People.SingleSignOn;

public sealed class SingleSignOnTests
{
    private const string Rules = "bosses = manager\nhaifa-team = agent, haifa";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Whoever_the_provider_vouches_for_joins_with_the_role_and_the_reach_that_the_rules_give(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await SignOnWorld.Set(world, Rules);
        provider.Claims = Claims("u-7", "gil@new.example", "גיל", "haifa-team");
        using var noa = world.Nobody();

        Assert.Equal("/cafe-tamar/today", await SignIn(noa, provider));

        await noa.Page("/cafe-tamar/voices");
        await using var store = await world.Store();
        var member = await store.Members.SingleAsync(row => row.Mail == "gil@new.example", Token);
        Assert.Equal(("גיל", Role.Agent, Reach.Subtree, await world.Unit("haifa")), (member.Name, member.Role, member.Reach, member.UnitId ?? default));
        Assert.Equal(1, await store.LogLines.CountAsync(line => line.Act == "member.joined" && line.Subject == member.Id.ToString(), Token));
    }

    [Theory, EveryStore]
    public async Task Roles_follow_the_provider_at_each_sign_in_and_owners_stay_owners(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await SignOnWorld.Set(world, Rules + "\n* = viewer");
        provider.Claims = Claims("u-7", "gil@new.example", "גיל", "bosses");
        using (var noa = world.Nobody()) await SignIn(noa, provider);
        provider.Claims = Claims("u-7", null, "גיל", "haifa-team");
        using (var noa = world.Nobody()) await SignIn(noa, provider);
        provider.Claims = Claims("u-8", Cast.Tamar.Mail, "תמר", "haifa-team");
        using (var tamar = world.Nobody())
        {
            await SignIn(tamar, provider);
            await tamar.Page("/cafe-tamar/settings/members");
        }

        await using var store = await world.Store();
        Assert.Equal(Role.Agent, (await store.Members.SingleAsync(row => row.Mail == "gil@new.example", Token)).Role);
        Assert.Equal(Role.Owner, (await store.Members.SingleAsync(row => row.Mail == Cast.Tamar.Mail, Token)).Role);
    }

    [Theory, EveryStore]
    public async Task The_session_opens_the_one_organisation_and_neither_others_nor_the_account(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await world.Found("cafe-shaked", Cast.Tamar);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = Claims("u-8", Cast.Tamar.Mail, "תמר");
        using var tamar = world.Nobody();
        await SignIn(tamar, provider);

        Assert.Equal(HttpStatusCode.OK, await Status(tamar, "/cafe-tamar/voices"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(tamar, "/cafe-shaked/voices"));
        Assert.Equal(HttpStatusCode.Forbidden, await Status(tamar, "/account"));
        using var nothing = new FormUrlEncodedContent([]);
        using var changed = await (await tamar.Client()).PostAsync("/account/password", nothing, Token);
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);
        using var start = await tamar.Get("/");
        Assert.Equal("/cafe-tamar/today", start.Headers.Location?.ToString());
        // It stays so when the ticket is renewed.
        world.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Equal(HttpStatusCode.OK, await Status(tamar, "/cafe-tamar/voices"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(tamar, "/cafe-shaked/voices"));
    }

    [Theory, EveryStore]
    public async Task Nobody_comes_in_without_a_place_a_verified_mail_or_after_parting(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await SignOnWorld.Set(world, Rules);
        provider.Claims = Claims("u-1", "gil@new.example", "גיל", "strangers");
        await IsRefused(world, provider, "אף כלל כאן");
        provider.Claims = Claims("u-2", Cast.Tamar.Mail, "מתחזה", "bosses");
        provider.Claims["email_verified"] = false;
        await IsRefused(world, provider, "כתובת דואר מאומתת");
        provider.Claims = Claims("u-3", null, "גיל", "bosses");
        await IsRefused(world, provider, "כתובת דואר מאומתת");
        await using var store = await world.Store();
        await store.Members.Where(member => member.Role == Role.Agent).ExecuteUpdateAsync(set => set.SetProperty(member => member.LeftAt, world.Clock.Now), Token);
        provider.Claims = Claims("u-4", (await store.Members.FirstAsync(member => member.Role == Role.Agent, Token)).Mail, "מי שעזבו", "bosses");
        await IsRefused(world, provider, "הסתיימה");
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(0, await directory.Users.CountAsync(account => account.Email == "gil@new.example", Token));
    }

    [Fact]
    public async Task A_mail_that_only_userinfo_tells_counts_if_it_speaks_of_the_same_person()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = new() { ["sub"] = "u-1" };
        provider.Userinfo = new() { ["sub"] = "u-2", ["email"] = "gil@new.example", ["email_verified"] = true };
        await IsRefused(world, provider, "כתובת דואר מאומתת");

        provider.Userinfo["sub"] = "u-1";
        using var noa = world.Nobody();

        Assert.Equal("/cafe-tamar/today", await SignIn(noa, provider));
    }

    [Fact]
    public async Task What_is_not_signed_for_this_house_this_attempt_and_this_moment_is_not_believed()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = Claims("u-1", "gil@new.example", "גיל");
        Action<SecurityTokenDescriptor>[] spoils =
        [
            token => token.Audience = "another",
            token => token.Issuer = "https://another.example",
            token => token.Claims["nonce"] = "another",
            token => token.Claims.Remove("nonce"),
            token => token.Expires = world.Clock.Now.AddMinutes(-3),
            token => token.NotBefore = world.Clock.Now.AddMinutes(4),
            token => token.Claims["azp"] = "another",
            token => token.Claims.Remove("sub"),
            token => token.SigningCredentials = new(new SymmetricSecurityKey(Encoding.UTF8.GetBytes(FakeProvider.Secret.PadRight(64))), SecurityAlgorithms.HmacSha256),
            token => token.SigningCredentials = null,
        ];
        foreach (var spoil in spoils)
        {
            provider.Spoil = spoil;
            await IsRefused(world, provider, "לא עברה את הבדיקה");
        }

        provider.Spoil = _ => { };
        provider.Forge = token => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token) + "x";
        await IsRefused(world, provider, "לא עברה את הבדיקה");
        provider.Forge = null;
        using var noa = world.Nobody();
        Assert.Equal("/cafe-tamar/today", await SignIn(noa, provider));
    }

    [Fact]
    public async Task An_act_of_weight_sends_back_to_the_provider_for_a_proof_that_is_fresh()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = Claims("u-8", Cast.Tamar.Mail, "תמר");
        provider.Claims["auth_time"] = world.Clock.GetUtcNow().AddHours(-3).ToUnixTimeSeconds();
        using var tamar = world.Nobody();
        await SignIn(tamar, provider);

        using var asked = await tamar.Get(SignOnWorld.Settings);
        var way = (await Visitor.Read(asked)).QuerySelector("main a.button")?.GetAttribute("href") ?? "";
        using var sent = await tamar.Get(way);
        provider.Claims["auth_time"] = world.Clock.GetUtcNow().ToUnixTimeSeconds();
        using var back = await tamar.Get(provider.Approve(sent.Headers.Location ?? throw new InvalidOperationException()));

        Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
        Assert.Contains("prompt=login", sent.Headers.Location?.Query, StringComparison.Ordinal);
        Assert.Equal(SignOnWorld.Settings, back.Headers.Location?.ToString());
        await tamar.Page(SignOnWorld.Settings);
    }

    [Fact]
    public async Task A_provider_may_change_its_key()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = Claims("u-1", "gil@new.example", "גיל");
        using (var noa = world.Nobody()) await SignIn(noa, provider);
        provider.ChangesItsKey();
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        using var again = world.Nobody();
        Assert.Equal("/cafe-tamar/today", await SignIn(again, provider));
    }

    [Fact]
    public async Task An_answer_that_this_browser_did_not_ask_for_opens_nothing_and_none_opens_twice()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        await using var provider = await SignOnWorld.Set(world, "* = viewer");
        provider.Claims = Claims("u-1", "gil@new.example", "גיל");
        using var noa = world.Nobody();
        using var victim = world.Nobody();
        using var left = await noa.Get("/cafe-tamar/sign-in?to=https://evil.example");
        var back = provider.Approve(left.Headers.Location ?? throw new InvalidOperationException());

        using var stolen = await victim.Get(back);
        using var own = await noa.Get(back);
        using var twice = await noa.Get(back);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.SeeOther, HttpStatusCode.UnprocessableEntity), (stolen.StatusCode, own.StatusCode, twice.StatusCode));
        Assert.Equal("/", own.Headers.Location?.ToString());
    }

    [Fact]
    public async Task An_organisation_without_a_provider_looks_like_none_and_the_door_offers_what_there_is()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        using var nobody = world.Nobody();
        Assert.Equal(HttpStatusCode.NotFound, await Status(nobody, "/cafe-tamar/sign-in"));
        Assert.Null((await nobody.Page("/sign-in")).QuerySelector("a[href^='/cafe-tamar/sign-in']"));

        await using var provider = await SignOnWorld.Set(world, "* = viewer");

        Assert.NotNull((await nobody.Page("/sign-in")).QuerySelector("a[href^='/cafe-tamar/sign-in']"));
        await world.Found("cafe-shaked", Cast.Tamar);
        Assert.Null((await nobody.Page("/sign-in")).QuerySelector("a[href*='/sign-in?to']"));
        Assert.NotNull((await nobody.Page("/sign-in?to=/cafe-tamar/customers")).QuerySelector("a[href='/cafe-tamar/sign-in?to=%2Fcafe-tamar%2Fcustomers']"));
    }

    internal static Dictionary<string, object> Claims(string subject, string? mail, string name, params string[] groups)
    {
        var claims = new Dictionary<string, object> { ["sub"] = subject, ["name"] = name, ["groups"] = groups };
        if (mail is not null) (claims["email"], claims["email_verified"]) = (mail, true);
        return claims;
    }

    internal static async Task<string?> SignIn(Visitor visitor, FakeProvider provider)
    {
        using var left = await visitor.Get("/cafe-tamar/sign-in");
        Assert.True(left.StatusCode == HttpStatusCode.Redirect, await left.Content.ReadAsStringAsync());
        using var back = await visitor.Get(provider.Approve(left.Headers.Location ?? throw new InvalidOperationException()));
        return back.StatusCode == HttpStatusCode.SeeOther ? back.Headers.Location?.ToString() : (await Visitor.Read(back)).QuerySelector("main")?.TextContent;
    }

    private static async Task IsRefused(World world, FakeProvider provider, string why)
    {
        using var visitor = world.Nobody();
        Assert.Contains(why, await SignIn(visitor, provider), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, await Status(visitor, "/cafe-tamar/voices"));
    }

    private static async Task<HttpStatusCode> Status(Visitor visitor, string path)
    {
        using var answer = await visitor.Get(path);
        return answer.StatusCode;
    }
}
