using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.OptOuts;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>The pages on which campaigns are begun, looked at, started and followed.</summary>
public sealed class CampaignRoutes(Stores stores, WriteCampaign write, TryCampaign attempt, Visit visit)
{
    /// <summary>What a step of writing a campaign shows.</summary>
    /// <param name="Campaign">As it is kept; null for a new one.</param>
    /// <param name="Step">Which step.</param>
    /// <param name="Field">What stands in a field.</param>
    public sealed record StepShown(Campaign? Campaign, string Step, Func<string, string> Field)
    {
        /// <summary>The surveys that can be asked.</summary>
        public IReadOnlyList<SurveyRow> Surveys { get; init; } = [];

        /// <summary>The units.</summary>
        public IReadOnlyList<Unit> Units { get; init; } = [];

        /// <summary>The attributes that are known of customers.</summary>
        public IReadOnlyList<string> Attributes { get; init; } = [];

        /// <summary>The ways that are chosen, the preferred first.</summary>
        public IReadOnlyList<string> Ways { get; init; } = [];

        /// <summary>The hours in which anything may go.</summary>
        public SendingHours Hours { get; init; } = SendingHours.Usual;
    }

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/campaigns", (CampaignRoutes pages, CancellationToken cancel) => pages.All(cancel)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/campaigns/new", (HttpContext context, CampaignRoutes pages) => pages.Step(context, null, "what", null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/campaigns", (HttpContext context, CampaignRoutes pages) => pages.Begin(context)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/campaigns/{id:guid}", (Guid id, HttpContext context, CampaignRoutes pages) => pages.One(context, id, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/campaigns/{id:guid}/draft/{step}", (Guid id, string step, HttpContext context, CampaignRoutes pages) => pages.Step(context, id, step, null, null)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/campaigns/{id:guid}/draft/{step}", (Guid id, string step, HttpContext context, CampaignRoutes pages) => pages.Change(context, id, step)).NeedsWholeReach(Right.SetUp);
    }

    /// <summary>The page of one: what would be of a draft, how far everybody came of what was started.</summary>
    internal async Task<IResult> One(HttpContext context, Guid id, Refusal? refusal, ListPeople.Taken? taken = null)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        if (refusal is Refusal.NotFound || await CampaignView.Load(store, id, attempt, context.RequestAborted) is not { } view) return Results.NotFound();
        view = view with { OptedOut = view.Funnel.Sent == 0 ? 0 : await context.RequestServices.GetRequiredService<OptedOutAfter>().Of(store, view.Campaign, context.RequestAborted) };
        var faults = refusal is Refusal.Conflict conflict ? new Refusal.Invalid("campaign", conflict.Reason) : refusal;
        var status = Problems.StatusOf(refusal);
        return view.Campaign.State == CampaignState.Draft
            ? new RazorComponentResult<DraftPage>(new { View = view, Taken = taken, Faults = Faults.Of(faults, Words.ResourceManager) }) { StatusCode = status }
            : new RazorComponentResult<CampaignPage>(new { View = view, Faults = Faults.Of(faults, Words.ResourceManager) }) { StatusCode = status };
    }

    private async Task<IResult> All(CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        return new RazorComponentResult<CampaignsPage>(new { View = await CampaignsView.Load(store, cancel) });
    }

    private async Task<IResult> Begin(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var begun = await write.Begin(visit.Here, TypedIn(form), ["what"], context.RequestAborted);
        return begun.Refusal is { } refusal ? await Step(context, null, "what", form, refusal) : Redirects.SeeOther(visit.Path($"campaigns/{begun.Value.Id}/draft/who"));
    }

    private async Task<IResult> Change(HttpContext context, Guid id, string step)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await write.Change(visit.Here, id, step, TypedIn(form), context.RequestAborted);
        if (done.Refusal is Refusal.Conflict { Reason: "started" }) return Redirects.SeeOther(visit.Path($"campaigns/{id}"));
        if (done.Refusal is { } refusal) return await Step(context, id, step, form, refusal);
        var next = WriteCampaign.Steps.SkipWhile(one => one != step).Skip(1).FirstOrDefault();
        return Redirects.SeeOther(visit.Path(form.ContainsKey("done") ? $"campaigns/{id}" : next is null ? $"campaigns/{id}/messages" : $"campaigns/{id}/draft/{next}"));
    }

    private async Task<IResult> Step(HttpContext context, Guid? id, string step, IFormCollection? typed, Refusal? refusal)
    {
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var kept = id is null ? null : await store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, cancel);
        if ((id is not null && kept is null) || !WriteCampaign.Steps.Contains(step)) return Results.NotFound();
        if (kept is not null && kept.State != CampaignState.Draft) return Redirects.SeeOther(visit.Path($"campaigns/{id}"));
        var units = await store.Units.AsNoTracking().Where(unit => !unit.Retired).OrderBy(unit => unit.Name).ToListAsync(cancel);
        var surveys = await store.Surveys.AsNoTracking().Where(survey => survey.Asked > 0 || (kept != null && survey.Id == kept.SurveyId)).OrderBy(survey => survey.Name).ToListAsync(cancel);
        var written = StepFields.Of(kept ?? WriteCampaign.Blank(Guid.Empty, DateTime.UnixEpoch), units, surveys, visit.TimeZone);
        if (kept is null) StepFields.Suggest(written, surveys, context.Request.Query["survey"]);
        var shown = new StepShown(kept, step, name => typed is null ? written.GetValueOrDefault(name, "") : typed[name].ToString())
        {
            Surveys = surveys, Units = units, Hours = await Planning.InvitingHours.Read(store, cancel),
            Attributes = step == "who" ? await store.CustomerAttributes.Select(attribute => attribute.Key).Distinct().OrderBy(key => key).Take(100).ToListAsync(cancel) : [],
            Ways = typed is null ? (kept?.Ways ?? "mail").Split(',') : TypedIn(typed).Ways,
        };
        return new RazorComponentResult<StepPage>(new { View = shown, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) }) { StatusCode = Problems.StatusOf(refusal) };
    }

    // The one that is preferred comes first, the others as they stand.
    private static WriteCampaign.Typed TypedIn(IFormCollection form)
    {
        string[] chosen = [.. form["ways"].OfType<string>()];
        var first = form["first"].ToString();
        return new(name => form[name].ToString(), [.. chosen.Where(way => way == first), .. chosen.Where(way => way != first)], form.Version());
    }
}
