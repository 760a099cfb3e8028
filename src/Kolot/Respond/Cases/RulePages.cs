using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Respond.Cases;

/// <summary>A rule in its form.</summary>
/// <param name="Id">Which; null for a new one.</param>
/// <param name="Version">The version it was begun from.</param>
/// <param name="Rule">What is chosen.</param>
/// <param name="Score">The score as it was typed.</param>
/// <param name="Scale">Where its scale ends, as it was typed.</param>
/// <param name="Said">The words as they were typed.</param>
public sealed record RuleDraft(Guid? Id, int? Version, CaseRule Rule, string? Score, string? Scale, string? Said)
{
    /// <summary>What was wrong with it.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>What is said above the form.</summary>
    public string? Sentence { get; init; }

    /// <summary>Whether it was tried, and is not kept.</summary>
    public bool Tried { get; init; }

    /// <summary>A rule as it is kept.</summary>
    public static RuleDraft Of(Guid? id, int? version, CaseRule rule) => new(id, version, rule, Text(rule.ScoreAtMost), Text(rule.ScoreOf), string.Join(", ", rule.Words));

    /// <summary>What a form holds.</summary>
    public static RuleDraft Read(IFormCollection form)
    {
        Guid[] Ids(string name) => [.. form[name].Select(id => Guid.TryParse(id, out var read) ? read : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
        int? Level(string name) => int.TryParse(form[name], out var level) ? level : null;
        var kinds = form["kinds"].Select(kind => Enum.GetNames<VoiceKind>().FirstOrDefault(name => string.Equals(name, kind, StringComparison.OrdinalIgnoreCase))).OfType<string>().Select(Enum.Parse<VoiceKind>);
        return new(Guid.TryParse(form["id"], out var rule) ? rule : null, form.Version(), new()
        {
            NotPraise = form["notPraise"] == "true", WantsCall = form["wantsCall"] == "true", Kinds = [.. kinds.Distinct()], Channels = Ids("channels"), Touchpoints = Ids("touchpoints"), Units = Ids("units"),
            Kind = CaseWords.KindOf(form["kind"]), Team = Ids("team") is [var team, ..] ? team : null, Severity = Level("severity"), Impact = Level("impact"),
        }, form["score"], form["scale"], form["words"]);
    }

    private static string? Text(double? number) => number?.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>The page of the rules, and what is posted from it.</summary>
public sealed class RulePages(Visit visit, Notices notices, SetRules rules)
{
    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/rules", async (HttpContext context, Guid? rule, RulePages pages) => await pages.Page(context, rule)).NeedsWholeReach(Right.SetUp);
        organisation.MapPost("/cases/rules", (HttpContext context, RulePages pages) => pages.Write(context)).NeedsWholeReach(Right.SetUp);
        foreach (var what in new[] { "removal", "switch", "rise" })
            organisation.MapPost($"/cases/rules/{{id:guid}}/{what}", (Guid id, HttpContext context, RulePages pages) => pages.Change(context, id, what)).NeedsWholeReach(Right.SetUp);
    }

    private async Task<IResult> Page(HttpContext context, Guid? rule)
    {
        var view = await rules.Show(visit.Here, null, context.RequestAborted);
        var known = view.Rules.FirstOrDefault(one => one.Id == rule);
        return Shown(view, known is null ? null : RuleDraft.Of(known.Id, known.Version, KnownRules.Read(known.Content)), StatusCodes.Status200OK);
    }

    private async Task<IResult> Write(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var draft = RuleDraft.Read(form);
        var decided = CaseRuleChange.Decide(draft.Rule, new(draft.Score, draft.Scale), draft.Said);
        if (decided.Refused) return await Again(context, draft, decided.Refusal);
        if (form.ContainsKey("try"))
        {
            var tried = await rules.Show(visit.Here, (draft.Id, decided.Value), context.RequestAborted);
            return Shown(tried, draft with { Tried = true, Sentence = RuleWords.Trial(tried.Trial) }, StatusCodes.Status200OK);
        }

        var written = await rules.Write(visit.Here, (draft.Id, draft.Version, decided.Value), context.RequestAborted);
        if (written.Refusal is Refusal.NotFound) return Results.NotFound();
        if (written.Refused) return await Again(context, draft, written.Refusal);
        notices.Leave(Words.RuleKept);
        return Redirects.SeeOther(visit.Path("cases/rules"));
    }

    private async Task<IResult> Change(HttpContext context, Guid id, string what)
    {
        var changed = await rules.Change(visit.Here, id, what, context.RequestAborted);
        if (changed.Refusal is { } refusal) return Results.StatusCode(Problems.StatusOf(refusal) ?? StatusCodes.Status404NotFound);
        notices.Leave(what switch { "removal" => Words.RuleRemoved, "switch" => changed.Value.Off ? Words.RuleRests : Words.RuleResumed, _ => Words.RuleMoved });
        return Redirects.SeeOther(visit.Path("cases/rules"));
    }

    private async Task<IResult> Again(HttpContext context, RuleDraft draft, Refusal? refusal)
    {
        var view = await rules.Show(visit.Here, null, context.RequestAborted);
        var sentence = refusal is Refusal.Conflict ? Words.RuleChangedMeanwhile : null;
        return Shown(view, draft with { Faults = Faults.Of(refusal, Words.ResourceManager), Sentence = sentence }, Problems.StatusOf(refusal) ?? StatusCodes.Status422UnprocessableEntity);
    }

    private static RazorComponentResult<RulesPage> Shown(SetRules.View view, RuleDraft? draft, int status) => new(new { View = view, Draft = draft }) { StatusCode = status };
}
