using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Surveys.Building;

/// <summary>The form of one question: its words, what it is answered with, of whom it is asked.</summary>
public sealed class EditQuestion(AskSurvey ask, BuildPages pages, Notices notices)
{
    /// <summary>Its page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/surveys/{code}/questions/{key}", async (string code, string key, HttpContext context, Visit visit, EditQuestion act) =>
            await act.Page(context, visit, (code, key), null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/questions/{key}", (string code, string key, HttpContext context, Visit visit, EditQuestion act) => act.Post(context, visit, (code, key))).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Post(HttpContext context, Visit visit, (string Code, string Key) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view || view.Draft.Questions.FirstOrDefault(one => one.Key == which.Key) is not { } question) return Results.NotFound();
        var draft = QuestionForm.Read(form, view.Draft, question);
        // Rows alone are asked for: nothing is kept yet.
        if (ConditionForm.AsksForRows(form)) return await Page(context, visit, which, draft, null);
        Question? changed = null;
        var kept = await ask.Edit(visit.Here, which.Code, (_, survey) =>
        {
            if (survey.Questions.FirstOrDefault(one => one.Key == which.Key) is not { } now) return new Refusal.NotFound();
            if (SurveyJson.Mark(now) != form["was"]) return new Refusal.Conflict("changed_meanwhile");
            var decided = QuestionChange.Decide(survey, which.Key, draft);
            if (decided.Refusal is { } refusal) return refusal;
            changed = decided.Value.Question;
            return decided.Value.Survey;
        }, context.RequestAborted);
        if (kept.Refused) return await Page(context, visit, which, draft, kept.Refusal);
        notices.Leave(Words.QuestionSaved);
        return Redirects.SeeOther(visit.Path($"surveys/{which.Code}#q-{changed?.Key}"));
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, (string Code, string Key) which, QuestionDraft? typed, Refusal? refusal)
    {
        if (refusal is Refusal.NotFound || await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view) return Results.NotFound();
        if (Drafting.Find(view.Draft, which.Key) is not var (screen, at)) return Results.NotFound();
        var question = view.Draft.Screens[screen].Questions[at];
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : null;
        var shown = new QuestionView(view.Row, view.Draft, question, typed ?? QuestionDraft.Of(question))
        {
            // Only whoever was shown both sides saves once more knowingly.
            Mark = refusal is Refusal.Conflict || form is null ? SurveyJson.Mark(question) : form["was"].ToString(), Fields = AskedField.Before(view.Draft, screen, at),
            Stale = refusal is Refusal.Conflict, Unsaved = typed is not null, Faults = Faults.Of(refusal, Words.ResourceManager),
        };
        return new RazorComponentResult<QuestionPage>(new { View = shown }) { StatusCode = Problems.StatusOf(refusal) };
    }
}

/// <summary>What the page of a question shows.</summary>
/// <param name="Row">The survey.</param>
/// <param name="Survey">Its draft.</param>
/// <param name="Question">The question as it stands.</param>
/// <param name="Typed">As it is typed.</param>
public sealed record QuestionView(SurveyRow Row, Survey Survey, Question Question, QuestionDraft Typed)
{
    /// <summary>Which one whoever types had before them.</summary>
    public string Mark { get; init; } = "";

    /// <summary>What its condition may look at.</summary>
    public IReadOnlyList<AskedField> Fields { get; init; } = [];

    /// <summary>Whether it was changed meanwhile.</summary>
    public bool Stale { get; init; }

    /// <summary>On which screen it is to come, and as what it was begun; null where it is there already.</summary>
    public (int Screen, QuestionKind Kind)? New { get; init; }

    /// <summary>Whether what is typed is kept nowhere yet.</summary>
    public bool Unsaved { get; init; }

    /// <summary>What is wrong.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>The question as it would be with what is typed, for what depends on its kind.</summary>
    public Question Now => Question with { Kind = Typed.Kind };

    /// <summary>A text as it is typed.</summary>
    public string? Text(string language, string name) => Typed.Texts.GetValueOrDefault($"{language}:{name}");

    /// <summary>The text that a question of its kind usually begins with; null where there is none.</summary>
    public string? Usual(string language, string name) => usual.Texts.GetValueOrDefault($"{language}:{name}");

    private readonly QuestionDraft usual = QuestionDraft.Of(FirstWords.On(Question, Survey.Languages));
}
