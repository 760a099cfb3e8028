using System.Globalization;
using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Surveys.Building;

/// <summary>The quotas of a draft: how many answers of a kind are enough.</summary>
public sealed class EditQuota(AskSurvey ask, BuildPages pages, Notices notices)
{
    private const string One = "/surveys/{code}/quotas/{number:int}";

    private static readonly Quota Empty = new(new([]), 0);

    /// <summary>Their routes. The quota after the last is a new one.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet(One, (string code, int number, HttpContext context, Visit visit, EditQuota act) => act.Page(context, visit, (code, number - 1), null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost(One, (string code, int number, HttpContext context, Visit visit, EditQuota act) => act.Save(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
        organisation.MapPost(One + "/removal", (string code, int number, HttpContext context, Visit visit, EditQuota act) => act.Remove(context, visit, (code, number - 1))).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Save(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var typed = new QuotaDraft(form["most"], ConditionForm.Read(form));
        if (ConditionForm.AsksForRows(form)) return await Page(context, visit, which, typed, null);
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) =>
        {
            if (which.At < 0 || which.At > draft.Quotas.Count) return new Refusal.NotFound();
            if (SurveyJson.Mark(Known(draft, which.At)) != form["was"]) return new Refusal.Conflict("changed_meanwhile");
            var faults = new List<Fault>();
            var condition = typed.Condition.Decide(AskedField.All(draft), faults);
            if (condition is null) faults.Add(new("showIf", "required"));
            if (!int.TryParse(typed.Most, NumberStyles.None, CultureInfo.InvariantCulture, out var most)) faults.Add(new("most", "not_a_number"));
            var changed = condition is null ? draft : DraftingEnds.Keep(draft, which.At, new(condition, most));
            if (faults.Count == 0) faults.AddRange(SurveyCheck.FaultsOf(changed).Where(fault => fault.Field.StartsWith($"quotas[{which.At}].", StringComparison.Ordinal) || fault.Field == "quotas")
                .Select(fault => fault with { Field = fault.Field.EndsWith(".of", StringComparison.Ordinal) ? "showIf" : "most" }));
            return faults.Count > 0 ? new Refusal.Invalid(faults) : changed;
        }, context.RequestAborted);
        if (kept.Refused) return await Page(context, visit, which, typed, kept.Refusal);
        notices.Leave(Words.QuotaSaved);
        return Redirects.SeeOther(visit.Path($"surveys/{which.Code}#quotas"));
    }

    private async Task<IResult> Remove(HttpContext context, Visit visit, (string Code, int At) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var kept = await ask.Edit(visit.Here, which.Code, (_, draft) => which.At < 0 || which.At >= draft.Quotas.Count ? new Refusal.NotFound()
            : SurveyJson.Mark(draft.Quotas[which.At]) != form["was"] ? new Refusal.Conflict("changed_meanwhile") : DraftingEnds.RemoveQuota(draft, which.At), context.RequestAborted);
        if (kept.Refused) return await pages.Show(context, visit, which.Code, kept.Refusal);
        notices.Leave(Words.QuotaRemoved);
        return Redirects.SeeOther(visit.Path($"surveys/{which.Code}#quotas"));
    }

    private static Quota Known(Survey draft, int at) => at < draft.Quotas.Count ? draft.Quotas[at] : Empty;

    private async Task<IResult> Page(HttpContext context, Visit visit, (string Code, int At) which, QuotaDraft? typed, Refusal? refusal)
    {
        if (await pages.Of(visit.Here, which.Code, context.RequestAborted) is not { } view || which.At < 0 || which.At > view.Draft.Quotas.Count || refusal is Refusal.NotFound) return Results.NotFound();
        var quota = Known(view.Draft, which.At);
        var stale = refusal is Refusal.Conflict;
        var mark = stale || !context.Request.HasFormContentType ? SurveyJson.Mark(quota) : (await context.Request.ReadFormAsync(context.RequestAborted))["was"].ToString();
        var page = new { View = view, At = which.At, Quota = quota, Typed = typed ?? QuotaDraft.Of(quota), Mark = mark, Stale = stale, Faults = Faults.Of(refusal, Words.ResourceManager) };
        return new RazorComponentResult<QuotaPage>(page) { StatusCode = Problems.StatusOf(refusal) };
    }
}

/// <summary>A quota as it was typed.</summary>
/// <param name="Most">How many are enough.</param>
/// <param name="Condition">Whose answers count.</param>
public sealed record QuotaDraft(string? Most, ConditionDraft Condition)
{
    /// <summary>A quota that stands.</summary>
    public static QuotaDraft Of(Quota quota) => new(quota.Most > 0 ? quota.Most.ToString(CultureInfo.InvariantCulture) : "", ConditionDraft.Of(quota.Of));
}
