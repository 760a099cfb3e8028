using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>The people of a campaign: its file, those behind each number, and the same as a file.</summary>
public sealed class PeopleRoutes(Stores stores, ListPeople list, CampaignRoutes pages, Log log)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/campaigns/{id:guid}/file", (Guid id, HttpContext context, Visit visit, PeopleRoutes routes) => routes.Upload(context, visit, id)).NeedsWholeReach(Right.SetUp)
            .WithFormOptions(multipartBodyLengthLimit: ListPeople.MostBytes + (1 << 16)).WithMetadata(new RequestSizeLimitAttribute(ListPeople.MostBytes + (1 << 20)));
        organisation.MapPost("/campaigns/{id:guid}/file/taking", (Guid id, HttpContext context, Visit visit, PeopleRoutes routes) => routes.Take(context, visit, id)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/campaigns/{id:guid}/file/clearing", (Guid id, HttpContext context, Visit visit, PeopleRoutes routes) => routes.Clear(context, visit, id)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/campaigns/{id:guid}/people", (Guid id, HttpContext context, Visit visit, PeopleRoutes routes) => routes.Show(context, visit, id)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/campaigns/{id:guid}/people.csv", (Guid id, HttpContext context, Visit visit, PeopleRoutes routes) => routes.File(context, visit, id)).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Upload(HttpContext context, Visit visit, Guid id)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        using var content = new MemoryStream();
        if (form.Files.GetFile("file") is { } file) await file.CopyToAsync(content, context.RequestAborted);
        var refusal = await list.Keep(visit.Here, id, content.ToArray(), context.RequestAborted);
        return refusal is null ? Redirects.SeeOther(visit.Path($"campaigns/{id}#list")) : await pages.One(context, id, refusal);
    }

    private async Task<IResult> Take(HttpContext context, Visit visit, Guid id)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var taken = await list.Take(visit.Here, id, form["source"], context.RequestAborted);
        if (taken.Refusal is { } refusal) return await pages.One(context, id, refusal);
        // Rows that could not come in are told here and kept nowhere.
        if (taken.Value.Refused.Count > 0) return await pages.One(context, id, null, taken.Value);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.ListTaken);
        return Redirects.SeeOther(visit.Path($"campaigns/{id}#list"));
    }

    private async Task<IResult> Clear(HttpContext context, Visit visit, Guid id)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await list.Clear(visit.Here, id, form["list"] == "true", context.RequestAborted) is { } refusal) return await pages.One(context, id, refusal);
        return Redirects.SeeOther(visit.Path($"campaigns/{id}#list"));
    }

    private async Task<IResult> Show(HttpContext context, Visit visit, Guid id)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        if (await CampaignView.Load(store, id, null, context.RequestAborted) is not { } campaign) return Results.NotFound();
        var query = PeopleQuery.FromAddress(context.Request.Query);
        var people = await query.Page(store, id, PeopleQuery.OnPage + 1, context.RequestAborted);
        return new RazorComponentResult<PeoplePage>(new { Campaign = campaign, People = people, Here = query, Address = Address.Of(context.Request) });
    }

    private async Task<IResult> File(HttpContext context, Visit visit, Guid id)
    {
        var (query, cancel, member) = (PeopleQuery.FromAddress(context.Request.Query) with { After = null }, context.RequestAborted, visit.Here);
        await using (var store = await stores.Open(member.Organisation, cancel))
        {
            if (await store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, cancel) is not { } campaign) return Results.NotFound();
            log.Write(store, member, "campaign.exported", id.ToString(), new { campaign.Name });
            await store.SaveChangesAsync(cancel);
        }

        return Results.Stream(body => Write(body, member.Organisation, id, query, cancel), "text/csv; charset=utf-8", $"{member.Organisation}-invitations.csv");
    }

    // Page by page: a large campaign needs no more memory than a small one.
    private async Task Write(Stream body, string organisation, Guid id, PeopleQuery query, CancellationToken cancel)
    {
        await using var writer = new StreamWriter(body, CsvFile.Encoding);
        await writer.WriteAsync(CsvFile.Line(PeopleQuery.Columns));
        while (true)
        {
            await using var store = await stores.Open(organisation, cancel);
            var page = await query.Page(store, id, PeopleQuery.InFile, cancel);
            foreach (var one in page) await writer.WriteAsync(CsvFile.Line(PeopleQuery.Cells(one)));
            if (page.Count < PeopleQuery.InFile) return;
            query = query with { After = page[^1].Invitation.Id };
        }
    }
}
