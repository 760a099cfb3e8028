using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Listen.Answering;

/// <summary>The pages of a survey that customers see, and what they send.</summary>
/// <remarks>Opening one writes nothing: whoever looks through mail for people opens every link.</remarks>
public sealed class AnswerRoutes(AskedSurveys surveys, Respondents respondents, AnswerScreens screens, TimeProvider clock)
{
    private const string Why = "A survey is answered by whoever has its address.";
    private const int LargestPage = 1 << 20;

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/s/{code}", (string code, HttpContext context, Visit visit, AnswerRoutes routes) => routes.Show(context, visit, code, "link")).OpenToAll(Why).AddEndpointFilter(Doorway.Open);
        organisation.MapPost("/s/{code}", (string code, HttpContext context, Visit visit, AnswerRoutes routes, TakeScreen take) => routes.Send(context, visit, code, take)).OpenToAll(Why).DisableAntiforgery()
            .WithFormOptions(multipartBodyLengthLimit: AnswerFiles.MostInAll).WithMetadata(new RequestSizeLimitAttribute(AnswerFiles.MostInAll + (1 << 20))).AddEndpointFilter(Doorway.Open);
    }

    /// <summary>Shows the page.</summary>
    /// <param name="context">The request.</param>
    /// <param name="visit">Where.</param>
    /// <param name="code">Of which survey.</param>
    /// <param name="way">By which way, unless the address tells another.</param>
    /// <param name="link">The personal link, if by one.</param>
    internal async Task<IResult> Show(HttpContext context, Visit visit, string code, string way, Guid? link = null)
    {
        var (name, query, cancel, now) = (Name(visit), context.Request.Query, context.RequestAborted, clock.GetUtcNow().UtcDateTime);
        if (await surveys.Of(name, code, cancel) is not { } asked) return Results.NotFound();
        var told = query["r"].ToString() is { Length: > 0 } said ? said : null;
        // At a kiosk the one before was somebody else.
        var carried = told ?? (query.ContainsKey("again") || way == "kiosk" || Door(context).IsKiosk ? null : AnswerCookie.Read(context));
        var known = link is null ? await respondents.Of(name, asked, carried, cancel) : await respondents.ByLink(name, asked, WayIn(context, way) with { Link = link, Again = false }, Came(query), cancel);
        // Who opens the survey itself is not whom a link was sent to that was opened here before.
        if (told is null && link is null && known?.Token.Link is not null) known = null;
        if (Anew(context, known) is { } anew) return anew;
        if (known is { IsDone: true } && (link is not null || !query.ContainsKey("again")))
            return AnswerScreens.Of(new(known.Survey, asked, AnsweredPage.Said.Already) { Once = known.Token.Link is not null });
        var mayAnswer = known is null || (known.Kept is null && link is not null) ? asked.IsOpen(now) : asked.MayGoOn(known.Token.OpenedAt, now);
        if (!mayAnswer) return AnswerScreens.Of(new(known?.Survey, asked, AnsweredPage.Said.Closed), StatusCodes.Status410Gone);

        var respondent = known ?? await Begin(context, visit, asked, way, Came(query));
        if (respondent is null) return Results.NotFound();
        var walk = new SurveyWalk(respondent.Survey, respondent.Given);
        var screen = int.TryParse(query["at"], out var wanted) && wanted >= 0 && wanted < respondent.Survey.Screens.Count ? wanted : respondent.Kept?.Screen ?? 0;
        return await screens.Of(context, respondent, walk.Next(Math.Min(screen, walk.Survey.Screens.Count) - 1) ?? walk.Before(walk.Survey.Screens.Count) ?? 0);
    }

    private async Task<IResult> Send(HttpContext context, Visit visit, string code, TakeScreen take)
    {
        var (name, cancel, now) = (Name(visit), context.RequestAborted, clock.GetUtcNow().UtcDateTime);
        if (await surveys.Of(name, code, cancel) is not { } asked) return Results.NotFound();
        var wait = take.Wait(context, name, asked);
        // Files are not even read from where too much was sent already, nor when nobody may go on.
        if (context.Request.ContentLength is null or > LargestPage && (wait is not null || !asked.MayGoOn(DateTime.MinValue, now)))
            return wait is null ? AnswerScreens.Of(new(null, asked, AnsweredPage.Said.Closed), StatusCodes.Status410Gone) : AnswerScreens.Of(new(null, asked, AnsweredPage.Said.TooMuch), StatusCodes.Status429TooManyRequests);
        if (await FormOf(context) is not { } form)
            return AnswerScreens.Of(new(null, asked, AnsweredPage.Said.TooMuch), context.Request.ContentLength < LargestPage ? StatusCodes.Status400BadRequest : StatusCodes.Status413PayloadTooLarge);
        var request = new SendAnswers.Request(int.TryParse(form["screen"], out var at) && at >= 0 ? at : 0, field => [.. form[field].OfType<string>()], Language.Here)
        {
            AskedOnceMore = form.ContainsKey("once-more"), Back = form.ContainsKey("back"), Trapped = form["website"].ToString().Length > 0,
        };
        if (await respondents.Of(name, asked, form["token"], cancel) is not { } respondent)
        {
            // Too old, or of nobody: nothing that was typed is lost, it is sent once more with a token of now.
            return await Begin(context, visit, asked, "link", Came(form)) is not { } anew ? Results.NotFound() : await screens.Of(
                context, anew, Within(anew, request.Screen), request.Field, asked.IsOpen(now) ? new(StatusCodes.Status422UnprocessableEntity, "send_again") : new(StatusCodes.Status410Gone, "closed"));
        }

        if (Anew(context, respondent) is { } next) return next;
        respondent = respondent.Token.Begun ? respondent : respondent with { Given = respondent.Given.With(Came(form).Only(field => IsHidden(respondent, field)).Values) };
        respondent = respondent.Proven(Door(context).Customer);
        if (form.ContainsKey(AnswerDocument.AnswersAgain) && !respondent.IsDone) return await take.Again(context, respondent, request with { Screen = Within(respondent, request.Screen) });
        return await take.Run(context, visit, respondent, request with { Screen = Within(respondent, request.Screen), Doubt = Door(context).Doubt(name, respondent.Token) }, wait);
    }

    private async Task<Respondent?> Begin(HttpContext context, Visit visit, AskedSurvey asked, string way, Given came)
    {
        var respondent = await respondents.New(Name(visit), asked, WayIn(context, way), came, context.RequestAborted);
        if (respondent is not null && Door(context).IsKiosk) AnswerCookie.BeginTurn(context, visit, respondent);
        return respondent;
    }

    // At a kiosk whoever goes back to what the one before gave begins anew.
    private static IResult? Anew(HttpContext context, Respondent? respondent) =>
        respondent is not null && Door(context).Start is { } start && AnswerCookie.IsTurnOver(context, respondent.Token) ? Redirects.SeeOther(start) : null;

    // What is larger than any page of ours sends, or holds what no text does, was typed by nobody.
    private static async Task<IFormCollection?> FormOf(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception fault) when (fault is InvalidDataException or BadHttpRequestException)
        {
            return null;
        }
    }

    private static int Within(Respondent respondent, int screen) => Math.Min(screen, respondent.Survey.Screens.Count - 1);

    private static bool IsHidden(Respondent respondent, string field) =>
        field.StartsWith(Test.Attribute, StringComparison.Ordinal) && respondent.Survey.Hidden.Contains(field[Test.Attribute.Length..]);

    private static Given Came(IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> fields) =>
        new(fields.Where(field => field.Key.Length <= 100).Select(field => KeyValuePair.Create(field.Key, (IReadOnlyList<string>)[.. field.Value.OfType<string>().Where(value => value.Length is > 0 and <= 500 && !value.Contains('\0'))]))
            .Where(field => field.Value.Count > 0).ToDictionary());

    private static AnswerToken WayIn(HttpContext context, string way) => new(Guid.Empty, Guid.Empty, 0, Door(context).Way ?? way, default) { Again = context.Request.Query.ContainsKey("again") };

    private static Doorway Door(HttpContext context) => context.RequestServices.GetRequiredService<Doorway>();

    private static string Name(Visit visit) => visit.Organisation ?? throw new InvalidOperationException("A survey is an organisation's.");
}
