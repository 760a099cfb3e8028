using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Outside.Webhooks;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Webhooks;

/// <summary>Endpoints for programs: listed, made, changed, removed, given a new secret.</summary>
public static class WebhooksApi
{
    /// <summary>An endpoint as a program sends it.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="Address">Its address.</param>
    /// <param name="Events">Of what it is told.</param>
    /// <param name="Full">Whether messages hold people's words and names; else ids, and what is no personal data.</param>
    /// <param name="Off">Whether it is off.</param>
    /// <param name="Version">The version that was read; left out, the last one wins.</param>
    public sealed record EndpointBody(string? Name, string? Address, IReadOnlyList<string>? Events, bool Full = false, bool? Off = null, int? Version = null);

    /// <summary>An endpoint as a program reads it.</summary>
    public sealed record EndpointAnswer(
        Guid Id, string Name, string Address, IReadOnlyList<string> Events, bool Full, DateTime? OffAt, string? OffBecause, DateTime? FailingSince, DateTime? TakenAt, int Waiting, int Failed, int Version)
    {
        /// <summary>The secret, when it is new: it is told once.</summary>
        public string? Secret { get; init; }
    }

    /// <summary>All endpoints.</summary>
    public sealed record EndpointList(IReadOnlyList<EndpointAnswer> Endpoints);

    /// <summary>A type of event.</summary>
    /// <param name="Type">Its code.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="About">When it is told.</param>
    public sealed record EventAnswer(string Type, string Name, string About);

    /// <summary>All types.</summary>
    public sealed record EventList(IReadOnlyList<EventAnswer> Events);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/webhooks", async (Visit visit, WebhooksView view, CancellationToken cancel) => Results.Ok(new EndpointList([.. (await view.All(visit.Here, cancel)).Select(line => Of(line))])))
            .NeedsWholeReach(Right.SetWebhooks).WithName("Webhooks").WithSummary("The endpoints that are told of what happens, and how each stands.").Produces<EndpointList>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Endpoints);
        api.MapGet("/webhooks/events", (WebhookEvents events) => Results.Ok(new EventList([.. events.All.Select(known => new EventAnswer(known.Type, known.Name, known.About))])))
            .NeedsWholeReach(Right.SetWebhooks).WithName("WebhookEvents").WithSummary("The types of events that there are.").Produces<EventList>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Events);
        api.MapPost("/webhooks", Make).NeedsWholeReach(Right.SetWebhooks).WithName("MakeWebhook").WithSummary("Makes an endpoint. Its secret is told here, and not again.")
            .Accepts<EndpointBody>("application/json").SendsLike("one", WebhookExamples.Sent).Produces<EndpointAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, WebhookExamples.Made)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/webhooks/{id:guid}", async (Guid id, Visit visit, WebhooksView view, CancellationToken cancel) => await view.One(visit.Here, id, cancel) is { } line ? Results.Ok(Of(line)) : Problems.Of(new Refusal.NotFound()))
            .NeedsWholeReach(Right.SetWebhooks).WithName("Webhook").WithSummary("One endpoint.").Reads(WebhookExamples.Names).Produces<EndpointAnswer>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Endpoint).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/webhooks/{id:guid}", Change).NeedsWholeReach(Right.SetWebhooks).WithName("ChangeWebhook").WithSummary("Changes an endpoint whole, and switches it on or off.").Reads(WebhookExamples.Names)
            .Accepts<EndpointBody>("application/json").SendsLike("one", WebhookExamples.Sent).Produces<EndpointAnswer>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Endpoint)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("/webhooks/{id:guid}", async (Guid id, Visit visit, SetEndpoint act, CancellationToken cancel) => (await act.Remove(visit.Here, id, cancel)).Refusal is { } refusal ? Problems.Of(refusal) : Results.NoContent())
            .NeedsWholeReach(Right.SetWebhooks).WithName("RemoveWebhook").WithSummary("Removes an endpoint with all that was sent to it.").Reads(WebhookExamples.Names).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/webhooks/{id:guid}/secret", async (Guid id, Visit visit, SetEndpoint act, WebhooksView view, CancellationToken cancel) => await Answer(await act.Rotate(visit.Here, id, cancel), visit, view, cancel))
            .NeedsWholeReach(Right.SetWebhooks).WithName("RenewWebhookSecret").WithSummary("Gives an endpoint a new secret, told here and not again. The old one signs too for a day.").Reads(WebhookExamples.Names)
            .Produces<EndpointAnswer>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Made).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Make(HttpContext context, Visit visit, SetEndpoint act, WebhooksView view)
    {
        if (await Read(context) is not { } body) return Problems.Of(new Refusal.Invalid("$", "not_json"));
        var made = await act.Make(visit.Here, DraftOf(body), context.RequestAborted);
        if (made.Refusal is { } refusal) return Problems.Of(refusal);
        var line = new WebhooksView.Line(made.Value.Endpoint, 0, 0);
        return Results.Created($"/api/v1/{visit.Here.Organisation}/webhooks/{made.Value.Endpoint.Id}", Of(line) with { Secret = made.Value.Secret });
    }

    private static async Task<IResult> Change(Guid id, HttpContext context, Visit visit, SetEndpoint act, WebhooksView view)
    {
        if (await Read(context) is not { } body) return Problems.Of(new Refusal.Invalid("$", "not_json"));
        if (await view.One(visit.Here, id, context.RequestAborted) is not { } known) return Problems.Of(new Refusal.NotFound());
        var changed = await act.Change(visit.Here, id, DraftOf(body) with { Version = body.Version ?? known.Endpoint.Version }, context.RequestAborted);
        if (!changed.Refused && body.Off is { } off && off != (changed.Value.Endpoint.OffAt is not null)) changed = await act.Switch(visit.Here, id, !off, context.RequestAborted);
        return await Answer(changed, visit, view, context.RequestAborted);
    }

    private static async Task<IResult> Answer(Result<SetEndpoint.Done> done, Visit visit, WebhooksView view, CancellationToken cancel)
    {
        if (done.Refusal is { } refusal) return Problems.Of(refusal);
        return await view.One(visit.Here, done.Value.Endpoint.Id, cancel) is { } line ? Results.Ok(Of(line) with { Secret = done.Value.Secret }) : Problems.Of(new Refusal.NotFound());
    }

    private static async Task<EndpointBody?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<EndpointBody>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static EndpointDraft DraftOf(EndpointBody body) => new() { Name = body.Name ?? "", Address = body.Address ?? "", Events = body.Events ?? [], Full = body.Full };

    private static EndpointAnswer Of(WebhooksView.Line line)
    {
        var (endpoint, waiting, failed) = line;
        return new(
            endpoint.Id, endpoint.Name, endpoint.Address, endpoint.Events.Split(','), endpoint.Full, endpoint.OffAt, endpoint.OffBecause, endpoint.FailingSince, endpoint.TakenAt, waiting, failed, endpoint.Version);
    }
}
