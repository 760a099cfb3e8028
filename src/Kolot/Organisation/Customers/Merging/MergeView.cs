using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers.Merging;

/// <summary>Shows with whom a customer may be one, both side by side, and with whom they were found to be one.</summary>
public sealed class MergeView(Stores stores, FindCustomers finding, Log log)
{
    private const int Most = 10;
    private static readonly string[] Alike = ["phone", "whatsapp"];

    /// <summary>One of the two.</summary>
    public sealed record Side(CustomerView View, int Voices);

    /// <summary>A merge that is in force.</summary>
    public sealed record InForce(CustomerMerge Merge, string With, string By);

    /// <summary>All that the page shows.</summary>
    /// <param name="One">The customer.</param>
    /// <param name="Other">With whom they would be one; null while nobody is chosen.</param>
    /// <param name="Differing">The fields in which somebody must choose.</param>
    /// <param name="Units">The names of units.</param>
    /// <param name="Others">Whom one may choose: found, or alike.</param>
    /// <param name="Words">What was looked for.</param>
    /// <param name="Merges">With whom they were found to be one, latest first.</param>
    public sealed record Shown(
        Side One, Side? Other, IReadOnlyList<string> Differing, IReadOnlyDictionary<Guid, Unit> Units, IReadOnlyList<CustomerView> Others, string? Words, IReadOnlyList<InForce> Merges);

    /// <summary>Looks; null where there is no such customer within reach.</summary>
    public async Task<Shown?> Run(Member member, Guid id, Guid? with, string? words, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await SideOf(store, member, id, cancel) is not { } one) return null;
        var other = with is null || with == id ? null : await SideOf(store, member, with.Value, cancel);
        var others = words is null ? await AlikeTo(store, member, one.View, cancel) : (await finding.Run(member, new(words, null, null, null), cancel)).Customers;
        var units = await store.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Id, cancel);
        if (other is not null) log.Write(store, member, "customer.read", other.View.Customer.Id.ToString());
        log.Write(store, member, "customer.read", id.ToString());
        await store.SaveChangesAsync(cancel);
        var differing = other is null ? [] : CustomerMerging.Differing(FaceOf(one.View), FaceOf(other.View));
        return new(one, other, differing, units, [.. others.Where(found => found.Customer.Id != id).Take(Most)], words, await InForceOf(store, id, cancel));
    }

    /// <summary>The page.</summary>
    public async Task<IResult> Page(HttpContext context, Visit visit, Guid id, Refusal? refusal, Guid? with = null)
    {
        var asked = context.Request.Query;
        if (with is null && Guid.TryParse(asked["with"], out var chosen)) with = chosen;
        var words = asked["q"].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;
        if (await Run(visit.Here, id, with, words, context.RequestAborted) is not { } shown) return Results.NotFound();
        return visit.Here.SeesAll
            ? new RazorComponentResult<MergePage>(new { View = shown, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Customers.Words.ResourceManager) })
            {
                StatusCode = Problems.StatusOf(refusal),
            }
            : Results.StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Whom a customer is seen as, where they were merged.</summary>
    public async Task<Guid?> SeenAs(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var into = await store.Customers.Where(customer => customer.Id == id).Select(customer => customer.MergedInto).SingleOrDefaultAsync(cancel);
        return into is { } one && await store.CustomersSeenBy(member).AnyAsync(customer => customer.Id == one, cancel) ? one : null;
    }

    private static CustomerFace FaceOf(CustomerView view) => new(
        view.Customer.Name, view.Customer.UnitId, view.Customer.Since, view.Attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value));

    private static async Task<Side?> SideOf(OrganisationStore store, Member member, Guid id, CancellationToken cancel) =>
        await CustomerView.Find(store, member, id, cancel) is { } view ? new(view, await store.Voices.CountAsync(voice => voice.CustomerId == id, cancel)) : null;

    // The same name, or the same number by phone and by WhatsApp.
    private static async Task<IReadOnlyList<CustomerView>> AlikeTo(OrganisationStore store, Member member, CustomerView one, CancellationToken cancel)
    {
        var (id, name) = (one.Customer.Id, one.Customer.Name);
        var numbers = one.Identities.Where(identity => Alike.Contains(identity.Kind)).Select(identity => identity.Value).ToArray();
        var same = store.Identities.Where(identity => Alike.Contains(identity.Kind) && numbers.Contains(identity.Value)).Select(identity => identity.CustomerId);
        var alike = store.CustomersSeenBy(member).Where(customer => customer.Id != id && ((name != null && customer.Name == name) || same.Contains(customer.Id)));
        return await CustomerView.Load(store, alike.OrderBy(customer => customer.Id).Take(Most), cancel);
    }

    private static async Task<IReadOnlyList<InForce>> InForceOf(OrganisationStore store, Guid id, CancellationToken cancel)
    {
        var merges = await store.CustomerMerges.AsNoTracking().Where(merge => merge.IntoId == id && merge.UndoneAt == null).OrderByDescending(merge => merge.Id).ToListAsync(cancel);
        var from = merges.Select(merge => merge.FromId).ToArray();
        var by = merges.Select(merge => merge.MergedBy).ToArray();
        var names = await store.Customers.Where(customer => from.Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, customer => customer.Name ?? customer.SourceId, cancel);
        var members = await store.Members.Where(member => by.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, cancel);
        return [.. merges.Select(merge => new InForce(merge, names.GetValueOrDefault(merge.FromId, ""), members.GetValueOrDefault(merge.MergedBy, "")))];
    }
}
