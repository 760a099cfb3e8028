using Kolot.Core;
using Kolot.Core.Listen.Rhythm;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Rhythm;

/// <summary>The page of the programme's rhythm, and what is sent from it.</summary>
public sealed class RhythmPages(CountRhythm count, KeepRhythm keep)
{
    /// <summary>A line of the plan as it is typed.</summary>
    /// <param name="Id">The line; null for a new one.</param>
    /// <param name="Draft">What stands in the fields.</param>
    /// <param name="Refusal">Why it was not kept.</param>
    public sealed record Typed(Guid? Id, RhythmDraft Draft, Refusal? Refusal);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/rhythm", (Guid? line, HttpContext context, RhythmPages pages) => pages.Show(context, line, null)).Needs(Right.ReadVoices);
        organisation.MapGet("/rhythm.csv", RhythmFile.Get).Needs(Right.ReadVoices);
        organisation.MapPost("/rhythm", (HttpContext context, RhythmPages pages) => pages.Keep(context, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/rhythm/{id:guid}", (Guid id, HttpContext context, RhythmPages pages) => pages.Keep(context, id)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/rhythm/{id:guid}/removal", (Guid id, HttpContext context, RhythmPages pages) => pages.Remove(context, id)).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Show(HttpContext context, Guid? line, Typed? typed)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var seen = await count.Run(visit.Here, context.RequestAborted);
        // While numbers are loaded the page asks for itself again, script or none.
        if (seen.Loaded < 1 && typed is null) context.Response.Headers["Refresh"] = "2";
        if (line is { } id && typed is null && seen.Lines.FirstOrDefault(one => one.Row.Id == id) is { } chosen) typed = new(id, DraftOf(chosen.Row, seen), null);
        return new RazorComponentResult<RhythmPage>(new
        {
            View = seen, Typed = typed ?? new(null, new(), null), MayPlan = visit.May(Right.SetUp) && visit.Here.SeesAll, Faults = Faults.Of(typed?.Refusal, Words.ResourceManager),
        })
        {
            StatusCode = Problems.StatusOf(typed?.Refusal),
        };
    }

    private static RhythmDraft DraftOf(RhythmLine row, CountRhythm.Seen seen) => new()
    {
        Name = row.Name, Channel = seen.Names.Channel(row.ChannelId)?.Code, Touchpoint = seen.Names.Touchpoint(row.TouchpointId)?.Code,
        Expected = row.Expected.ToString(System.Globalization.CultureInfo.InvariantCulture), Per = row.Per == RhythmPer.Month ? "month" : "week", Version = row.Version,
    };

    private async Task<IResult> Keep(HttpContext context, Guid? id)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var draft = new RhythmDraft { Name = form["name"].ToString(), Channel = form["channel"], Touchpoint = form["touchpoint"], Expected = form["expected"].ToString(), Per = form["per"].ToString(), Version = form.Version() };
        var kept = await keep.Run(visit.Here, id, draft, context.RequestAborted);
        if (kept.Refusal is Refusal.NotFound) return Results.NotFound();
        // Only whoever was told saves once more knowingly.
        if (kept.Refusal is { } refusal) return await Show(context, null, new(id, draft, refusal));
        return Done(context, visit, Words.RhythmSaved);
    }

    private async Task<IResult> Remove(HttpContext context, Guid id)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var removed = await keep.Remove(visit.Here, id, context.RequestAborted);
        return removed.Refused ? Results.NotFound() : Done(context, visit, Words.RhythmRemoved);
    }

    private static IResult Done(HttpContext context, Visit visit, string told)
    {
        context.RequestServices.GetRequiredService<Notices>().Leave(told);
        return Redirects.SeeOther(visit.Path("rhythm"));
    }
}
