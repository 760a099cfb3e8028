using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Sharing;
using Kolot.Organisation.Privacy;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Answering;

/// <summary>Why a page comes back to whoever sent it, with all that was typed.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Trouble">Why nothing could be taken now, if nothing could: a code.</param>
public sealed record Returned(int Status, string? Trouble = null)
{
    /// <summary>What is wrong with what was typed.</summary>
    public IReadOnlyList<Fault> Faults { get; init; } = [];

    /// <summary>Whether it was passed over what one would rather have answered.</summary>
    public bool OnceMore { get; init; }

    /// <summary>Whether an answer brought in a question that was not there before.</summary>
    public bool Brought { get; init; }
}

/// <summary>Shows one screen of a survey to whoever answers.</summary>
public sealed class AnswerScreens(AnswerTokens tokens, AnswerGuard guard, KnownNotices notices)
{
    /// <summary>A screen as somebody opens it, or as it comes back to them.</summary>
    internal async ValueTask<StyledPage> Of(HttpContext context, Respondent respondent, int screen, Func<string, IReadOnlyList<string>>? typed = null, Returned? back = null)
    {
        var survey = respondent.Survey;
        var notice = await notices.Shown(respondent.Organisation, StyledPage.LanguageOf(survey), respondent.Token.Notice, context.RequestAborted);
        var token = respondent.Token with { Notice = notice?.Code };
        var walk = new SurveyWalk(survey, respondent.Given);
        var door = context.RequestServices.GetRequiredService<Doorway>();
        var carried = tokens.Seal(respondent.Organisation, token);
        var attacked = !token.Begun && guard.IsUnderAttack(respondent.Organisation, respondent.Asked.Code);
        var same = typed is null && back is null && !attacked && door.Mark is null && token.Way != "trial" && respondent.Given.Values.Count == 0 && !SurveyOrder.IsOwn(survey.Screens[screen]);
        var view = new AnswerView(survey, same ? SamePages.Mark : carried, screen, SurveyOrder.Of(survey.Screens[screen], walk.Asked(screen), token.Order))
        {
            Order = token.Order, Given = walk.Given, Typed = typed, Faults = new(back?.Faults ?? [], Words.ResourceManager), AskedOnceMore = back?.OnceMore == true, Brought = back?.Brought == true,
            HasBefore = walk.Before(screen) is not null, IsLast = walk.Next(screen) is null, Progress = walk.Progress(screen), Trial = token.Way == "trial", Trouble = back?.Trouble,
            Action = $"/{respondent.Organisation}/s/{respondent.Asked.Code}?lang={StyledPage.LanguageOf(survey)}{door.Along}",
            Proves = attacked ? token.Response : null, Notice = token.Notice,
        };
        var visit = context.RequestServices.GetRequiredService<Visit>();
        return new(new RazorComponentResult<AnswerPage>(new { View = view }) { StatusCode = back?.Status ?? StatusCodes.Status200OK }, survey)
        {
            Same = same ? (new(respondent.Organisation, visit.OrganisationName ?? "", StyledPage.LanguageOf(survey), screen, view.Action) { Outages = visit.OutageMark, Notice = token.Notice }, [carried]) : null,
        };
    }

    /// <summary>A page that asks nothing.</summary>
    internal static StyledPage Of(AnsweredPage.Shown shown, int status = StatusCodes.Status200OK) => new(new RazorComponentResult<AnsweredPage>(new { View = shown }) { StatusCode = status }, shown.Survey);
}
