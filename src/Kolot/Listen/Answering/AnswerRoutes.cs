using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Answering;

/// <summary>The pages of a survey that customers see, and what they send.</summary>
/// <remarks>Opening one writes nothing: whoever looks through mail for people opens every link.</remarks>
public sealed class AnswerRoutes(AskedSurveys surveys, Respondents respondents, AnswerTokens tokens, TimeProvider clock)
{
    private const string Why = "A survey is answered by whoever has its address.";
    private const string Remembered = "kolot-answering";

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/s/{code}", (string code, HttpContext context, Visit visit, AnswerRoutes routes) => routes.Show(context, visit, code, "link")).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        organisation.MapPost("/s/{code}", (string code, HttpContext context, Visit visit, AnswerRoutes routes, SendAnswers send) => routes.Send(context, visit, code, send)).OpenToAll(Why).DisableAntiforgery().AddEndpointFilter(Doorway.Open);
        organisation.MapGet("/s/{code}/thanks", (string code, HttpContext context, Visit visit, AnswerRoutes routes) => routes.Thank(context, visit, code)).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
    }

    /// <summary>Shows the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="visit">Where.</param>
    /// <param name="code">Of which survey.</param>
    /// <param name="way">By which way, unless the address tells another.</param>
    /// <param name="link">The personal link, if by one.</param>
    internal async Task<IResult> Show(HttpContext context, Visit visit, string code, string way, Guid? link = null)
    {
        var (name, query, cancel) = (Name(visit), context.Request.Query, context.RequestAborted);
        if (await surveys.Of(name, code, cancel) is not { } asked) return Results.NotFound();
        // At a kiosk the one before was somebody else.
        var carried = query["r"].ToString() is { Length: > 0 } told ? told : query.ContainsKey("again") || way == "kiosk" || Door(context).IsKiosk ? null : context.Request.Cookies[Remembered];
        var known = link is null ? await respondents.Of(name, asked, carried, cancel) : await respondents.ByLink(name, asked, WayIn(context, way) with { Link = link, Again = false }, Came(query), cancel);
        if (known is { IsDone: true } && (link is not null || !query.ContainsKey("again"))) return Page(new AnsweredPage.Shown(known.Survey, asked, AnsweredPage.Said.Already) { Once = known.Token.Link is not null });
        if ((known is null || (known.Kept is null && link is not null)) && !asked.IsOpen(clock.GetUtcNow().UtcDateTime)) return Page(new AnsweredPage.Shown(null, asked, AnsweredPage.Said.Closed), 410);

        var respondent = known ?? await respondents.New(name, asked, WayIn(context, way), Came(query), cancel);
        if (respondent is null) return Results.NotFound();
        var walk = new SurveyWalk(respondent.Survey, respondent.Given);
        var screen = int.TryParse(query["at"], out var wanted) && wanted >= 0 && wanted < respondent.Survey.Screens.Count ? wanted : respondent.Kept?.Screen ?? 0;
        return Screen(context, respondent, walk.Next(Math.Min(screen, walk.Survey.Screens.Count) - 1) ?? walk.Before(walk.Survey.Screens.Count) ?? 0);
    }

    private async Task<IResult> Send(HttpContext context, Visit visit, string code, SendAnswers send)
    {
        var (name, cancel) = (Name(visit), context.RequestAborted);
        var form = await context.Request.ReadFormAsync(cancel);
        if (await surveys.Of(name, code, cancel) is not { } asked) return Results.NotFound();
        var request = new SendAnswers.Request(int.TryParse(form["screen"], out var at) && at >= 0 ? at : 0, field => [.. form[field].OfType<string>()], Language.Here)
        {
            AskedOnceMore = form.ContainsKey("once-more"), Back = form.ContainsKey("back"), Trapped = form["website"].ToString().Length > 0,
        };
        if (await respondents.Of(name, asked, form["token"], cancel) is not { } respondent)
        {
            // Too old, or of nobody: nothing that was typed is lost, it is sent once more with a token of now.
            var anew = asked.IsOpen(clock.GetUtcNow().UtcDateTime) ? await respondents.New(name, asked, WayIn(context, "link"), Came(form), cancel) : null;
            return anew is null ? Page(new AnsweredPage.Shown(null, asked, AnsweredPage.Said.Closed), 410) : Screen(context, anew, Within(anew, request.Screen), request, trouble: "send_again", status: 422);
        }

        respondent = respondent.Token.Begun ? respondent : respondent with { Given = respondent.Given.With(Came(form).Only(field => IsHidden(respondent, field)).Values) };
        respondent = respondent with { Customer = respondent.Customer ?? Door(context).Customer };
        request = request with { Screen = Within(respondent, request.Screen), Doubt = Door(context).Doubt(name, respondent.Token) };
        var outcome = await send.Run(respondent, request, cancel);
        return outcome.Refusal switch
        {
            null => Follow(context, visit, outcome.Value, request),
            Refusal.Conflict => Page(new AnsweredPage.Shown(respondent.Survey, asked, AnsweredPage.Said.Closed), 410),
            Refusal.Invalid invalid => Screen(context, respondent, request.Screen, request, invalid.Faults, status: 422),
            _ => Screen(context, respondent, request.Screen, request, trouble: "busy", status: 503),
        };
    }

    private IResult Follow(HttpContext context, Visit visit, SendAnswers.Outcome outcome, SendAnswers.Request request)
    {
        var (respondent, step) = (outcome.Respondent, outcome.Step);
        if (!outcome.Done && outcome.Before is null && step.Stays)
            return Screen(context, respondent, request.Screen, request with { AskedOnceMore = step.OnceMore }, step.Faults, status: step.Faults.Count > 0 ? 422 : 200);
        var carried = tokens.Seal(respondent.Organisation, respondent.Token with { Begun = true });
        var path = visit.Path($"s/{respondent.Asked.Code}");
        if (respondent.Token.Way is not ("kiosk" or "trial"))
            context.Response.Cookies.Append(Remembered, carried, new() { Path = path, MaxAge = TimeSpan.FromDays(30), HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps });
        if (!outcome.Done) return Redirects.SeeOther($"{path}?r={carried}&at={outcome.Before ?? step.Next}&lang={LanguageOf(respondent.Survey)}{Door(context).Along}");
        var endings = respondent.Survey.Endings;
        var ending = new SurveyWalk(respondent.Survey, respondent.Given).Ending is { } read ? Enumerable.Range(0, endings.Count).First(at => ReferenceEquals(endings[at], read)) : -1;
        return Redirects.SeeOther($"{path}/thanks?r={carried}&end={ending}&lang={LanguageOf(respondent.Survey)}{Door(context).Along}");
    }

    // Which ending was reached is no secret, and telling it in the address spares looking it up.
    private async Task<IResult> Thank(HttpContext context, Visit visit, string code)
    {
        var (name, query, cancel) = (Name(visit), context.Request.Query, context.RequestAborted);
        if (await surveys.Of(name, code, cancel) is not { } asked || tokens.Open(name, query["r"]) is not { } token || token.Survey != asked.Id) return Results.NotFound();
        if (await surveys.Version(name, token.Survey, token.Number, cancel) is not { } survey) return Results.NotFound();
        return Page(new AnsweredPage.Shown(survey, asked, AnsweredPage.Said.Thanks) { Ending = int.TryParse(query["end"], out var end) ? survey.Endings.ElementAtOrDefault(end) : null });
    }

    private StyledPage Screen(
        HttpContext context, Respondent respondent, int screen, SendAnswers.Request? sent = null, IReadOnlyList<Fault>? faults = null, string? trouble = null, int status = 200)
    {
        var walk = new SurveyWalk(respondent.Survey, respondent.Given);
        var asked = SurveyOrder.Of(respondent.Survey.Screens[screen], walk.Asked(screen), respondent.Token.Order);
        var view = new AnswerView(respondent.Survey, tokens.Seal(respondent.Organisation, respondent.Token), screen, asked)
        {
            Order = respondent.Token.Order, Given = walk.Given, Typed = sent?.Field, Faults = new(faults ?? [], Words.ResourceManager), AskedOnceMore = sent?.AskedOnceMore == true,
            HasBefore = walk.Before(screen) is not null, IsLast = walk.Next(screen) is null, Progress = walk.Progress(screen), Trial = respondent.Token.Way == "trial", Trouble = trouble,
            Action = $"/{respondent.Organisation}/s/{respondent.Asked.Code}?lang={LanguageOf(respondent.Survey)}{Door(context).Along}",
        };
        return new(new RazorComponentResult<AnswerPage>(new { View = view }) { StatusCode = status }, respondent.Survey);
    }

    private static StyledPage Page(AnsweredPage.Shown shown, int status = 200) => new(new RazorComponentResult<AnsweredPage>(new { View = shown }) { StatusCode = status }, shown.Survey);

    private static int Within(Respondent respondent, int screen) => Math.Min(screen, respondent.Survey.Screens.Count - 1);

    private static bool IsHidden(Respondent respondent, string field) =>
        field.StartsWith(Test.Attribute, StringComparison.Ordinal) && respondent.Survey.Hidden.Contains(field[Test.Attribute.Length..]);

    private static Given Came(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        new(fields.Where(field => field.Key.Length <= 100).Select(field => KeyValuePair.Create(field.Key, (IReadOnlyList<string>)[.. field.Value.OfType<string>().Where(value => value.Length is > 0 and <= 500 && !value.Contains('\0'))]))
            .Where(field => field.Value.Count > 0).ToDictionary());

    private static AnswerToken WayIn(HttpContext context, string way) => new(Guid.Empty, Guid.Empty, 0, Door(context).Way ?? way, default) { Again = context.Request.Query.ContainsKey("again") };

    private static Doorway Door(HttpContext context) => context.RequestServices.GetRequiredService<Doorway>();

    private static string Name(Visit visit) => visit.Organisation ?? throw new InvalidOperationException("A survey is an organisation's.");

    // In one of the survey's languages: whoever reads another sees the words as they were written, and those around them alike.
    private static string LanguageOf(Survey? survey) => survey is null || survey.Languages.Contains(Language.Here) ? Language.Here : survey.Languages[0];

    // Its style stands in the page, which is all that a telephone has to fetch.
    private sealed class StyledPage(IResult page, Survey? survey) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            AnswerStyle.Allow(httpContext);
            Language.Speak(LanguageOf(survey));
            return page.ExecuteAsync(httpContext);
        }
    }
}
