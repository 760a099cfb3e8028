using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>Keeps a view of the stream by name, and takes it off again.</summary>
public sealed class SaveView(Stores stores, TimeProvider clock)
{
    /// <summary>What is kept.</summary>
    public sealed record Request
    {
        /// <summary>What it is called.</summary>
        public string? Name { get; init; }

        /// <summary>The filters, as they stand in the address.</summary>
        public string? Query { get; init; }

        /// <summary>Whether all members are offered it; a box left unticked sends nothing.</summary>
        public bool Shared { get; init; }
    }

    /// <summary>Keeps it.</summary>
    public async Task<Result<SavedView>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (request.Name?.Trim() is not { Length: > 0 and <= 80 } name) return new Refusal.Invalid("name", request.Name is { Length: > 80 } ? "too_long" : "required");
        if (request.Query is { Length: > 2000 }) return new Refusal.Invalid("query", "too_long");

        await using var store = await stores.Open(member.Organisation, cancel);
        var view = new SavedView
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), MemberId = member.Id, Name = name, Query = request.Query ?? "", Shared = request.Shared,
        };
        store.SavedViews.Add(view);
        await store.SaveChangesAsync(cancel);
        return view;
    }

    /// <summary>Takes one's own view off.</summary>
    public async Task<Result<bool>> Remove(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var removed = await store.SavedViews.Where(view => view.Id == id && view.MemberId == member.Id).ExecuteDeleteAsync(cancel);
        return removed == 0 ? new Refusal.NotFound() : true;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/views", async (
            Visit visit, SaveView save, ShowVoices show, Notices notices, [FromForm] Request? request, CancellationToken cancel) =>
        {
            request ??= new Request();
            if ((await save.Run(visit.Here, request, cancel)).Refusal is { } refusal) return await Again(visit, show, request, refusal, cancel);
            notices.Leave(Words.ViewSaved);
            return Redirects.SeeOther(visit.Path("voices?" + request.Query));
        }).Needs(Right.ReadVoices);

        organisation.MapPost("/views/{id:guid}/removal", async (Guid id, Visit visit, SaveView save, Notices notices, CancellationToken cancel) =>
        {
            if ((await save.Remove(visit.Here, id, cancel)).Refused) return Results.NotFound();
            notices.Leave(Words.ViewRemoved);
            return Redirects.SeeOther(visit.Path("voices"));
        }).Needs(Right.ReadVoices);
    }

    // The page it was asked on, with what was typed and what is wrong with it.
    private static async Task<IResult> Again(Visit visit, ShowVoices show, Request request, Refusal refusal, CancellationToken cancel)
    {
        var filters = QueryHelpers.ParseQuery(request.Query);
        var view = await show.Run(visit.Here, StreamQuery.FromAddress(new QueryCollection(filters), visit.TimeZone), cancel);
        var here = new Address(visit.Path("voices"), [.. filters.Select(filter => KeyValuePair.Create(filter.Key, filter.Value.ToString()))]);
        return new RazorComponentResult<VoicesPage>(new { View = view, Here = here, Saving = request, Faults = Faults.Of(refusal) }) { StatusCode = 422 };
    }
}
