using System.Net;
using System.Text.Json;
using Kolot.Organisation.People.Passkeys;
using Kolot.Organisation.People.Recovering;
using Kolot.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.Passkeys;

/// <summary>Coming in by one stands where a browser is: Kolot.Browser.Tests.</summary>
public sealed class PasskeyTests
{
    private const string Door = "/sign-in/passkey";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Passkeys_are_listed_by_their_names_and_removed_by_nobody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Give(world, Cast.Dana, 1, "הטלפון");
        await Give(world, Cast.Dana, 2, "המחשב");
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);

        var first = (await dana.Page("/account/passkeys")).QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("הטלפון", StringComparison.Ordinal))
            .QuerySelector("form")?.GetAttribute("action") ?? "";
        using var others = await omer.Post(first);
        Assert.Equal(2, await Count(world));
        using var own = await dana.Post(first);
        using var nonsense = await dana.Post("/account/passkeys/!/removal");

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.NotFound), (own.StatusCode, nonsense.StatusCode));
        Assert.Equal(["המחשב"], (await dana.Page("/account/passkeys")).QuerySelectorAll("tbody th").Select(cell => cell.TextContent.Trim()));
    }

    [Theory, EveryStore]
    public async Task What_no_passkey_signed_opens_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Give(world, Cast.Dana, 1, "הטלפון");
        using var nobody = world.Nobody();
        var state = StateOn(await nobody.Page("/sign-in"));
        using var dana = world.As(Cast.Dana);
        var adding = StateOn(await dana.Page("/account/passkeys"));

        using var empty = await nobody.Post(Door, ("state", state), ("credential", ""));
        using var nonsense = await nobody.Post(Door, ("state", state), ("credential", "{"));
        using var forged = await nobody.Post(Door, ("state", state), ("credential", Forged(1)));
        using var stateless = await nobody.Post(Door, ("state", "x"), ("credential", Forged(1)));
        using var another = await nobody.Post(Door, ("state", adding), ("credential", Forged(1)));
        world.Clock.Advance(TimeSpan.FromMinutes(11));
        using var late = await nobody.Post(Door, ("state", state), ("credential", Forged(1)));
        using var inside = await nobody.Get("/account");

        Assert.All([empty, nonsense, forged, stateless, another, late], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.NotEqual(HttpStatusCode.OK, inside.StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_is_no_passkey_is_not_added(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);
        var state = StateOn(await dana.Page("/account/passkeys"));

        using var nameless = await dana.Post("/account/passkeys", ("state", state), ("credential", "{}"), ("name", " "));
        using var nonsense = await dana.Post("/account/passkeys", ("state", state), ("credential", "{}"), ("name", "x"));
        using var anothers = await omer.Post("/account/passkeys", ("state", state), ("credential", "{}"), ("name", "x"));

        Assert.All([nameless, nonsense, anothers], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));
        Assert.Equal(0, await Count(world));
    }

    [Theory, EveryStore]
    public async Task A_password_in_place_of_a_lost_one_leaves_no_passkey_that_somebody_else_may_have_added(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await Give(world, Cast.Dana, 1, "של מישהו");
        await Give(world, Cast.Omer, 2, "של עומר");

        await ResetMember.Reset(world.Services, Cast.Dana.Mail, secondStepToo: false, Cancel);

        Assert.Equal(1, await Count(world));
    }

    [Theory, EveryStore]
    public async Task A_challenge_that_was_answered_counts_no_second_time_at_any_node_and_is_forgotten_when_it_lapsed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await using var beside = world.Beside();
        var (here, there) = (world.Services.GetRequiredService<Challenges>(), beside.Services.GetRequiredService<Challenges>());
        var (state, other) = (here.Seal("enter", "a"), here.Seal("enter", "b"));

        var took = await Task.WhenAll(here.Spend(state, Cancel), there.Spend(state, Cancel), here.Spend(other, Cancel));

        Assert.Single(took[..2], true);
        Assert.True(took[2]);
        Assert.False(await there.Spend(other, Cancel));
        world.Clock.Advance(TimeSpan.FromMinutes(21));
        Assert.True(await here.Spend(here.Seal("enter", "c"), Cancel));
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(1, await directory.SpentChallenges.CountAsync(Cancel));
    }

    [Fact]
    public async Task The_door_asks_every_browser_for_something_else_and_names_no_account()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await Give(world, Cast.Dana, 1, "הטלפון");
        using var nobody = world.Nobody();

        var pages = new[] { await nobody.Page("/sign-in"), await nobody.Page("/sign-in") };
        var options = pages.Select(page => JsonDocument.Parse(page.QuerySelector("form[data-passkey]")?.GetAttribute("data-options") ?? "").RootElement).ToList();

        Assert.NotEqual(options[0].GetProperty("challenge").GetString(), options[1].GetProperty("challenge").GetString());
        Assert.All(options, asked => Assert.Equal("required", asked.GetProperty("userVerification").GetString()));
        Assert.All(options, asked => Assert.False(asked.TryGetProperty("allowCredentials", out var allowed) && allowed.GetArrayLength() > 0));
    }

    internal static async Task Give(World world, Person person, byte number, string name)
    {
        await using var scope = world.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var account = await accounts.FindByEmailAsync(person.Mail) ?? throw new InvalidOperationException(person.Mail);
        var given = await accounts.AddOrUpdatePasskeyAsync(account, new([number, 7], [1, 2, 3], world.Clock.GetUtcNow(), 0, ["internal"], true, false, false, [4], [5]) { Name = name });
        Assert.True(given.Succeeded);
        Assert.Contains(await scope.ServiceProvider.GetRequiredService<OwnPasskeys>().Of(account), passkey => passkey.Name == name);
    }

    private static async Task<int> Count(World world)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        return await directory.UserPasskeys.CountAsync(Cancel);
    }

    private static string StateOn(AngleSharp.Dom.IDocument page) => page.QuerySelector("form[data-passkey] input[name=state]")?.GetAttribute("value") ?? "";

    private static string Forged(byte number) => JsonSerializer.Serialize(new
    {
        id = Convert.ToBase64String([number, 7]).TrimEnd('='),
        rawId = Convert.ToBase64String([number, 7]).TrimEnd('='),
        type = "public-key",
        clientExtensionResults = new { },
        response = new { clientDataJSON = "e30", authenticatorData = "AAAA", signature = "AAAA", userHandle = "AAAA" },
    });
}
