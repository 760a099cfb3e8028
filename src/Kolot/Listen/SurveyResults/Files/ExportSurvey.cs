using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>Asks for an export of a survey, shows those that there are, and hands them out. Whoever left a session open hands nothing out by it.</summary>
public sealed class ExportSurvey(ShowResults pages, ExportFiles files, ExportWork work, TimeProvider clock)
{
    private const int Most = 10;

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/results/exports", (string code, HttpContext context, Visit visit, ExportSurvey act) => act.Page(context, visit, code, null)).Needs(Right.ReadVoices);
        organisation.MapPost("/surveys/{code}/results/exports", (string code, HttpContext context, Visit visit, ExportSurvey act) => act.Begin(context, visit, code)).Needs(Right.ReadVoices).NeedsFreshProof();
        organisation.MapGet("/surveys/{code}/results/{file:guid}", (string code, Guid file, HttpContext context, Visit visit, ExportSurvey act) => act.Send(context, visit, code, file))
            .Needs(Right.ReadVoices).NeedsFreshProof(instead: "exports");
        organisation.MapPost("/surveys/{code}/results/{file:guid}/removal", (string code, Guid file, HttpContext context, Visit visit, ExportSurvey act) => act.Remove(context, visit, code, file)).Needs(Right.ReadVoices);
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, string code, Refusal? refusal)
    {
        if (await pages.Find(context, visit, code) is not { } place) return Results.NotFound();
        var exports = await files.Of(visit.Here, place.Survey.Row.Id, context.RequestAborted);
        return new RazorComponentResult<ExportsPage>(new { Place = place, Exports = exports, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private async Task<IResult> Begin(HttpContext context, Visit visit, string code)
    {
        var cancel = context.RequestAborted;
        if (await pages.Find(context, visit, code) is not { } place) return Results.NotFound();
        var form = await context.Request.ReadFormAsync(cancel);
        if (!Enum.TryParse<ExportFormat>(form["format"], ignoreCase: true, out var format) || !Enum.IsDefined(format)) return await Page(context, visit, code, new Refusal.Invalid("format", "unknown"));
        if ((await files.Of(visit.Here, place.Survey.Row.Id, cancel)).Count >= Most) return await Page(context, visit, code, new Refusal.Invalid("format", "too_many_exports"));
        var (now, wanted) = (clock.GetUtcNow(), form["wording"].ToString());
        var export = new SurveyExport
        {
            Id = Guid.CreateVersion7(now), Survey = place.Survey.Row.Id, Code = place.Code, Format = format, By = visit.Here.Id, At = now.UtcDateTime, Query = place.Query,
            Language = place.Survey.Languages.Contains(wanted) ? wanted : place.Survey.Languages is [var main, ..] ? main : "he",
        };
        await files.Enter(visit.Here, export, cancel);
        work.Begin(visit.Here.Organisation, export.Id);
        return Redirects.SeeOther((place.Here with { Path = visit.Path($"surveys/{code}/results/exports") }).ToString());
    }

    private async Task<IResult> Send(HttpContext context, Visit visit, string code, Guid file)
    {
        if (await Own(context, visit, code, file) is not { State: ExportState.Ready } export || await files.Open(visit.Here.Organisation, file, context.RequestAborted) is not { } stream) return Results.NotFound();
        return Results.Stream(stream, export.Type, export.FileName);
    }

    private async Task<IResult> Remove(HttpContext context, Visit visit, string code, Guid file)
    {
        if (await Own(context, visit, code, file) is not { } export) return Results.NotFound();
        await files.Remove(visit.Here.Organisation, export, context.RequestAborted);
        return Redirects.SeeOther(visit.Path($"surveys/{code}/results/exports"));
    }

    // It holds what one member may read, and is that member's alone.
    private async Task<SurveyExport?> Own(HttpContext context, Visit visit, string code, Guid file) =>
        await files.Find(visit.Here.Organisation, file, context.RequestAborted) is { } export && export.By == visit.Here.Id && export.Code == code ? export : null;
}
