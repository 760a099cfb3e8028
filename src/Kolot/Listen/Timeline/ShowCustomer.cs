using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.OptOuts;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.Customers.Merging;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Timeline;

/// <summary>Shows a customer: one timeline of all their voices, from every channel, and what is known of them. Reading is logged.</summary>
public sealed class ShowCustomer(Stores stores, CustomerWishes wishes, Log log)
{
    private const int PageSize = 20;

    /// <summary>What the page shows.</summary>
    /// <param name="Customer">The customer.</param>
    /// <param name="Voices">Their voices within reach, newest first.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    /// <param name="Names">The names that voices are shown with.</param>
    /// <param name="Count">How many voices there are within reach.</param>
    public sealed record View(CustomerView Customer, IReadOnlyList<Voice> Voices, string? Next, StreamNames Names, int Count)
    {
        /// <summary>What they want to be sent.</summary>
        public CustomerWishes.Shown Wishes { get; init; } = CustomerWishes.Shown.Nothing;
    }

    /// <summary>Loads it; null where there is no such customer within reach.</summary>
    public async Task<View?> Run(Member reader, Guid id, long? before, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await CustomerView.Find(store, reader, id, cancel) is not { } customer) return null;

        var all = store.VoicesSeenBy(reader).AsNoTracking().Where(voice => voice.CustomerId == id);
        var from = before is { } place ? all.Where(voice => voice.Place < place) : all;
        var voices = await from.OrderByDescending(voice => voice.Place).Take(PageSize + 1).ToListAsync(cancel);
        var next = voices.Count > PageSize ? StreamQuery.CursorOf(voices[PageSize - 1].Place) : null;
        log.Write(store, reader, "customer.read", id.ToString());
        await store.SaveChangesAsync(cancel);
        return new(customer, [.. voices.Take(PageSize)], next, await StreamNames.Load(store, cancel), await all.CountAsync(cancel)) { Wishes = await wishes.Of(store, id, cancel) };
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation
        .MapGet("/customers/{id:guid}", async (Guid id, HttpContext context, Visit visit, ShowCustomer show, MergeView merged) =>
        {
            var before = StreamQuery.PlaceOf(context.Request.Query["cursor"]);
            if (await show.Run(visit.Here, id, before, context.RequestAborted) is { } view)
                return new RazorComponentResult<CustomerPage>(new { View = view, Here = Address.Of(context.Request) });
            return await merged.SeenAs(visit.Here, id, context.RequestAborted) is { } one ? Results.Redirect(visit.Path($"customers/{one}")) : Results.NotFound();
        })
        .Needs(Right.ReadCustomers);
}
