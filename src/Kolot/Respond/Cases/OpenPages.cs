using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>The form by which a case is opened by hand.</summary>
/// <param name="Voice">Of which voice; null for none.</param>
/// <param name="Said">What it says.</param>
/// <param name="Names">The names of places.</param>
/// <param name="Members">Who may own it.</param>
public sealed record OpenView(Guid? Voice, string? Said, StreamNames Names, IReadOnlyList<MemberRow> Members)
{
    /// <summary>Of which customer; null while none is known.</summary>
    public CustomerView? Customer { get; init; }

    /// <summary>Customers who are meant by what was typed, where there are several.</summary>
    public IReadOnlyList<CustomerView> Candidates { get; init; } = [];

    /// <summary>Open cases of that customer within reach.</summary>
    public IReadOnlyList<Case> OpenOnes { get; init; } = [];

    /// <summary>How many of theirs are open beyond the reader's reach: that there are any is all that is told.</summary>
    public int Beyond { get; init; }

    /// <summary>Whether a case of this voice is open already, beyond the reader's reach.</summary>
    public bool Taken { get; init; }

    /// <summary>What was typed.</summary>
    public IFormCollection? Typed { get; init; }

    /// <summary>What was wrong with it.</summary>
    public Faults Faults { get; init; } = Faults.None;
}

/// <summary>Shows the form, and takes what it sends.</summary>
public sealed class OpenPages(Visit visit, Notices notices, Stores stores, OpenCase act)
{
    private const int MostCandidates = 8;

    private readonly record struct About(Guid? Voice, Guid? Customer);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/new", (HttpContext context, Guid? voice, Guid? customer, OpenPages pages) => pages.Page(context, new(voice, customer), null, null)).Needs(Right.EnterVoices);
        organisation.MapPost("/cases", (HttpContext context, OpenPages pages) => pages.Open(context)).Needs(Right.EnterVoices);
    }

    private async Task<IResult> Page(HttpContext context, About of, IFormCollection? typed, Refusal? refusal)
    {
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var said = of.Voice is { } id ? await store.VoicesSeenBy(visit.Here).AsNoTracking().SingleOrDefaultAsync(voice => voice.Id == id, cancel) : null;
        if (of.Voice is not null && said is null) return Results.NotFound();
        var there = said is null ? null : await store.CaseVoices.Where(one => one.VoiceId == said.Id).Select(one => (Guid?)one.CaseId).SingleOrDefaultAsync(cancel);
        if (there is { } known && await store.CasesSeenBy(visit.Here).Where(row => row.Id == known).Select(row => (long?)row.Number).SingleOrDefaultAsync(cancel) is { } number)
            return Redirects.SeeOther(visit.Path($"cases/{number}"));
        var view = await View(store, said, of.Customer, cancel) with
        {
            Taken = there is not null,
            Typed = typed,
            Faults = Faults.Of(refusal is Refusal.Conflict ? null : refusal, Words.ResourceManager),
            Candidates = refusal is Refusal.Invalid { Faults: [{ Field: "whose", Reason: "several" }, ..] } ? await Meant(store, typed?["whose"].ToString() ?? "", cancel) : [],
        };
        return new RazorComponentResult<OpenCasePage>(new { View = view }) { StatusCode = Problems.StatusOf(refusal) ?? StatusCodes.Status200OK };
    }

    private async Task<OpenView> View(OrganisationStore store, Core.Listen.Voice? said, Guid? chosen, CancellationToken cancel)
    {
        var customer = chosen is { } id && visit.May(Right.ReadCustomers) ? await CustomerView.Find(store, visit.Here, id, cancel) : null;
        var whose = said?.CustomerId ?? customer?.Customer.Id;
        var open = store.Cases.AsNoTracking().Where(row => row.CustomerId == whose && row.ClosedAt == null);
        var seen = whose is null ? [] : await store.CasesSeenBy(visit.Here).AsNoTracking().Where(row => row.CustomerId == whose && row.ClosedAt == null).OrderByDescending(row => row.Number).ToListAsync(cancel);
        var hands = (await KnownHands.Of(store, cancel)).Of(said?.UnitId ?? customer?.Customer.UnitId);
        var self = await store.Members.AsNoTracking().SingleOrDefaultAsync(member => member.Id == visit.Here.Id, cancel);
        return new(said?.Id, said?.Text ?? said?.Title, await StreamNames.OfPlaces(store, cancel), self is null ? hands : [self, .. hands.Where(member => member.Id != self.Id)])
        {
            Customer = customer, OpenOnes = seen, Beyond = whose is null ? 0 : await open.CountAsync(cancel) - seen.Count,
        };
    }

    private async Task<IResult> Open(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Guid? Id(string name) => Guid.TryParse(form[name], out var id) ? id : null;
        int? Level(string name) => int.TryParse(form[name], out var level) ? level : null;
        var about = new About(Id("voice"), Id("customer"));
        if (about is { Voice: null, Customer: null } && form["whose"].ToString().Trim() is { Length: > 0 } typed)
        {
            var meant = await Meant(typed, context.RequestAborted);
            if (meant.Refused) return await Page(context, about, form, meant.Refusal);
            about = about with { Customer = meant.Value };
        }

        var done = await act.Run(visit.Here, new()
        {
            Voice = about.Voice, Customer = about.Customer, Title = form["title"], Note = form["note"], Kind = CaseWords.KindOf(form["kind"]), Severity = Level("severity"), Impact = Level("impact"), Unit = Id("unit"), Owner = Id("owner"),
        }, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await Page(context, about, form, done.Refusal);
        notices.Leave(Words.DoneOpened);
        return Redirects.SeeOther(visit.Path($"cases/{done.Value.Number}"));
    }

    // One who is meant is taken; of several the member chooses.
    private async Task<Result<Guid>> Meant(string typed, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var meant = await Meant(store, typed, cancel);
        return meant.Count switch
        {
            0 => new Refusal.Invalid("whose", "nobody"),
            1 => meant[0].Customer.Id,
            _ => new Refusal.Invalid("whose", "several"),
        };
    }

    private async Task<IReadOnlyList<CustomerView>> Meant(OrganisationStore store, string typed, CancellationToken cancel) => visit.May(Right.ReadCustomers)
        ? await CustomerView.Load(store, FindCustomers.Known(store, store.CustomersSeenBy(visit.Here), typed.Trim()).OrderByDescending(customer => customer.Id).Take(MostCandidates), cancel) : [];
}
