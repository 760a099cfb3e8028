using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Surveys.Building;

/// <summary>The endings of a draft: what is said, to whom, and what is offered.</summary>
public sealed class EditEnding(AskSurvey ask, BuildPages pages, Notices notices)
{
    private const string One = "/surveys/{code}/endings/{number:int}";

    /// <summary>Their routes. The ending after the last is a new one.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet(One, (string code, int number, HttpContext context, Visit visit, EditEnding act) => act.Page(context, visit, (code, number - 1), null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost(One, (string code, int number, HttpContext context, Visit visit, EditEnding act) => act.Save(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost(One + "/order", (string code, int number, HttpContext context, Visit visit, EditEnding act) => act.Order(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost(One + "/removal", (string code, int number, HttpContext context, Visit visit, EditEnding act) => act.Remove(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Save(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = Read(form);
        if (ConditionForm.AsksForRows(form)) return await Page(context, visit, which, typed, null);
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) =>
        {
            if (which.At < 0 || which.At > draft.Endings.Count) return new Refusal.NotFound();
            var was = which.At < draft.Endings.Count ? draft.Endings[which.At] : new Ending();
            if (SurveyJson.Mark(was) != form["was"]) return new Refusal.Conflict("changed_meanwhile");
            var faults = new List<Fault>();
            var ending = typed.On(was, draft.Languages) with { ShowIf = typed.Condition.Decide(AskedField.All(draft), faults) };
            var (changed, at) = which.At < draft.Endings.Count ? (DraftingEnds.Change(draft, which.At, ending), which.At) : DraftingEnds.Add(draft, ending);
            if (faults.Count == 0) faults.AddRange(Own(changed, at));
            return faults.Count > 0 ? new Refusal.Invalid(faults) : changed;
        }, context.RequestAborted);
        if (kept.Refused) return await Page(context, visit, which, typed, kept.Refusal);
        notices.Leave(Words.EndingSaved);
        return Redirects.SeeOther(visit.Path($"surveys/{which.Code}#endings"));
    }

    // That it comes after one for everybody is told on the page of the whole, where it can be moved.
    private static IEnumerable<Fault> Own(Survey survey, int at)
    {
        var place = $"endings[{at}].";
        return SurveyCheck.FaultsOf(survey).Where(fault => fault.Field.StartsWith(place, StringComparison.Ordinal))
            .Select(fault => fault with { Field = fault.Field[place.Length..] is "showIf" ? "showIf" : $"{QuestionWords.MainOf(survey)}:{fault.Field[place.Length..]}" });
    }

    private async Task<IResult> Order(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) => Known(draft, which.At, form) is { } refusal ? refusal : DraftingEnds.Step(draft, which.At, form["by"] == "down"), context.RequestAborted);
        return kept.Refused ? await pages.Show(context, visit, which.Code, kept.Refusal) : Redirects.SeeOther(visit.Path($"surveys/{which.Code}#endings"));
    }

    private async Task<IResult> Remove(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) => Known(draft, which.At, form) is { } refusal ? refusal : DraftingEnds.Remove(draft, which.At), context.RequestAborted);
        if (kept.Refused) return await pages.Show(context, visit, which.Code, kept.Refusal);
        notices.Leave(Words.EndingRemoved);
        return Redirects.SeeOther(visit.Path($"surveys/{which.Code}#endings"));
    }

    private static Refusal? Known(Survey draft, int at, IFormCollection form) =>
        at < 0 || at >= draft.Endings.Count ? new Refusal.NotFound() : SurveyJson.Mark(draft.Endings[at]) != form["was"] ? new Refusal.Conflict("changed_meanwhile") : null;

    private static EndingDraft Read(IFormCollection form) => new(
        form.Keys.Where(key => key.EndsWith(":title", StringComparison.Ordinal) || key.EndsWith(":text", StringComparison.Ordinal)).ToDictionary(key => key, key => (string?)form[key]),
        Enum.TryParse<Wish>(form["offers"], out var wish) && Enum.IsDefined(wish) ? wish : Wish.Nothing, ConditionForm.Read(form));

    private async Task<IResult> Page(HttpContext context, Visit visit, (string Code, int At) which, EndingDraft? typed, Refusal? refusal)
    {
        if (await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view || which.At < 0 || which.At > view.Draft.Endings.Count || refusal is Refusal.NotFound) return Results.NotFound();
        var ending = which.At < view.Draft.Endings.Count ? view.Draft.Endings[which.At] : new();
        var stale = refusal is Refusal.Conflict;
        var mark = stale || !context.Request.HasFormContentType ? SurveyJson.Mark(ending) : (await context.Request.ReadFormAsync(context.RequestAborted))["was"].ToString();
        var page = new { View = view, At = which.At, Ending = ending, Typed = typed ?? EndingDraft.Of(ending), Mark = mark, Stale = stale, Faults = Faults.Of(refusal, Words.ResourceManager) };
        return new RazorComponentResult<EndingPage>(page) { StatusCode = Problems.StatusOf(refusal) };
    }
}

/// <summary>An ending as it was typed.</summary>
/// <param name="Texts">Its texts, as <c>he:title</c> and <c>he:text</c>.</param>
/// <param name="Offers">What it offers.</param>
/// <param name="Condition">To whom it is said.</param>
public sealed record EndingDraft(IReadOnlyDictionary<string, string?> Texts, Wish Offers, ConditionDraft Condition)
{
    /// <summary>An ending that stands.</summary>
    public static EndingDraft Of(Ending ending) => new(
        ending.Title.In.Select(text => ($"{text.Key}:title", text.Value)).Concat(ending.Text.In.Select(text => ($"{text.Key}:text", text.Value))).ToDictionary(text => text.Item1, text => (string?)text.Value),
        ending.Offers, ConditionDraft.Of(ending.ShowIf));

    /// <summary>The ending as it becomes, but for its condition.</summary>
    public Ending On(Ending was, IReadOnlyList<string> languages) => languages.Aggregate(was with { Offers = Offers }, (ending, language) => ending with
    {
        Title = Texts.TryGetValue($"{language}:title", out var title) ? ending.Title.With(language, title) : ending.Title,
        Text = Texts.TryGetValue($"{language}:text", out var text) ? ending.Text.With(language, text) : ending.Text,
    });
}
