using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Outside.Webhooks;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Webhooks;

/// <summary>Shows which systems are told of what, and how each stands.</summary>
public sealed class WebhooksView(Stores stores, WebhookEvents events)
{
    /// <summary>An endpoint in the list.</summary>
    /// <param name="Endpoint">The endpoint.</param>
    /// <param name="Waiting">How many messages wait for it.</param>
    /// <param name="Failed">How many were given up.</param>
    public sealed record Line(WebhookEndpoint Endpoint, int Waiting, int Failed);

    /// <summary>One endpoint with its form.</summary>
    /// <param name="Line">How it stands; null for a new one.</param>
    /// <param name="Draft">What stands in the fields.</param>
    /// <param name="Events">Of what it can be told.</param>
    public sealed record Shown(Line? Line, EndpointDraft Draft, IReadOnlyList<IWebhookEvent> Events)
    {
        /// <summary>The new secret, shown once.</summary>
        public string? Secret { get; init; }

        /// <summary>Why it was not saved.</summary>
        public Refusal? Refusal { get; init; }
    }

    /// <summary>What is saved, as a form would write it.</summary>
    public static EndpointDraft DraftOf(WebhookEndpoint endpoint) =>
        new() { Name = endpoint.Name, Address = endpoint.Address, Events = endpoint.Events.Split(','), Full = endpoint.Full, Version = endpoint.Version };

    /// <summary>All of them, in order of their names.</summary>
    public async Task<IReadOnlyList<Line>> All(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await Lines(store, store.WebhookEndpoints, cancel);
    }

    /// <summary>One of them; null where there is none of that id.</summary>
    public async Task<Line?> One(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return (await Lines(store, store.WebhookEndpoints.Where(endpoint => endpoint.Id == id), cancel)).SingleOrDefault();
    }

    /// <summary>The page of a new one, with what was typed and refused.</summary>
    public IResult New(EndpointDraft? typed, Refusal? refusal) => Page(new(null, typed ?? new() { Events = events.Types }, events.All) { Refusal = refusal });

    /// <summary>The page of one, with what was typed and refused, or with a new secret.</summary>
    public async Task<IResult> Of(Member member, Guid id, Shown? with, CancellationToken cancel)
    {
        if (await One(member, id, cancel) is not { } line) return Results.NotFound();
        var draft = with?.Draft ?? DraftOf(line.Endpoint);
        // Only whoever was shown both sides saves once more knowingly.
        if (with?.Refusal is Refusal.Conflict) draft = draft with { Version = line.Endpoint.Version };
        return Page(new(line, draft, events.All) { Refusal = with?.Refusal, Secret = with?.Secret });
    }

    /// <summary>The page of one whose secret is new.</summary>
    public Task<IResult> WithSecret(Member member, SetEndpoint.Done done, CancellationToken cancel) =>
        Of(member, done.Endpoint.Id, new(null, DraftOf(done.Endpoint), []) { Secret = done.Secret }, cancel);

    /// <summary>The pages.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/webhooks", async (Visit visit, WebhooksView view, CancellationToken cancel) =>
            new RazorComponentResult<WebhooksPage>(new { Lines = await view.All(visit.Here, cancel) })).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapGet("/settings/webhooks/new", (WebhooksView view) => view.New(null, null)).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapGet("/settings/webhooks/events", (WebhookEvents events) => new RazorComponentResult<EventsPage>(new { Events = events.All })).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapGet("/settings/webhooks/{id:guid}", (Guid id, Visit visit, WebhooksView view, CancellationToken cancel) => view.Of(visit.Here, id, null, cancel)).NeedsWholeReach(Right.SetWebhooks);
    }

    private static RazorComponentResult<EndpointPage> Page(Shown shown) => new(new { View = shown, Faults = Faults.Of(shown.Refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(shown.Refusal) };

    private static async Task<List<Line>> Lines(OrganisationStore store, IQueryable<WebhookEndpoint> which, CancellationToken cancel)
    {
        var endpoints = await which.AsNoTracking().OrderBy(endpoint => endpoint.Name).ThenBy(endpoint => endpoint.Id).ToListAsync(cancel);
        var counts = await store.WebhookDeliveries.Where(delivery => delivery.State != DeliveryState.Taken && delivery.Type != Deliver.Test).GroupBy(delivery => new { delivery.EndpointId, delivery.State })
            .Select(group => new { group.Key.EndpointId, group.Key.State, Count = group.Count() }).ToListAsync(cancel);
        int Of(Guid id, DeliveryState state) => counts.SingleOrDefault(count => count.EndpointId == id && count.State == state)?.Count ?? 0;
        return [.. endpoints.Select(endpoint => new Line(endpoint, Of(endpoint.Id, DeliveryState.Waiting), Of(endpoint.Id, DeliveryState.Failed)))];
    }
}
