using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Sharing;
using Kolot.Listen.Surveys.Building;
using Kolot.Listen.Surveys.Preview;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Surveys;

/// <summary>The pages on which surveys are begun, worded, published and shared.</summary>
public sealed class SurveyRoutes(Stores stores, AskSurvey ask, BuildPages build, ShareView share)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys", (Visit visit, SurveyRoutes pages, CancellationToken cancel) => pages.All(visit.Here, new(null, null, null, null), null, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys", (HttpContext context, Visit visit, SurveyRoutes pages, Notices notices) => pages.Begin(context, visit, notices)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/surveys/{code}/texts", (string code, HttpContext context, Visit visit, SurveyRoutes pages) => pages.Texts(context, visit, code, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/surveys/{code}/file", (string code, Visit visit, SurveyRoutes pages, CancellationToken cancel) => pages.File(visit.Here, code, cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/texts", (string code, HttpContext context, Visit visit, SurveyRoutes pages, Notices notices) => pages.Word(context, visit, code, notices)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/versions", (string code, HttpContext context, Visit visit, SurveyRoutes pages, Notices notices) => pages.Publish(context, visit, code, notices)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/opening", (string code, HttpContext context, Visit visit, SurveyRoutes pages, Notices notices) => pages.Open(context, visit, code, notices)).NeedsWholeReach(Right.SetUp);
        BuildSurvey.Map(organisation);
        EditQuestion.Map(organisation);
        NewQuestion.Map(organisation);
        EditScreen.Map(organisation);
        EditEnding.Map(organisation);
        EditQuota.Map(organisation);
        EditSettings.Map(organisation);
        ShowVersions.Map(organisation);
        ReadSurveyFile.Map(organisation);
        ShowPreview.Map(organisation);
    }

    private async Task<IResult> All(Member member, AskSurvey.Beginning typed, Refusal? refusal, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var surveys = await store.Surveys.AsNoTracking().OrderByDescending(survey => survey.BegunAt).ToListAsync(cancel);
        var finished = await store.SurveyResponses.Where(response => response.FinishedAt != null && response.Counted == Counted.Yes)
            .GroupBy(response => response.SurveyId).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        var languages = await AskSurvey.LanguagesOf(store, cancel);
        var page = new { Surveys = surveys, Languages = languages, Finished = finished, Typed = typed, Faults = Faults.Of(refusal, Words.ResourceManager) };
        return new RazorComponentResult<SurveysPage>(page) { StatusCode = Problems.StatusOf(refusal) };
    }

    private async Task<IResult> Begin(HttpContext context, Visit visit, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new AskSurvey.Beginning(form["name"], form["code"], form["ready"], null) { Beside = form.Where(field => field.Key.EndsWith(":name", StringComparison.Ordinal)).ToDictionary(field => field.Key[..^":name".Length], field => (string?)field.Value) };
        var begun = await ask.Begin(visit.Here, request, context.RequestAborted);
        if (begun.Refusal is { } refusal) return await All(visit.Here, request, refusal, context.RequestAborted);
        notices.Leave(Words.Begun);
        return Redirects.SeeOther(visit.Path($"surveys/{begun.Value.Code}"));
    }

    private async Task<IResult> Texts(HttpContext context, Visit visit, string code, Refusal? refusal, Survey? typed = null) => await build.Of(visit.Here, code, context.RequestAborted) is { } built
        ? new RazorComponentResult<TextsPage>(new { View = new SurveyView(built.Row, typed ?? built.Draft, built.Unpublished), Trouble = refusal is Refusal.Conflict ? Words.Stale : Faults.Of(refusal) is { Any: true } faults ? faults.Say(faults.All[0]) : null }) { StatusCode = Problems.StatusOf(refusal) }
        : Results.NotFound();

    private async Task<IResult> Word(HttpContext context, Visit visit, string code, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string[] languages = [.. form["languages"].OfType<string>().Where(language => language is "he" or "en" or "ar" or "ru").Distinct()];
        Survey Worded(Survey survey)
        {
            // The main one stays the main one: a language that is added comes after those that are there.
            if (languages.Length > 0) survey = survey with { Languages = [.. survey.Languages.Where(languages.Contains), .. languages.Except(survey.Languages)] };
            foreach (var (place, _) in SurveyCheck.Texts(survey).ToArray())
                foreach (var language in survey.Languages.Where(language => form.ContainsKey($"{language}:{place}"))) survey = Drafting.Say(survey, place, language, form[$"{language}:{place}"]);
            return survey;
        }

        Survey? typed = null;
        var changed = await ask.Change(visit.Here, code, form.Version(), survey => typed = Worded(survey), context.RequestAborted);
        if (changed.Refusal is Refusal.Conflict stale) return await Texts(context, visit, code, stale, await Draft(visit.Here, code, context.RequestAborted) is { } draft ? Worded(draft) : null);
        if (changed.Refusal is { } refusal) return await Texts(context, visit, code, refusal, typed);
        notices.Leave(Words.Saved);
        return Redirects.SeeOther(visit.Path($"surveys/{code}/texts"));
    }

    private async Task<IResult> Publish(HttpContext context, Visit visit, string code, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var published = await ask.Publish(visit.Here, code, form.Version(), context.RequestAborted);
        if (published.Refusal is { } refusal) return await build.Show(context, visit, code, refusal);
        // Whoever wants to be told of it is.
        context.RequestServices.GetRequiredService<ErrandRounds>().Ring(visit.Here.Organisation);
        notices.Leave(Words.Published);
        return Redirects.SeeOther(visit.Path($"surveys/{code}/share"));
    }

    private async Task<IResult> Open(HttpContext context, Visit visit, string code, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var open = form["open"] == "true";
        var done = await ask.Open(visit.Here, code, open, context.RequestAborted);
        if (done.Refusal is { } refusal) return await share.Show(context, code, refusal: refusal);
        context.RequestServices.GetRequiredService<ErrandRounds>().Ring(visit.Here.Organisation);
        notices.Leave(open ? Words.Opened : Words.ClosedNow);
        return Redirects.SeeOther(visit.Path($"surveys/{code}/share"));
    }

    private async Task<IResult> File(Member member, string code, CancellationToken cancel) => await Draft(member, code, cancel) is { } draft
        ? Results.File(System.Text.Encoding.UTF8.GetBytes(SurveyJson.Write(draft, indented: true)), "application/json", $"{code}.json")
        : Results.NotFound();

    private async Task<Survey?> Draft(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return await store.Surveys.Where(survey => survey.Code == code).Select(survey => survey.Draft).SingleOrDefaultAsync(cancel) is { } draft ? SurveyJson.Read(draft) : null;
    }
}
