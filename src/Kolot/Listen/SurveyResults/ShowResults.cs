using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.SurveyResults;

/// <summary>The pages on which the results of a survey are read. Whoever may read scores may read voices too, each within their reach: of few nobody learns more here than there.</summary>
public sealed class ShowResults(Stores stores, CountResults count, LatestResponses latest)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/results", (string code, HttpContext context, ShowResults act) => act.On(context, code, act.Whole)).Needs(Right.ReadVoices);
        organisation.MapGet("/surveys/{code}/results/screens", (string code, HttpContext context, ShowResults act) => act.On(context, code, act.Screens)).Needs(Right.ReadVoices);
        organisation.MapGet("/surveys/{code}/results/responses", (string code, HttpContext context, ShowResults act) => act.On(context, code, act.Responses)).Needs(Right.ReadVoices);
        organisation.MapGet("/surveys/{code}/results/words", (string code, HttpContext context, ShowResults act) => act.On(context, code, act.Said)).Needs(Right.ReadVoices);
    }

    /// <summary>The place that an address names; null where it is not within reach.</summary>
    internal async Task<ResultsPlace?> Find(HttpContext context, Visit visit, string code)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        return await ReadSurvey.Load(store, visit.Here, code, context.RequestAborted) is { } survey ? new(survey, ResultsQuery.FromAddress(context.Request.Query), Address.Of(context.Request)) : null;
    }

    private async Task<IResult> On(HttpContext context, string code, Func<HttpContext, Visit, ResultsPlace, Task<IResult>> show)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        return await Find(context, visit, code) is { } place ? await show(context, visit, place) : Results.NotFound();
    }

    private async Task<IResult> Whole(HttpContext context, Visit visit, ResultsPlace place)
    {
        var now = await count.Of(visit.Here, place.Survey, place.Query, visit.TimeZone, context.RequestAborted);
        var words = await latest.WordsOfEach(visit.Here, place, visit.TimeZone, context.RequestAborted);
        return new RazorComponentResult<ResultsPage>(new { View = new ResultsView(place, now, words) });
    }

    private async Task<IResult> Screens(HttpContext context, Visit visit, ResultsPlace place)
    {
        var now = await count.Of(visit.Here, place.Survey, place.Query, visit.TimeZone, context.RequestAborted);
        return new RazorComponentResult<ScreensPage>(new { Place = place, Now = now });
    }

    private async Task<IResult> Responses(HttpContext context, Visit visit, ResultsPlace place)
    {
        var page = await latest.Page(visit.Here, place, visit.TimeZone, Before(context), context.RequestAborted);
        return new RazorComponentResult<ResponsesPage>(new { View = page });
    }

    private async Task<IResult> Said(HttpContext context, Visit visit, ResultsPlace place)
    {
        var all = WordsView.Of(place.Survey);
        var wanted = context.Request.Query["question"].ToString();
        if ((all.FirstOrDefault(question => question.Key == wanted) ?? (all is [var first, ..] ? first : null)) is not { } question) return Redirects.SeeOther(visit.Path($"surveys/{place.Code}/results"));
        var page = await latest.Words(visit.Here, place, question, (visit.TimeZone, Before(context)), context.RequestAborted);
        return new RazorComponentResult<WordsPage>(new { View = page with { All = all } });
    }

    private static Guid? Before(HttpContext context) => Guid.TryParse(context.Request.Query["before"], out var before) ? before : null;
}
