using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Webhooks;

/// <summary>Shows what was sent to an endpoint, and what came of each try.</summary>
public sealed class DeliveriesView(Stores stores)
{
    private const int Size = 50;

    /// <summary>A page of messages, the newest first.</summary>
    /// <param name="Endpoint">To whom.</param>
    /// <param name="Deliveries">The messages.</param>
    /// <param name="State">Those that stand so; null for all.</param>
    /// <param name="Next">From which on the next page goes; null at the end.</param>
    public sealed record Log(WebhookEndpoint Endpoint, IReadOnlyList<WebhookDelivery> Deliveries, DeliveryState? State, Guid? Next);

    /// <summary>One message.</summary>
    /// <param name="Endpoint">To whom.</param>
    /// <param name="Delivery">The message.</param>
    /// <param name="Attempts">Each try, the newest first.</param>
    public sealed record One(WebhookEndpoint Endpoint, WebhookDelivery Delivery, IReadOnlyList<WebhookAttempt> Attempts);

    /// <summary>What a state is called in addresses; null for none of them.</summary>
    public static DeliveryState? StateOf(string? code) => code is "waiting" or "taken" or "failed" ? Enum.Parse<DeliveryState>(code, ignoreCase: true) : null;

    /// <summary>A moment of the organisation's clock as a form says it; null for none.</summary>
    public static DateTime? Moment(string? typed, TimeZoneInfo zone)
    {
        if (!DateTime.TryParseExact(typed, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        // An hour that the clock skips is the one after it.
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), zone);
    }

    /// <summary>A page of them; null where there is no such endpoint.</summary>
    public async Task<Log?> Page(Member member, Guid id, (DeliveryState? State, Guid? Before, int Size) which, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(endpoint => endpoint.Id == id, cancel) is not { } endpoint) return null;
        var rows = store.WebhookDeliveries.AsNoTracking().Where(delivery => delivery.EndpointId == id);
        if (which.State is { } state) rows = rows.Where(delivery => delivery.State == state);
        if (which.Before is { } before) rows = rows.Where(delivery => delivery.Id.CompareTo(before) < 0);
        var page = await rows.OrderByDescending(delivery => delivery.Id).Take(which.Size + 1).ToListAsync(cancel);
        return new(endpoint, [.. page.Take(which.Size)], which.State, page.Count > which.Size ? page[which.Size - 1].Id : null);
    }

    /// <summary>One of them; null where there is none.</summary>
    public async Task<One?> Of(Member member, Guid id, Guid delivery, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var found = await store.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == delivery && row.EndpointId == id, cancel);
        if (found is null || await store.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel) is not { } endpoint) return null;
        return new(endpoint, found, await store.WebhookAttempts.AsNoTracking().Where(attempt => attempt.DeliveryId == delivery).OrderByDescending(attempt => attempt.Id).Take(100).ToListAsync(cancel));
    }

    /// <summary>The pages.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/webhooks/{id:guid}/deliveries", async (Guid id, string? state, Guid? before, HttpContext context, Visit visit, DeliveriesView view) =>
            await view.Page(visit.Here, id, (StateOf(state), before, Size), context.RequestAborted) is { } page
                ? (IResult)new RazorComponentResult<DeliveriesPage>(new { View = page, Address = Address.Of(context.Request) })
                : Results.NotFound()).NeedsWholeReach(Right.SetWebhooks);
        organisation.MapGet("/settings/webhooks/{id:guid}/deliveries/{delivery:guid}", async (Guid id, Guid delivery, HttpContext context, Visit visit, DeliveriesView view) =>
            await view.Of(visit.Here, id, delivery, context.RequestAborted) is { } one
                ? (IResult)new RazorComponentResult<DeliveryPage>(new { View = one })
                : Results.NotFound()).NeedsWholeReach(Right.SetWebhooks);
    }
}
