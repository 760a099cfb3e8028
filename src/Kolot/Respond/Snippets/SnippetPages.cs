using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Organisation;
using Kolot.Respond.Attached;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Primitives;

namespace Kolot.Respond.Snippets;

/// <summary>What the page of ready words shows.</summary>
/// <param name="All">Those that the reader may use.</param>
/// <param name="Units">The teams to which a case may go.</param>
public sealed record SnippetsView(IReadOnlyList<Snippet> All, IReadOnlyList<Unit> Units);

/// <summary>Ready words in their form.</summary>
/// <param name="Typed">What stands in it.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Sentence">What is said above it.</param>
public sealed record SnippetAttempt(WriteSnippet.Request Typed, Faults Faults, string? Sentence);

/// <summary>The page on which ready words are written, and the way by which they come into an answer without script.</summary>
public sealed class SnippetPages(Visit visit, Notices notices, WriteSnippet write, Stores stores)
{
    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/snippets", (Guid? of, HttpContext context, SnippetPages pages) => pages.Page(context, of)).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/snippets", (HttpContext context, SnippetPages pages) => pages.Write(context)).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/snippets/{id:guid}/removal", (Guid id, HttpContext context, SnippetPages pages) => pages.Remove(context, id)).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/snippets", Insert).Needs(Right.EnterVoices)
            .WithFormOptions(multipartBodyLengthLimit: AnswerFiles.MostInAll).WithMetadata(new RequestSizeLimitAttribute(AnswerFiles.MostInAll + (1 << 20)));
    }

    private async Task<IResult> Page(HttpContext context, Guid? of)
    {
        var view = await View(context.RequestAborted);
        var known = view.All.FirstOrDefault(one => one.Id == of);
        var typed = known is null ? null : new WriteSnippet.Request { Id = known.Id, Version = known.Version, Name = known.Name, Text = known.Text, TextEn = known.TextEn, Unit = known.UnitId, Shared = known.MemberId is null };
        return new RazorComponentResult<SnippetsPage>(new { View = view, Attempt = typed is null ? null : new SnippetAttempt(typed, Faults.None, null) });
    }

    private async Task<IResult> Write(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = new WriteSnippet.Request
        {
            Id = Guid.TryParse(form["id"], out var id) ? id : null, Version = form.Version(), Name = form["name"], Text = form["text"], TextEn = form["textEn"], Unit = Guid.TryParse(form["unit"], out var unit) ? unit : null, Shared = form["shared"] == "true",
        };
        var done = await write.Run(visit.Here, typed, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refusal is { } refusal)
        {
            var sentence = refusal switch { Refusal.Conflict => Words.ChangedMeanwhile, Refusal.NotAllowed => Words.NotYours, _ => null };
            return new RazorComponentResult<SnippetsPage>(new { View = await View(context.RequestAborted), Attempt = new SnippetAttempt(typed, Faults.Of(refusal, Words.ResourceManager), sentence) }) { StatusCode = Problems.StatusOf(refusal) };
        }

        notices.Leave(Words.Kept);
        return Redirects.SeeOther(visit.Path("cases/snippets"));
    }

    private async Task<IResult> Remove(HttpContext context, Guid id)
    {
        if ((await write.Remove(visit.Here, id, context.RequestAborted)).Refused) return Results.NotFound();
        notices.Leave(Words.Removed);
        return Redirects.SeeOther(visit.Path("cases/snippets"));
    }

    // The page comes back with the words at the end of what was typed, and with all else that was.
    private static async Task<IResult> Insert(long number, HttpContext context, ReadySnippets ready, ShowCase show, CaseFiles files)
    {
        var (visit, cancel) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestAborted);
        var form = await context.Request.ReadFormAsync(cancel);
        if (await show.Run(visit.Here, number, cancel) is not { } view) return Results.NotFound();
        await files.Take(visit.Here, number, form, cancel);
        var chosen = (await ready.For(visit.Here, view, visit.TimeZone, cancel)).FirstOrDefault(one => one.Code == form["snippet"]);
        var fields = form.ToDictionary(field => field.Key, field => field.Value);
        if (chosen is not null)
        {
            fields["text"] = string.IsNullOrWhiteSpace(form["text"]) ? chosen.Text : $"{form["text"].ToString().TrimEnd()}\n{chosen.Text}";
            if (chosen.Unit is { } unit) fields["handTo"] = new StringValues(unit.ToString());
        }

        return await context.RequestServices.GetRequiredService<CasePages>().Page(context, number, new("answer", new FormCollection(fields, form.Files), null));
    }

    private async Task<SnippetsView> View(CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var all = await store.SnippetsSeenBy(visit.Here).AsNoTracking().ToListAsync(cancel);
        return new([.. all.OrderBy(one => one.MemberId is not null).ThenBy(one => one.Name, StringComparer.CurrentCulture)], await store.Units.AsNoTracking().Where(unit => !unit.Retired).OrderBy(unit => unit.Position).ToListAsync(cancel));
    }
}
