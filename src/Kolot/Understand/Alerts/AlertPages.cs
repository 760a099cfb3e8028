using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Kolot.Understand.Measures;
using Kolot.Understand.Scores;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>The page on which an alert is set or changed, and what is posted from it and from the scores.</summary>
public sealed class AlertPages(Stores stores, SetAlert set, Visit visit, TimeProvider clock)
{
    /// <summary>What the page shows.</summary>
    /// <param name="Draft">What stands in the fields.</param>
    /// <param name="Names">The names of places.</param>
    /// <param name="Offered">Who may be told.</param>
    /// <param name="Alert">The alert; null for a new one.</param>
    public sealed record Shown(SetAlert.Draft Draft, StreamNames Names, IReadOnlyList<MemberRow> Offered, Alert? Alert)
    {
        /// <summary>The measures that there are.</summary>
        public required KnownMeasures Known { get; init; }
    }

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/alerts/new", (HttpContext context, AlertPages pages) =>
            pages.Page(null, new() { Query = ScoreQuery.FromAddress(context.Request.Query), Grain = GrainOf(context.Request.Query["per"]) }, null, context.RequestAborted)).Needs(Right.ReadScores);
        organisation.MapPost("/alerts", (HttpContext context, AlertPages pages) => pages.Make(context)).Needs(Right.ReadScores);
        organisation.MapGet("/alerts/{id:guid}", (Guid id, AlertPages pages, CancellationToken cancel) => pages.Page(id, null, null, cancel)).Needs(Right.ReadScores);
        organisation.MapPost("/alerts/{id:guid}", (Guid id, HttpContext context, AlertPages pages) => pages.Change(id, context)).Needs(Right.ReadScores);
    }

    private async Task<IResult> Make(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var draft = DraftOf(form);
        var done = await set.Run(visit.Here, draft, clock.GetUtcNow().UtcDateTime, context.RequestAborted);
        if (done.Refused) return await Page(null, draft, done.Refusal, context.RequestAborted);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.WillTell);
        // From the scores one goes on looking at them.
        return Redirects.SeeOther(form["back"] == "scores" ? visit.Path($"scores?{form["query"]}") : visit.Path("alerts"));
    }

    private async Task<IResult> Change(Guid id, HttpContext context)
    {
        var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
        var done = await set.Change(visit.Here, id, draft, context.RequestAborted);
        if (done.Refused) return await Page(id, draft, done.Refusal, context.RequestAborted);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.Changed);
        return Redirects.SeeOther(visit.Path("alerts"));
    }

    private async Task<IResult> Page(Guid? id, SetAlert.Draft? typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var alert = id is null ? null : await store.Alerts.AsNoTracking().SingleOrDefaultAsync(one => one.Id == id && one.OwnerId == visit.Here.Id && one.RemovedAt == null, cancel);
        if (id is not null && alert is null) return Results.NotFound();
        var saved = alert is null ? new() : SetAlert.Draft.Of(alert, await store.AlertReaders.AsNoTracking().Where(reader => reader.AlertId == id).ToArrayAsync(cancel));
        var draft = typed ?? saved;
        // Only whoever was shown that it changed saves once more knowingly.
        if (refusal is Refusal.Conflict) draft = draft with { Version = saved.Version };
        var shown = new Shown(draft, await StreamNames.Load(store, cancel), await SetAlert.Offered(store, visit.Here, draft.Query, cancel), alert) { Known = await LoadMeasures.Of(store, cancel) };
        return new RazorComponentResult<AlertFormPage>(new { View = shown, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    // Either the address of the scores as a whole, from their page, or field by field.
    private static SetAlert.Draft DraftOf(IFormCollection form)
    {
        var query = form.ContainsKey("query") ? AlertQuery.Parse(form["query"]) : new QueryCollection(form.Where(field => field.Value.ToString().Length > 0).ToDictionary(field => field.Key, field => field.Value));
        return new()
        {
            Query = ScoreQuery.FromAddress(query),
            Grain = GrainOf(query["per"]),
            Direction = Enum.TryParse<AlertDirection>(form["direction"], ignoreCase: true, out var direction) && Enum.IsDefined(direction) ? direction : AlertDirection.Both,
            Told = [.. form["told"].Select(id => Guid.TryParse(id, out var member) ? member : Guid.Empty)],
            Version = form.Version(),
        };
    }

    // A day knows too little, and weekdays differ: what is looked at by day is watched by week.
    private static Grain GrainOf(string? per) => string.Equals(per, nameof(Grain.Month), StringComparison.OrdinalIgnoreCase) ? Grain.Month : Grain.Week;
}
