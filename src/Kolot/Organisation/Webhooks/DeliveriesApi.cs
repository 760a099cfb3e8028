using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People.SignIn;
using Kolot.Outside.Webhooks;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Webhooks;

/// <summary>What was sent to endpoints, for programs; sent again, one or a stretch of time; and a message to try one out.</summary>
public static class DeliveriesApi
{
    private const int Most = 250;

    /// <summary>A message.</summary>
    public sealed record DeliveryAnswer(Guid Id, string Message, string Type, Guid Subject, DateTime At, string State, int Tries, DateTime? NextAt, int? Status, string? Reason, DateTime? EndedAt)
    {
        /// <summary>The body, as it was sent; only where one message is asked for.</summary>
        public JsonElement? Body { get; init; }

        /// <summary>Each try, the newest first; only where one message is asked for.</summary>
        public IReadOnlyList<AttemptAnswer>? Attempts { get; init; }
    }

    /// <summary>One try.</summary>
    /// <param name="At">When it began.</param>
    /// <param name="Milliseconds">How long it took.</param>
    /// <param name="Status">The status that was answered.</param>
    /// <param name="Reason">Why it was not taken, as a code.</param>
    /// <param name="Said">The beginning of what was answered.</param>
    public sealed record AttemptAnswer(DateTime At, int Milliseconds, int? Status, string? Reason, string? Said);

    /// <summary>A page of messages, the newest first.</summary>
    /// <param name="Deliveries">The messages.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record DeliveryList(IReadOnlyList<DeliveryAnswer> Deliveries, string? Next);

    /// <summary>Which messages are sent again.</summary>
    /// <param name="From">What happened from then on; left out, from the beginning.</param>
    /// <param name="Until">What happened before then; left out, until now.</param>
    /// <param name="All">Also what was taken; left out, only what was given up.</param>
    public sealed record AgainBody(DateTimeOffset? From = null, DateTimeOffset? Until = null, bool All = false);

    /// <summary>How many are sent again.</summary>
    /// <param name="Count">How many.</param>
    public sealed record AgainAnswer(int Count);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/webhooks/{id:guid}/deliveries", List).NeedsWholeReach(Right.SetWebhooks).WithName("WebhookDeliveries").WithSummary("What was sent to an endpoint, the newest first. It is kept for thirty days.")
            .Reads(WebhookExamples.Names).Produces<DeliveryList>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Deliveries).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/webhooks/{id:guid}/deliveries/{delivery:guid}", One).NeedsWholeReach(Right.SetWebhooks).WithName("WebhookDelivery").WithSummary("One message with its body and each try.")
            .Reads(WebhookExamples.Names).Produces<DeliveryAnswer>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Delivery).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/webhooks/{id:guid}/deliveries/{delivery:guid}/replay", async (Guid id, Guid delivery, Visit visit, SendAgain act, CancellationToken cancel) => Answer(await act.One(visit.Here, id, delivery, cancel)))
            .NeedsWholeReach(Right.SetWebhooks).WithName("ReplayDelivery").WithSummary("Sends one message again, with the same id and body.").Reads(WebhookExamples.Names)
            .Produces<AgainAnswer>(StatusCodes.Status202Accepted).AnswersLike(StatusCodes.Status202Accepted, WebhookExamples.Count).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        api.MapPost("/webhooks/{id:guid}/replay", Again).NeedsWholeReach(Right.SetWebhooks).WithName("ReplayDeliveries").WithSummary("Sends the messages of a stretch of time again: those that were given up, or all.").Reads(WebhookExamples.Names)
            .Accepts<AgainBody>("application/json").SendsLike("stretch", WebhookExamples.Stretch).Produces<AgainAnswer>(StatusCodes.Status202Accepted).AnswersLike(StatusCodes.Status202Accepted, WebhookExamples.Count)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/webhooks/{id:guid}/test", Try).NeedsWholeReach(Right.SetWebhooks).RequireRateLimiting(SignInSetup.Doors).WithName("TryWebhook").WithSummary("Sends a message of type webhook.test, and answers with what came of it.")
            .Reads(WebhookExamples.Names).Produces<DeliveryAnswer>().AnswersLike(StatusCodes.Status200OK, WebhookExamples.Delivery).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(Guid id, string? state, string? cursor, int? limit, HttpContext context, DeliveriesView view)
    {
        var before = cursor is null ? null : CustomersApi.IdOf(cursor);
        if (cursor is not null && before is null) return Problems.Of(new Refusal.Invalid("cursor", "unknown"));
        if (limit is < 1 or > Most) return Problems.Of(new Refusal.Invalid("limit", "out_of_range"));
        if (state is not null && DeliveriesView.StateOf(state) is null) return Problems.Of(new Refusal.Invalid("state", "unknown"));
        var page = await view.Page(Here(context), id, (DeliveriesView.StateOf(state), before, limit ?? 50), context.RequestAborted);
        return page is null ? Problems.Of(new Refusal.NotFound()) : Results.Ok(new DeliveryList([.. page.Deliveries.Select(Of)], page.Next is { } next ? CustomersApi.CursorOf(next) : null));
    }

    private static async Task<IResult> One(Guid id, Guid delivery, HttpContext context, DeliveriesView view) =>
        await view.Of(Here(context), id, delivery, context.RequestAborted) is { } one ? Results.Ok(Of(one)) : Problems.Of(new Refusal.NotFound());

    private static async Task<IResult> Again(Guid id, HttpContext context, SendAgain act)
    {
        AgainBody? body;
        try
        {
            body = await JsonSerializer.DeserializeAsync<AgainBody>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return Problems.Of(new Refusal.Invalid("$", "not_json"));
        }

        return Answer(await act.Many(Here(context), id, new(body?.From?.UtcDateTime, body?.Until?.UtcDateTime, body?.All == true), context.RequestAborted));
    }

    private static async Task<IResult> Try(Guid id, HttpContext context, SendAgain act, DeliveriesView view)
    {
        var tried = await act.Try(Here(context), id, context.RequestAborted);
        return tried.Refusal is { } refusal ? Problems.Of(refusal) : await One(id, tried.Value, context, view);
    }

    private static Member Here(HttpContext context) => context.RequestServices.GetRequiredService<Visit>().Here;

    private static IResult Answer(Result<int> done) => done.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(new AgainAnswer(done.Value), statusCode: StatusCodes.Status202Accepted);

    private static DeliveryAnswer Of(WebhookDelivery row) => new(
        row.Id, Deliver.IdOf(row.MessageId), row.Type, row.Subject, row.At, row.State.ToString().ToLowerInvariant(), row.Tries, row.DueAt, row.Status, row.Reason, row.EndedAt);

    private static DeliveryAnswer Of(DeliveriesView.One one) => Of(one.Delivery) with
    {
        Body = JsonSerializer.Deserialize<JsonElement>(one.Delivery.Body),
        Attempts = [.. one.Attempts.Select(attempt => new AttemptAnswer(attempt.At, attempt.Milliseconds, attempt.Status, attempt.Reason, attempt.Said))],
    };
}
