using System.Globalization;
using System.Text;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Listen.Surveys.Building;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Listen.Surveys.Preview;

/// <summary>The draft as whoever answers will see it, in a frame as wide as a telephone or a desktop. What is answered there is kept nowhere: it travels with the form.</summary>
public sealed class ShowPreview(BuildPages pages)
{
    private const int LongestGiven = 400_000;

    /// <summary>The page with the frame, and the pages within it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/preview", (string code, HttpContext context, Visit visit, ShowPreview act) => act.Page(context, visit, code)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/surveys/{code}/preview/walk", (string code, HttpContext context, Visit visit, ShowPreview act) => act.Show(context, visit, code)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/preview/walk", (string code, HttpContext context, Visit visit, ShowPreview act) => act.Send(context, visit, code)).NeedsWholeReach(Right.SetUp).DisableAntiforgery();
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, string code)
    {
        if (await pages.Of(visit.Here, code, context.RequestAborted) is not { } view) return Results.NotFound();
        var asked = context.Request.Query["in"].ToString();
        var language = view.Draft.Languages.Contains(asked) ? asked : view.Draft.Languages.Contains(Language.Here) ? Language.Here : QuestionWords.MainOf(view.Draft);
        return new Framing(new RazorComponentResult<PreviewPage>(new { View = view, Wide = context.Request.Query["as"] == "desktop", In = language }));
    }

    private async Task<IResult> Show(HttpContext context, Visit visit, string code)
    {
        if (await pages.Of(visit.Here, code, context.RequestAborted) is not { } view) return Results.NotFound();
        var given = Opened(context.Request.Query["r"]);
        var walk = new SurveyWalk(view.Draft, given);
        var screen = int.TryParse(context.Request.Query["at"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted < view.Draft.Screens.Count ? wanted : walk.Next(-1);
        return screen is { } at ? Screen(context, view, (at, given), new(Given.Nothing, [], false, null)) : End(view, null);
    }

    private async Task<IResult> Send(HttpContext context, Visit visit, string code)
    {
        if (await pages.Of(visit.Here, code, context.RequestAborted) is not { } view) return Results.NotFound();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var given = Opened(form["token"]);
        if (!int.TryParse(form["screen"], NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at >= view.Draft.Screens.Count) return await Show(context, visit, code);
        var step = SurveyStep.Of(view.Draft, given, at, field => [.. form[field].OfType<string>()], form.ContainsKey("once-more"));
        var walk = new SurveyWalk(view.Draft, step.Given);
        if (form.ContainsKey("back") && walk.Before(at) is { } before) return Screen(context, view, (before, step.Given), new(step.Given, [], false, null));
        if (step.Stays) return Screen(context, view, (at, step.Given), step, field => [.. form[field].OfType<string>()]);
        return step.Next is { } next ? Screen(context, view, (next, step.Given), step with { OnceMore = false }) : End(view, walk.Ending);
    }

    private static Framed Screen(HttpContext context, BuildView view, (int At, Given Given) place, SurveyStep step, Func<string, IReadOnlyList<string>>? typed = null)
    {
        var walk = new SurveyWalk(view.Draft, place.Given);
        var shown = new AnswerView(view.Draft, Sealed(place.Given), place.At, walk.Asked(place.At))
        {
            Given = walk.Given, Typed = typed, Faults = AnsweringWords.Faults(step.Faults), AskedOnceMore = step.OnceMore, HasBefore = walk.Before(place.At) is not null, IsLast = walk.Next(place.At) is null,
            Progress = walk.Progress(place.At), Trial = true, Action = $"{context.Request.Path}?lang={LanguageOf(view.Draft)}",
        };
        return new(new RazorComponentResult<AnswerPage>(new { View = shown }), view.Draft);
    }

    private static Framed End(BuildView view, Ending? ending) => new(
        new RazorComponentResult<AnsweredPage>(new { View = new AnsweredPage.Shown(view.Draft, new(view.Row.Id, view.Row.Code, view.Row.Asked, "", null, null), AnsweredPage.Said.Thanks) { Ending = ending } }), view.Draft);

    private static string LanguageOf(Survey survey) => survey.Languages.Contains(Language.Here) ? Language.Here : QuestionWords.MainOf(survey);

    private static string Sealed(Given given) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(SurveyJson.Write(given)));

    // It is nobody's but theirs who try it: nothing follows from it, so nothing is sealed.
    private static Given Opened(string? token)
    {
        if (string.IsNullOrEmpty(token) || token.Length > LongestGiven) return Given.Nothing;
        try
        {
            return SurveyJson.ReadGiven(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token)));
        }
        catch (Exception fault) when (fault is FormatException or System.Text.Json.JsonException)
        {
            return Given.Nothing;
        }
    }

    // The page around may hold a frame of our own.
    private sealed class Framing(IResult page) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentSecurityPolicy = $"{SecurityHeaders.Policy}; frame-src 'self'";
            return page.ExecuteAsync(httpContext);
        }
    }

    // The pages that customers see let nobody frame them; here, and here alone, we do it ourselves.
    private sealed class Framed(IResult page, Survey survey) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            AnswerStyle.Allow(httpContext);
            var headers = httpContext.Response.Headers;
            headers.ContentSecurityPolicy = headers.ContentSecurityPolicy.ToString().Replace("frame-ancestors 'none'", "frame-ancestors 'self'", StringComparison.Ordinal);
            Language.Speak(LanguageOf(survey));
            return page.ExecuteAsync(httpContext);
        }
    }
}
