using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.OptOuts;

/// <summary>What a customer wants to be sent, and whether it reaches them: as the customer's page shows it, and what is decided there.</summary>
public sealed class CustomerWishes(Stores stores, KnownOptOuts optOuts, Marks marks, Log log)
{
    /// <summary>What is known.</summary>
    /// <param name="OptOuts">The first opt-out of each purpose.</param>
    /// <param name="Dead">Addresses that take no messages.</param>
    public sealed record Shown(IReadOnlyList<OptOut> OptOuts, IReadOnlyList<(string Address, DeadAddress Dead)> Dead)
    {
        /// <summary>Nothing.</summary>
        public static readonly Shown Nothing = new([], []);
    }

    /// <summary>Loads it.</summary>
    public async Task<Shown> Of(OrganisationStore store, Guid customer, CancellationToken cancel)
    {
        var identities = (await KnownOptOuts.SignsOf(store, [customer], cancel)).Select(sign => sign.Address).OfType<WrittenIdentity>().Distinct().ToArray();
        var dead = await optOuts.Dead(store, identities, cancel);
        return new(await optOuts.OfCustomer(store, customer, cancel), [.. identities.Select(one => (one.Value, Dead: dead.GetValueOrDefault(TombstoneMarks.Of(one)))).Where(one => one.Dead is not null).DistinctBy(one => one.Value).Select(one => (one.Value, one.Dead ?? throw new InvalidOperationException()))]);
    }

    /// <summary>Has an address written to again: somebody found out that it takes messages.</summary>
    public async Task<bool> Revive(Member member, Guid customer, string? address, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.CustomersSeenBy(member).AnyAsync(row => row.Id == customer, cancel)) return false;
        var writer = await marks.Of(store.Organisation, cancel);
        string[] theirs = [.. (await KnownOptOuts.SignsOf(store, [customer], cancel)).Where(sign => sign.Address is not null && sign.Address.Value == address).SelectMany(sign => writer.Readings(sign.Mark))];
        await store.DeadAddresses.Where(dead => theirs.Contains(dead.Mark)).ExecuteDeleteAsync(cancel);
        log.Write(store, member, "customer.address-revived", customer.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    /// <summary>What is posted from the customer's page.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/customers/{id:guid}/wishes", async (Guid id, HttpContext context, Visit visit, OptOutOf act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!Enum.TryParse<Purpose>(form["purpose"], out var purpose) || !Enum.IsDefined(purpose)) return Results.NotFound();
            var again = form.ContainsKey("again");
            var way = form["how"] == "written" ? OptOutWay.Written : OptOutWay.Conversation;
            var done = again ? await act.End(visit.Here, id, purpose, context.RequestAborted) : await act.Run(visit.Here, id, purpose, way, context.RequestAborted);
            if (!done) return Results.NotFound();
            notices.Leave(again ? Words.WantsAgain : Words.WantsNone);
            return Redirects.SeeOther(visit.Path($"customers/{id}"));
        }).Needs(Right.ChangeCustomers);
        organisation.MapPost("/customers/{id:guid}/revival", async (Guid id, HttpContext context, Visit visit, CustomerWishes act, Notices notices) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!await act.Revive(visit.Here, id, form["address"], context.RequestAborted)) return Results.NotFound();
            notices.Leave(Words.Revived);
            return Redirects.SeeOther(visit.Path($"customers/{id}"));
        }).Needs(Right.ChangeCustomers);
    }
}
