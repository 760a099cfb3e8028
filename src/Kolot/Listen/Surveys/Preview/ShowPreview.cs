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
public sealed class ShowPreview(BuildPages pages, SendWish wishes)
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
        if (await pages.Of(visit.Here, code, context.RequestAborted) is not { } built) return Results.NotFound();
        var trial = new Trial(context, visit, built.Row, OneScreen.Arranged(built.Draft));
        var given = Opened(context.Request.Query["r"]);
        var screen = Number(context.Request.Query["at"]) is { } wanted && wanted < trial.Survey.Screens.Count ? wanted : new SurveyWalk(trial.Survey, given).Next(-1);
        return screen is { } at ? Screen(trial, (at, given), new(Given.Nothing, [], false, null)) : await End(trial, null, false);
    }

    private async Task<IResult> Send(HttpContext context, Visit visit, string code)
    {
        if (await pages.Of(visit.Here, code, context.RequestAborted) is not { } built) return Results.NotFound();
        var trial = new Trial(context, visit, built.Row, OneScreen.Arranged(built.Draft));
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Number(context.Request.Query["wished"]) is { } ending) return await End(trial, trial.Survey.Endings.ElementAtOrDefault(ending), true);
        if (Number(form["screen"]) is not { } at || at >= trial.Survey.Screens.Count) return await Show(context, visit, code);
        // A file is known by its name alone: it is not taken in.
        IReadOnlyList<string> Posted(string field) => form.Files.GetFile(field) is { FileName.Length: > 0 } file ? [file.FileName] : [.. form[field].OfType<string>()];
        var step = SurveyStep.Of(trial.Survey, Opened(form["token"]), at, Posted, form.ContainsKey("once-more"));
        var walk = new SurveyWalk(trial.Survey, step.Given);
        if (form.ContainsKey("back") && walk.Before(at) is { } before) return Screen(trial, (before, step.Given), new(step.Given, [], false, null));
        if (form.ContainsKey(AnswerDocument.AnswersAgain)) return Screen(trial, (at, step.Given), new(step.Given, [], false, null), Posted);
        if (step.Stays) return Screen(trial, (at, step.Given), step, Posted);
        return step.Next is { } next ? Screen(trial, (next, step.Given), new(step.Given, [], false, null)) : await End(trial, walk.Ending, false);
    }

    private static Framed Screen(Trial trial, (int At, Given Given) place, SurveyStep step, Func<string, IReadOnlyList<string>>? typed = null)
    {
        var walk = new SurveyWalk(trial.Survey, place.Given);
        var shown = new AnswerView(trial.Survey, Sealed(place.Given), place.At, walk.Asked(place.At))
        {
            Given = walk.Given, Typed = typed, Faults = AnsweringWords.Faults(step.Faults), AskedOnceMore = step.OnceMore, Brought = step.Brought, HasBefore = walk.Before(place.At) is not null,
            IsLast = walk.Next(place.At) is null, Progress = walk.Progress(place.At), Trial = true, Action = $"{trial.Context.Request.Path}?lang={LanguageOf(trial.Survey)}",
        };
        return new(new RazorComponentResult<AnswerPage>(new { View = shown }), trial.Survey);
    }

    private async Task<Framed> End(Trial trial, Ending? ending, bool wished)
    {
        var at = ending is null ? 0 : trial.Survey.Endings.Index().First(one => ReferenceEquals(one.Item, ending)).Index;
        var (times, today) = await wishes.Times(trial.Visit.Here.Organisation, _ => trial.Row.UnitId, trial.Context.RequestAborted);
        var offer = ending is null or { Offers: Wish.Nothing } ? null : new WishView(ending.Offers, $"{trial.Context.Request.Path}?wished={at}&lang={LanguageOf(trial.Survey)}")
        {
            Times = times, Today = today, Done = wished,
        };
        var shown = new AnsweredPage.Shown(trial.Survey, new(trial.Row.Id, trial.Row.Code, trial.Row.Asked, "", null, null), AnsweredPage.Said.Thanks) { Ending = ending, Offer = offer };
        return new(new RazorComponentResult<AnsweredPage>(new { View = shown }), trial.Survey);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

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

    // Somebody who tries the draft out, as it would be asked.
    private sealed record Trial(HttpContext Context, Visit Visit, SurveyRow Row, Survey Survey);

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
