using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>Adds a customer by hand, or changes one: the same keeping as another system's, from a form. Opening the form is reading, and logged.</summary>
public sealed class ChangeCustomer(Stores stores, KeepCustomers keep, Log log, TimeProvider clock)
{
    /// <summary>Where customers are from whom Kolot met first.</summary>
    public const string Own = "kolot";

    /// <summary>Keeps what the form says.</summary>
    public async Task<Result<KeptCustomer>> Run(Member member, CustomerForm form, CancellationToken cancel)
    {
        var view = form.Id is null ? null : await Find(member, form.Id.Value, cancel);
        if (form.Id is not null && view is null) return new Refusal.NotFound();
        var (source, id) = view is null ? (Own, Guid.CreateVersion7(clock.GetUtcNow()).ToString("N")) : (view.Customer.Source, view.Customer.SourceId);
        var record = form.AsRecord(source, id);
        return record.Refusal is { } refusal ? refusal : (await keep.Run(member, [record.Value], null, cancel))[0];
    }

    /// <summary>The forms, and what is posted from them.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/customers/new", (ChangeCustomer act, Visit visit, CancellationToken cancel) => act.Show(visit, null, cancel)).Needs(Right.ChangeCustomers);
        organisation.MapGet("/customers/{id:guid}/edit", (Guid id, ChangeCustomer act, Visit visit, CancellationToken cancel) => act.Show(visit, id, cancel))
            .Needs(Right.ChangeCustomers);
        organisation.MapPost("/customers/new", (HttpContext context, ChangeCustomer act, Visit visit, Notices notices) => act.Post(context, visit, notices, null)).Needs(Right.ChangeCustomers);
        organisation.MapPost("/customers/{id:guid}", (Guid id, HttpContext context, ChangeCustomer act, Visit visit, Notices notices) => act.Post(context, visit, notices, id))
            .Needs(Right.ChangeCustomers);
    }

    private async Task<IResult> Show(Visit visit, Guid? id, CancellationToken cancel)
    {
        var view = id is null ? null : await Find(visit.Here, id.Value, cancel);
        if (id is not null && view is null) return Results.NotFound();
        return await Page(visit, CustomerForm.Of(view, visit.TimeZone), view, null, cancel);
    }

    private async Task<IResult> Post(HttpContext context, Visit visit, Notices notices, Guid? id)
    {
        var cancel = context.RequestAborted;
        var form = CustomerForm.Of(await context.Request.ReadFormAsync(cancel), id, visit.TimeZone);
        var done = await Run(visit.Here, form, cancel);
        if (done.Refusal is { } refusal)
        {
            var view = id is null ? null : await Find(visit.Here, id.Value, cancel);
            return refusal is Refusal.NotFound ? Results.NotFound() : await Page(visit, form, view, refusal, cancel);
        }

        notices.Leave(id is null ? Words.Added : Words.Saved);
        return Redirects.SeeOther(visit.Path($"customers/{done.Value.Id}"));
    }

    private async Task<CustomerView?> Find(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await CustomerView.Find(store, member with { Rights = new HashSet<Right>(member.Rights) { Right.ReadCustomers, Right.ReadVoices } }, id, cancel);
    }

    private async Task<IResult> Page(Visit visit, CustomerForm form, CustomerView? saved, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var units = await store.Units.AsNoTracking().ToListAsync(cancel);
        if (saved is not null) log.Write(store, visit.Here, "customer.read", saved.Customer.Id.ToString());
        await store.SaveChangesAsync(cancel);
        var stale = refusal is Refusal.Conflict { Reason: "changed_meanwhile" };
        return new RazorComponentResult<CustomerFormPage>(new
        {
            // Only whoever was shown both sides saves once more knowingly.
            Form = saved is null || !stale ? form : form with { Version = saved.Customer.Version },
            Saved = saved,
            Theirs = stale && saved is not null ? CustomerForm.Of(saved, visit.TimeZone) : null,
            Units = (IReadOnlyList<Unit>)[.. units.Where(unit => visit.Here.Sees(unit.Id, null) || unit.Id == saved?.Customer.UnitId)],
            Refusal = refusal,
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }
}
