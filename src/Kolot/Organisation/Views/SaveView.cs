using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Views;

/// <summary>Keeps a view of a page by name, renames it, and takes it off again.</summary>
public sealed class SaveView(Stores stores, TimeProvider clock, IEnumerable<ViewedPage> pages)
{
    /// <summary>What is kept.</summary>
    public sealed record Request
    {
        /// <summary>Of which page; the stream if nothing is said.</summary>
        public string? Page { get; init; }

        /// <summary>What it is called.</summary>
        public string? Name { get; init; }

        /// <summary>The filters, as they stand in the address.</summary>
        public string? Query { get; init; }

        /// <summary>Whether all members are offered it; a box left unticked sends nothing.</summary>
        public bool Shared { get; init; }
    }

    /// <summary>The views of a page that are offered to a member: their own, and those that are for all.</summary>
    public async Task<IReadOnlyList<SavedView>> Of(Member member, string page, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await store.SavedViews.AsNoTracking().Where(view => view.Page == page && (view.MemberId == member.Id || view.Shared)).OrderBy(view => view.Name).ToArrayAsync(cancel);
    }

    /// <summary>Keeps it.</summary>
    public async Task<Result<SavedView>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (PageOf(member, request.Page) is not { } page) return new Refusal.NotFound();
        if (NameOf(request, out var fault) is not { } name) return fault;
        if (request.Query is { Length: > 2000 }) return new Refusal.Invalid("query", "too_long");

        await using var store = await stores.Open(member.Organisation, cancel);
        var view = new SavedView
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), MemberId = member.Id, Name = name, Page = page.Key, Query = request.Query ?? "", Shared = request.Shared,
        };
        store.SavedViews.Add(view);
        await store.SaveChangesAsync(cancel);
        return view;
    }

    /// <summary>Calls one's own view something else, and says anew whether it is for all.</summary>
    public async Task<Result<SavedView>> Rename(Member member, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.MemberId == member.Id, cancel) is not { } view) return new Refusal.NotFound();
        if (NameOf(request, out var fault) is not { } name) return fault;
        (view.Name, view.Shared) = (name, request.Shared);
        await store.SaveChangesAsync(cancel);
        return view;
    }

    /// <summary>Takes one's own view off.</summary>
    public async Task<Result<SavedView>> Remove(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.SavedViews.SingleOrDefaultAsync(view => view.Id == id && view.MemberId == member.Id, cancel) is not { } view) return new Refusal.NotFound();
        store.Remove(view);
        await store.SaveChangesAsync(cancel);
        return view;
    }

    /// <summary>Its routes. Whose view it is, and who may open its page, the act itself looks up.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        const string Why = "A view is a name for an address: its page looks after who may read what, and only its maker changes it.";
        organisation.MapPost("/views", async (HttpContext context, Visit visit, SaveView save, Notices notices, [FromForm] Request? request) =>
        {
            var done = await save.Run(visit.Here, request ?? new(), context.RequestAborted);
            if (done.Refusal is { } refusal) return await save.Again(context, visit, request ?? new(), (refusal, null));
            notices.Leave(Words.ViewSaved);
            return Redirects.SeeOther(visit.Path($"{done.Value.Page}?{done.Value.Query}"));
        }).OpenToMembers(Why);

        organisation.MapPost("/views/{id:guid}/name", async (Guid id, HttpContext context, Visit visit, SaveView save, Notices notices, [FromForm] Request? request) =>
        {
            var done = await save.Rename(visit.Here, id, request ?? new(), context.RequestAborted);
            if (done.Refusal is { } refusal) return await save.Again(context, visit, request ?? new(), (refusal, id));
            notices.Leave(Words.ViewSaved);
            return Redirects.SeeOther(visit.Path($"{done.Value.Page}?{done.Value.Query}"));
        }).OpenToMembers(Why);

        organisation.MapPost("/views/{id:guid}/removal", async (Guid id, Visit visit, SaveView save, Notices notices, CancellationToken cancel) =>
        {
            var done = await save.Remove(visit.Here, id, cancel);
            if (done.Refused) return Results.NotFound();
            notices.Leave(Words.ViewRemoved);
            return Redirects.SeeOther(visit.Path(done.Value.Page));
        }).OpenToMembers(Why);
    }

    private ViewedPage? PageOf(Member member, string? key) => pages.FirstOrDefault(page => page.Key == (string.IsNullOrEmpty(key) ? "voices" : key) && member.May(page.Right));

    private static string? NameOf(Request request, out Refusal fault)
    {
        fault = new Refusal.Invalid("name", request.Name is { Length: > 80 } ? "too_long" : "required");
        return request.Name?.Trim() is { Length: > 0 and <= 80 } name ? name : null;
    }

    // The page it was asked on, with what was typed and what is wrong with it.
    private async Task<IResult> Again(HttpContext context, Visit visit, Request typed, (Refusal Refusal, Guid? Of) why)
    {
        if (why.Refusal is not Refusal.Invalid || PageOf(visit.Here, typed.Page) is not { } page) return Results.NotFound();
        var filters = QueryHelpers.ParseQuery(typed.Query);
        var here = new Address(visit.Path(page.Key), [.. filters.SelectMany(filter => filter.Value, (filter, value) => KeyValuePair.Create(filter.Key, value ?? ""))]);
        return await page.Again(context, here, new(typed, Faults.Of(why.Refusal), why.Of));
    }
}
