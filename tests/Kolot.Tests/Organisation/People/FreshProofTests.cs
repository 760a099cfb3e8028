using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People;

public sealed class FreshProofTests
{
    // Who has the session of somebody who went for coffee must not be able to do these.
    private static readonly string[] Weighty =
    [
        "GET /account/passkeys", "GET /account/second-step", "GET /{organisation}/customers/{id:guid}/export.zip", "GET /{organisation}/settings/gateways/{way}", "GET /{organisation}/settings/mail", "GET /{organisation}/settings/single-sign-on",
        "GET /{organisation}/surveys/{code}/results/{file:guid}",
        "POST /account/passkeys", "POST /account/passkeys/{id}/removal", "POST /account/second-step", "POST /account/second-step/closure", "POST /account/second-step/code", "POST /account/second-step/codes", "POST /{organisation}/customers/{id:guid}/forgetting",
        "POST /{organisation}/settings/forgetting", "POST /{organisation}/settings/forgetting/export", "POST /{organisation}/settings/gateways/{way}", "POST /{organisation}/settings/gateways/{way}/removal", "POST /{organisation}/settings/gateways/{way}/test", "POST /{organisation}/settings/invitations", "POST /{organisation}/settings/keys",
        "POST /{organisation}/settings/mail", "POST /{organisation}/settings/mail/removal",
        "POST /{organisation}/settings/members/second-step", "POST /{organisation}/settings/members/{id:guid}", "POST /{organisation}/settings/members/{id:guid}/closure", "POST /{organisation}/settings/single-sign-on", "POST /{organisation}/settings/single-sign-on/closure",
        "POST /{organisation}/settings/ways/secret", "POST /{organisation}/settings/webhooks", "POST /{organisation}/settings/webhooks/{id:guid}",
        "POST /{organisation}/surveys/{code}/results/exports",
    ];

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(11);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task These_acts_ask_for_a_fresh_proof()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var routes = world.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(route => route.Metadata.GetMetadata<EntranceNeeds.FreshlyProven>() is not null)
            .Select(route => $"{route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} /{route.RoutePattern.RawText?.TrimStart('/')}").Distinct();

        Assert.Equal(Weighty, routes.Order(StringComparer.Ordinal));
    }

    [Theory, EveryStore]
    public async Task Somebody_is_erased_by_a_session_left_open_only_once_the_password_was_given_and_what_was_typed_is_kept(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (tamar, erasing) = await AtAnErasure(world);
        using var _ = tamar;
        world.Clock.Advance(Long);

        using var asked = await tamar.Post(erasing, ("confirm", "רותי אברהם"), ("scores", "keep"));
        using var mistaken = await Submit(tamar, await Visitor.Read(asked), ("password", "not the password"));
        using var proven = await Submit(tamar, await Visitor.Read(mistaken), ("password", World.Password));
        await using var store = await world.Store();
        Assert.Equal(1, await store.Customers.CountAsync(Token));
        using var done = await Submit(tamar, await Visitor.Read(proven));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK, HttpStatusCode.SeeOther),
            (asked.StatusCode, mistaken.StatusCode, proven.StatusCode, done.StatusCode));
        Assert.Equal(0, await store.Customers.CountAsync(Token));
    }

    [Fact]
    public async Task A_copy_is_handed_out_after_the_password_and_not_before()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var (tamar, erasing) = await AtAnErasure(world);
        using var _ = tamar;
        var copy = erasing.Replace("/forgetting", "/export.zip", StringComparison.Ordinal);
        world.Clock.Advance(Long);

        using var asked = await tamar.Get(copy);
        using var proven = await Submit(tamar, await Visitor.Read(asked), ("password", World.Password));
        using var handed = await tamar.Get(copy);

        // A browser that saves stays where it was: it goes on at the page from which one saves.
        Assert.Equal((HttpStatusCode.Forbidden, erasing, HttpStatusCode.OK), (asked.StatusCode, proven.Headers.Location?.ToString(), handed.StatusCode));
    }

    [Fact]
    public async Task Using_a_session_is_no_proof_and_neither_is_a_clock_that_was_set_back()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        var (tamar, erasing) = await AtAnErasure(world);
        using var _ = tamar;
        var copy = erasing.Replace("/forgetting", "/export.zip", StringComparison.Ordinal);
        // Used, it is renewed.
        for (var day = 0; day < 3; day++)
        {
            world.Clock.Advance(TimeSpan.FromDays(4));
            await tamar.Page("/cafe-tamar/voices");
        }

        using (var used = await tamar.Get(copy)) Assert.Equal(HttpStatusCode.Forbidden, used.StatusCode);
        using (var proven = await tamar.Post("/proof", ("to", copy), ("password", World.Password))) Assert.Equal(HttpStatusCode.SeeOther, proven.StatusCode);
        world.Clock.SetBack(TimeSpan.FromDays(1));
        using var back = await tamar.Get(copy);
        Assert.Equal(HttpStatusCode.Forbidden, back.StatusCode);
    }

    [Fact]
    public async Task Whoever_guesses_at_the_proof_is_locked_out_as_at_the_door()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);
        for (var guess = 0; guess < 5; guess++)
            using (var wrong = await tamar.Post("/proof", ("to", "/"), ("password", $"guess number {guess}"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);

        using var right = await tamar.Post("/proof", ("to", "/"), ("password", World.Password));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, right.StatusCode);
    }

    [Fact]
    public async Task The_proof_leads_nowhere_else()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        using var sent = await tamar.Post("/proof", ("to", "https://evil.example/"), ("password", World.Password));

        Assert.Equal("/", sent.Headers.Location?.ToString());
    }

    private static async Task<(Visitor Tamar, string Erasing)> AtAnErasure(World world)
    {
        await world.Hear(new { source = "till", id = "r-1", channel = "survey", text = "השירות היה איטי", customer = new { source = "crm", id = "7733", name = "רותי אברהם" } });
        await using var store = await world.Store();
        var tamar = world.As(Cast.Tamar);
        (await tamar.Client()).DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        return (tamar, $"/cafe-tamar/customers/{await store.Customers.Select(customer => customer.Id).SingleAsync(Token)}/forgetting");
    }

    private static async Task<HttpResponseMessage> Submit(Visitor visitor, IDocument page, params (string Name, string Value)[] typed)
    {
        var form = page.QuerySelector("main form") ?? throw new InvalidOperationException(page.Body?.TextContent);
        var fields = form.QuerySelectorAll("input[name]").Select(input => (Name: input.GetAttribute("name") ?? "", Value: input.GetAttribute("value") ?? ""))
            .Where(field => typed.All(given => given.Name != field.Name)).Concat(typed);
        return await (await visitor.Client()).PostAsync(
            form.GetAttribute("action"), new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))), Token);
    }
}
