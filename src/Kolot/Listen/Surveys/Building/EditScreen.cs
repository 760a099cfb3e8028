using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Surveys.Building;

/// <summary>Adds, moves and removes screens, and says of whom one is asked and in what order.</summary>
/// <remarks>A screen has no name of its own: each form shows which one it had before it.</remarks>
public sealed class EditScreen(AskSurvey ask, BuildPages pages, Notices notices)
{
    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/surveys/{code}/screens", (string code, HttpContext context, Visit visit, EditScreen act) => act.Add(context, visit, code)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/surveys/{code}/screens/{number:int}", (string code, int number, HttpContext context, Visit visit, EditScreen act) =>
            act.Page(context, visit, (code, number - 1), (null, null))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/screens/{number:int}", (string code, int number, HttpContext context, Visit visit, EditScreen act) => act.Save(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/screens/{number:int}/order", (string code, int number, HttpContext context, Visit visit, EditScreen act) =>
            act.Order(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/surveys/{code}/screens/{number:int}/removal", (string code, int number, HttpContext context, Visit visit, EditScreen act) =>
            act.Remove(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
    }

    /// <summary>Which screen somebody has before them: all that is on it.</summary>
    internal static string Mark(Screen screen) => SurveyJson.Mark(screen);

    private static string OwnMark(Screen screen) => SurveyJson.Mark(screen with { Questions = [] });

    private async Task<IResult> Add(HttpContext context, Visit visit, string code)
    {
        var at = 0;
        var kept = await ask.Edit(visit.Here, code, (_, draft) =>
        {
            at = draft.Screens.Count;
            if (at >= SurveyCheck.MostQuestions) return new Refusal.Invalid("kind", "too_many_questions");
            return Drafting.AddScreen(draft, at - 1);
        }, context.RequestAborted);
        return await Done(context, visit, code, (kept, Words.ScreenAdded, $"#screen-{at + 1}"));
    }

    private async Task<IResult> Order(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var down = form["by"] == "down";
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) => Known(draft, which.At, form, Mark) is { } refusal ? refusal : Drafting.StepScreen(draft, which.At, down), context.RequestAborted);
        return await Done(context, visit, which.Code, (kept, null, $"#screen-{which.At + (down ? 2 : 0)}"));
    }

    private async Task<IResult> Remove(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        RemovedPiece? removed = null;
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) =>
        {
            if (Known(draft, which.At, form, Mark) is { } refusal) return refusal;
            removed = RemovedPiece.Of(which.At, draft.Screens[which.At]);
            return Drafting.RemoveScreen(draft, which.At);
        }, context.RequestAborted);
        return await Done(context, visit, which.Code, (kept, Words.ScreenRemoved, BuildSurvey.Undo(kept, removed)));
    }

    private async Task<IResult> Save(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = (Condition: ConditionForm.Read(form), Shuffled: form["shuffled"] == "true");
        if (ConditionForm.AsksForRows(form)) return await Page(context, visit, which, (typed, null));
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) =>
        {
            if (Known(draft, which.At, form, OwnMark) is { } refusal) return refusal;
            var faults = new List<Fault>();
            var condition = typed.Condition.Decide(AskedField.Before(draft, which.At, 0), faults);
            var changed = Drafting.ChangeScreen(draft, which.At, condition, typed.Shuffled);
            if (faults.Count == 0) faults.AddRange(SurveyCheck.FaultsOf(changed).Where(fault => fault.Field == $"screens[{which.At}].showIf").Select(fault => fault with { Field = "showIf" }));
            return faults.Count > 0 ? new Refusal.Invalid(faults) : changed;
        }, context.RequestAborted);
        return kept.Refused ? await Page(context, visit, which, (typed, kept.Refusal)) : await Done(context, visit, which.Code, (kept, Words.ScreenSaved, $"#screen-{which.At + 1}"));
    }

    private static Refusal? Known(Survey draft, int at, IFormCollection form, Func<Screen, string> mark) =>
        at < 0 || at >= draft.Screens.Count ? new Refusal.NotFound() : mark(draft.Screens[at]) != form["was"] ? new Refusal.Conflict("changed_meanwhile") : null;

    private async Task<IResult> Done(HttpContext context, Visit visit, string code, (Result<SurveyRow> Kept, string? Told, string Where) end)
    {
        if (end.Kept.Refused) return await pages.Show(context, visit, code, end.Kept.Refusal);
        if (end.Told is not null) notices.Leave(end.Told);
        return Redirects.SeeOther(visit.Path($"surveys/{code}{end.Where}"));
    }

    private async Task<IResult> Page(HttpContext context, Visit visit, (string Code, int At) which, ((ConditionDraft Condition, bool Shuffled)? Typed, Refusal? Refusal) state)
    {
        if (await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view || which.At < 0 || which.At >= view.Draft.Screens.Count) return Results.NotFound();
        var screen = view.Draft.Screens[which.At];
        var typed = state.Typed ?? (ConditionDraft.Of(screen.ShowIf), screen.Shuffled);
        var stale = state.Refusal is Refusal.Conflict;
        var mark = stale || !context.Request.HasFormContentType ? OwnMark(screen) : (await context.Request.ReadFormAsync(context.RequestAborted))["was"].ToString();
        return new RazorComponentResult<ScreenPage>(new { View = view, At = which.At, Condition = typed.Item1, Shuffled = typed.Item2, Mark = mark, Stale = stale, Faults = Faults.Of(state.Refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(state.Refusal),
        };
    }
}
