using System.Net;
using AngleSharp.Dom;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Shell;

public sealed class HeldFormTests
{
    private const string Form = "/cafe-tamar/customers/new";

    private static readonly (string, string)[] Typed =
    [
        ("name", "רות \"כהן\"\r\nשורה"), ("unit", ""), ("since", "2024-05-01"),
        ("identityKind", "mail"), ("identityValue", "ruth@example.com"), ("identityKind", "phone"), ("identityValue", "050-123-4567"),
    ];

    [Theory, EveryStore]
    public async Task What_was_typed_while_the_session_ended_is_sent_after_signing_in_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await WhoseSessionEnded(world, ("Sec-Fetch-Site", "same-origin"));

        using var stopped = await tamar.Post(Form, Typed);
        var door = await Visitor.Read(stopped);
        using var mistaken = await Submit(tamar, door, ("mail", Cast.Tamar.Mail), ("password", "not the password"));
        using var entered = await Submit(tamar, await Visitor.Read(mistaken), ("mail", Cast.Tamar.Mail), ("password", World.Password));
        var again = await Visitor.Read(entered);
        await using var store = await world.Store();
        Assert.False(await store.Customers.AnyAsync(TestContext.Current.CancellationToken));
        using var sent = await Submit(tamar, again);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (stopped.StatusCode, mistaken.StatusCode, entered.StatusCode));
        Assert.Equal(Form, again.QuerySelector("main form")?.GetAttribute("action"));
        Assert.Contains(Cast.Tamar.Name, again.QuerySelector("main")?.TextContent);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Equal(["+972501234567", "ruth@example.com"], (await store.Identities.Select(identity => identity.Value).ToListAsync(TestContext.Current.CancellationToken)).Order());
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", false)]
    [InlineData("Sec-Fetch-Site", "same-site", false)]
    [InlineData("Origin", "https://elsewhere.example", false)]
    [InlineData("Origin", "null", false)]
    [InlineData("Origin", "http://localhost", true)]
    public async Task Only_a_form_of_our_own_page_is_held(string header, string value, bool held)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await WhoseSessionEnded(world, (header, value));

        using var stopped = await tamar.Post(Form, Typed);

        Assert.Equal(held, (await Visitor.Read(stopped)).QuerySelector("input[name=held]") is not null);
        Assert.Equal(held ? null : "/sign-in?to=%2Fcafe-tamar%2Fcustomers%2Fnew", stopped.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Whoever_else_signs_in_at_the_same_browser_is_not_shown_what_was_typed_in_an_organisation_that_is_not_theirs()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await WhoseSessionEnded(world, ("Sec-Fetch-Site", "same-origin"));

        using var stopped = await tamar.Post(Form, Typed);
        using var entered = await Submit(tamar, await Visitor.Read(stopped), ("mail", Cast.Gil.Mail), ("password", World.Password));

        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        Assert.DoesNotContain("ruth@example.com", await entered.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_colleague_who_signs_in_at_the_same_browser_is_not_shown_what_was_typed_and_whose_it_is_still_is(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await WhoseSessionEnded(world, ("Sec-Fetch-Site", "same-origin"));
        using var stopped = await tamar.Post(Form, Typed);
        var door = await Visitor.Read(stopped);

        using var colleague = await Submit(tamar, door, ("mail", Cast.Yoav.Mail), ("password", World.Password));
        tamar.TakeANewToken();
        using (var left = await tamar.Post("/sign-out")) Assert.Equal(HttpStatusCode.SeeOther, left.StatusCode);
        using var own = await Submit(tamar, door, ("mail", Cast.Tamar.Mail), ("password", World.Password));

        Assert.Equal(HttpStatusCode.SeeOther, colleague.StatusCode);
        Assert.DoesNotContain("ruth@example.com", await colleague.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        Assert.Contains("ruth@example.com", await own.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passwords_files_and_what_is_too_large_are_not_held()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await WhoseSessionEnded(world, ("Sec-Fetch-Site", "same-origin"));
        using var file = new MultipartFormDataContent { { new StringContent("1,2"), "file", "a.csv" } };

        using var password = await tamar.Post("/account/password", ("currentPassword", World.Password), ("newPassword", "arbaa kafe hafuch"));
        using var upload = await tamar.PostFiles("/cafe-tamar/imports", file);
        using var large = await tamar.Post(Form, ("name", new string('x', 300_000)));

        foreach (var answer in new[] { password, upload, large })
            Assert.StartsWith("/sign-in?to=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_sealed_here_leads_nowhere()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var nobody = world.Nobody();

        using var entered = await nobody.Post("/sign-in", ("mail", Cast.Dana.Mail), ("password", World.Password), ("held", "{\"Path\":\"//elsewhere.example\",\"Fields\":[]}"));

        Assert.Equal((HttpStatusCode.SeeOther, "/"), (entered.StatusCode, entered.Headers.Location?.OriginalString));
    }

    [Theory, EveryStore]
    public async Task A_form_whose_token_is_too_old_keeps_what_was_typed_and_does_nothing_before_it_is_sent_again(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        var client = await tamar.Client();
        using var old = new FormUrlEncodedContent([KeyValuePair.Create("name", "רות כהן"), KeyValuePair.Create("__RequestVerificationToken", "old")]);
        client.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");

        using var refused = await client.PostAsync(new Uri(Form, UriKind.Relative), old, TestContext.Current.CancellationToken);
        await using var store = await world.Store();
        Assert.False(await store.Customers.AnyAsync(TestContext.Current.CancellationToken));
        using var sent = await Submit(tamar, await Visitor.Read(refused));

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.SeeOther), (refused.StatusCode, sent.StatusCode));
        Assert.Equal("רות כהן", (await store.Customers.SingleAsync(TestContext.Current.CancellationToken)).Name);
    }

    [Theory, EveryStore]
    public async Task Signing_out_twice_from_one_page_is_signing_out(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);

        using var first = await dana.Post("/sign-out");
        using var second = await dana.Post("/sign-out");
        using var after = await dana.Get("/account");

        Assert.Equal(("/sign-in", "/sign-in"), (first.Headers.Location?.OriginalString, second.Headers.Location?.OriginalString));
        Assert.StartsWith("/sign-in?to=", after.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_another_site()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var dana = world.As(Cast.Dana);

        using var forged = await (await dana.Client()).PostAsync(new Uri("/sign-out", UriKind.Relative), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        await dana.Page("/account");
    }

    // With a page open since before.
    private static async Task<Visitor> WhoseSessionEnded(World world, (string Name, string Value) header)
    {
        var tamar = world.As(Cast.Tamar);
        using (var language = await tamar.Post("/language", ("language", "he"))) Assert.Equal(HttpStatusCode.SeeOther, language.StatusCode);
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory())
            await directory.SessionTickets.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        (await tamar.Client()).DefaultRequestHeaders.Add(header.Name, header.Value);
        return tamar;
    }

    // As a browser sends the page's form.
    private static async Task<HttpResponseMessage> Submit(Visitor visitor, IDocument page, params (string Name, string Value)[] typed)
    {
        var form = page.QuerySelector("main form") ?? throw new InvalidOperationException("There is no form.");
        var fields = form.QuerySelectorAll("input").Select(input => KeyValuePair.Create(input.GetAttribute("name") ?? "", input.GetAttribute("value") ?? ""))
            .Where(field => typed.All(one => one.Name != field.Key)).Concat(typed.Select(one => KeyValuePair.Create(one.Name, one.Value)));
        using var content = new FormUrlEncodedContent(fields);
        return await (await visitor.Client()).PostAsync(new Uri(form.GetAttribute("action") ?? "", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }
}
