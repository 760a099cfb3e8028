using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Sharing;
using Kolot.Shell;

namespace Kolot.Listen.Answering;

/// <summary>Takes in a screen that somebody sent, and leads on: to the next one, to the end, or back with all that was typed.</summary>
public sealed class TakeScreen(SendAnswers send, AnswerFiles files, AnswerScreens screens, TakeScreen.Door door)
{
    /// <summary>What looks at whoever comes before what they say is looked at.</summary>
    public sealed record Door(AnswerGuard Guard, AnswerCookie Cookie);

    /// <summary>Until when whoever sends from there should wait, before anything of it is read; null where they need not.</summary>
    public TimeSpan? Wait(HttpContext context, string organisation, AskedSurvey asked)
    {
        var wait = door.Guard.Wait(context, organisation, asked.Code);
        if (wait is { } told) Tell(context, told);
        return wait;
    }

    /// <summary>Does it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="visit">Where.</param>
    /// <param name="came">Who sent it.</param>
    /// <param name="request">What was sent.</param>
    /// <param name="wait">How long they should wait, for what came from the same place.</param>
    public async Task<IResult> Run(HttpContext context, Visit visit, Respondent came, SendAnswers.Request request, TimeSpan? wait)
    {
        var cancel = context.RequestAborted;
        async Task<IResult> Back(Respondent respondent, Returned why, SendAnswers.Request? sent = null) => await screens.Of(context, respondent, request.Screen, (sent ?? request).Field, why);
        var theirs = door.Guard.Wait(came);
        if ((wait ?? theirs) is { } told)
        {
            Tell(context, told);
            return await Back(came, new(StatusCodes.Status429TooManyRequests, "too_often"));
        }

        if (!door.Guard.LetsIn(context, came, request.Field("proof") is [var proof] ? proof : null)) return await Back(came, new(StatusCodes.Status429TooManyRequests, "patience"));
        var respondent = await door.Cookie.OneOf(context, came, cancel);
        // What will not be taken in fills nothing.
        if (!respondent.IsDone && !send.IsOver(respondent)) request = await files.Take(respondent, request, context.Request.Form.Files, cancel);
        var outcome = await send.Run(respondent, request, cancel);
        return outcome.Refusal switch
        {
            null => await Follow(context, visit, outcome.Value, request),
            Refusal.Conflict => await Back(respondent, new(StatusCodes.Status410Gone, "closed"), request),
            Refusal.Invalid invalid => await Back(respondent, new(StatusCodes.Status422UnprocessableEntity) { Faults = [.. invalid.Faults.Select(fault => AtAQuestion(fault, respondent, request))] }, request),
            _ => await Back(respondent, new(StatusCodes.Status503ServiceUnavailable, "busy"), request),
        };
    }

    /// <summary>The same screen in another language, with all that was typed on it: nothing is taken in.</summary>
    public async Task<IResult> Again(HttpContext context, Respondent respondent, SendAnswers.Request request)
    {
        // What was sent before stands there still; what is only chosen cannot come back.
        request = await files.Take(respondent, request, new FormFileCollection(), context.RequestAborted);
        var step = SurveyStep.Of(respondent.Survey, respondent.Given, request.Screen, request.Field, askedOnceMore: true);
        return await screens.Of(context, respondent with { Given = step.Given }, request.Screen, request.Field, new(StatusCodes.Status200OK) { OnceMore = request.AskedOnceMore });
    }

    private static void Tell(HttpContext context, TimeSpan wait) => context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    // Who answered nothing at all is led to where they can begin.
    private static Fault AtAQuestion(Fault fault, Respondent respondent, SendAnswers.Request request) =>
        fault.Reason == "nothing_said" && respondent.Survey.Screens[request.Screen].Questions is [var first, ..] ? fault with { Field = first.Key } : fault;

    private async ValueTask<IResult> Follow(HttpContext context, Visit visit, SendAnswers.Outcome outcome, SendAnswers.Request request)
    {
        var (respondent, step) = (outcome.Respondent, outcome.Step);
        if (!outcome.Done && outcome.Before is null && step.Stays)
            return await screens.Of(context, respondent, request.Screen, request.Field, new(step.Faults.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK)
            {
                Faults = step.Faults, OnceMore = step.OnceMore || request.AskedOnceMore, Brought = step.Brought,
            });
        var carried = door.Cookie.Leave(context, visit, respondent);
        var path = visit.Path($"s/{respondent.Asked.Code}");
        var way = context.RequestServices.GetRequiredService<Doorway>();
        var language = StyledPage.LanguageOf(respondent.Survey);
        if (!outcome.Done) return Redirects.SeeOther($"{path}?r={carried}&at={outcome.Before ?? step.Next}&lang={language}{way.Along}");
        var endings = respondent.Survey.Endings;
        var ending = new SurveyWalk(respondent.Survey, respondent.Given).Ending is { } read ? Enumerable.Range(0, endings.Count).First(at => ReferenceEquals(endings[at], read)) : -1;
        return Redirects.SeeOther($"{path}/thanks?r={carried}&end={ending}&lang={language}{way.Along}");
    }
}
