using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Surveys.Building;

/// <summary>The form of a question that is not there yet: it comes into the draft once it is saved, so that one that was begun and left is in nobody's way.</summary>
public sealed class NewQuestion(AskSurvey ask, BuildPages pages, Notices notices)
{
    private const string One = "/surveys/{code}/screens/{number:int}/questions";

    /// <summary>Its page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet(One, (string code, int number, string? kind, HttpContext context, Visit visit, NewQuestion act) =>
            Read(kind) is { } wanted ? act.Page(context, visit, (code, number - 1, wanted), null, null) : Task.FromResult(Results.NotFound())).NeedsWholeReach(Right.SetUp);
        organisation.MapPost(One, (string code, int number, string? kind, HttpContext context, Visit visit, NewQuestion act) =>
            Read(kind) is { } wanted ? act.Post(context, visit, (code, number - 1, wanted)) : Task.FromResult(Results.NotFound())).NeedsWholeReach(Right.SetUp);
    }

    /// <summary>Where the form of a new one stands, within the survey's own path.</summary>
    internal static string Path(int screen, QuestionKind kind) => $"/screens/{screen + 1}/questions?kind={kind}";

    private async Task<IResult> Post(HttpContext context, Visit visit, (string Code, int Screen, QuestionKind Kind) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view) return Results.NotFound();
        var begun = Begun(view.Draft, which.Screen, which.Kind);
        var typed = QuestionForm.Read(form, begun.Survey, begun.Question);
        // Rows alone are asked for: nothing is kept yet.
        if (ConditionForm.AsksForRows(form)) return await Page(context, visit, which, typed, null);
        Question? added = null;
        var kept = await ask.Edit(visit.Here, which.Code, (_, survey) =>
        {
            if (survey.Questions.Count() >= SurveyCheck.MostQuestions) return new Refusal.Invalid("kind", "too_many_questions");
            var (draft, question) = Begun(survey, which.Screen, which.Kind);
            var decided = QuestionChange.Decide(draft, question.Key, typed);
            if (decided.Refusal is { } refusal) return refusal;
            added = decided.Value.Question;
            return decided.Value.Survey;
        }, context.RequestAborted);
        if (kept.Refused) return await Page(context, visit, which, typed, kept.Refusal);
        notices.Leave(Words.QuestionSaved);
        return Redirects.SeeOther(visit.Path($"surveys/{which.Code}#q-{added?.Key}"));
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, (string Code, int Screen, QuestionKind Kind) which, QuestionDraft? typed, Refusal? refusal)
    {
        if (refusal is Refusal.NotFound || await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view) return Results.NotFound();
        if (view.Draft.Questions.Count() >= SurveyCheck.MostQuestions) return await pages.Show(context, visit, which.Code, new Refusal.Invalid("kind", "too_many_questions"));
        var (survey, question) = Begun(view.Draft, which.Screen, which.Kind);
        if (Drafting.Find(survey, question.Key) is not var (screen, at)) return Results.NotFound();
        var shown = new QuestionView(view.Row, survey, question, typed ?? QuestionDraft.Of(question))
        {
            Mark = SurveyJson.Mark(question), Fields = AskedField.Before(survey, screen, at), New = (screen, which.Kind), Unsaved = typed is not null, Faults = Faults.Of(refusal, Words.ResourceManager),
        };
        return new RazorComponentResult<QuestionPage>(new { View = shown }) { StatusCode = Problems.StatusOf(refusal) };
    }

    // On a screen that is gone meanwhile it comes on the last.
    private static (Survey Survey, Question Question) Begun(Survey draft, int screen, QuestionKind kind) => Drafting.Add(draft, Math.Clamp(screen, 0, draft.Screens.Count - 1), kind);

    private static QuestionKind? Read(string? kind) => kind is null ? QuestionKind.One : Enum.TryParse<QuestionKind>(kind, ignoreCase: true, out var read) && Enum.IsDefined(read) ? read : null;
}
