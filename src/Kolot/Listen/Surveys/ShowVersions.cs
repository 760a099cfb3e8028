using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Surveys.Building;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Surveys;

/// <summary>The versions of a survey, any of which can be worked on again.</summary>
public sealed class ShowVersions(Stores stores, AskSurvey ask, BuildPages pages, Notices notices)
{
    /// <summary>One version.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="At">When it was published.</param>
    /// <param name="By">By whom.</param>
    /// <param name="Finished">How many whole answers it has that count.</param>
    public sealed record Shown(int Number, DateTime At, string By, int Finished);

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/versions", (string code, Visit visit, ShowVersions act, CancellationToken cancel) => act.Page(visit.Here, code, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/versions/{number:int}/draft", (string code, int number, HttpContext context, Visit visit, ShowVersions act) => act.Take(context, visit, code, number)).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.Surveys.AsNoTracking().SingleOrDefaultAsync(survey => survey.Code == code, cancel) is not { } row) return Results.NotFound();
        var finished = await store.SurveyResponses.Where(response => response.SurveyId == row.Id && response.FinishedAt != null && response.Counted == Counted.Yes)
            .GroupBy(response => response.Number).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var versions = await (
            from version in store.SurveyVersions.Where(version => version.SurveyId == row.Id)
            from author in store.Members.Where(one => one.Id == version.PublishedBy).DefaultIfEmpty()
            orderby version.Number descending
            select new { version.Number, version.PublishedAt, Name = author == null ? "" : author.Name }).ToListAsync(cancel);
        return new RazorComponentResult<VersionsPage>(new { Row = row, Versions = versions.Select(version => new Shown(version.Number, version.PublishedAt, version.Name, finished.GetValueOrDefault(version.Number))).ToArray() });
    }

    private async Task<IResult> Take(HttpContext context, Visit visit, string code, int number)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        var content = await (from survey in store.Surveys.Where(survey => survey.Code == code) from version in store.SurveyVersions.Where(version => version.SurveyId == survey.Id && version.Number == number) select version.Content)
            .SingleOrDefaultAsync(context.RequestAborted);
        if (content is null || SurveyJson.Read(content) is not { } taken) return Results.NotFound();
        var kept = await ask.Change(visit.Here, code, form.Version(), _ => taken, context.RequestAborted);
        if (kept.Refused) return await pages.Show(context, visit, code, kept.Refusal);
        notices.Leave(Words.TakenAsDraft);
        return Redirects.SeeOther(visit.Path($"surveys/{code}"));
    }
}
