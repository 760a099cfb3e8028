using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Respond.Allowances;

/// <summary>What was typed, and why it was not taken.</summary>
/// <param name="Typed">By the field's name.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Sentence">Why it was refused besides.</param>
public sealed record SpendAttempt(Func<string, string?> Typed, Faults Faults, string? Sentence);

/// <summary>The page on which something is given in a case, and what is posted from it.</summary>
public static class AllowanceRoutes
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/{number:long}/allowance", (long number, HttpContext context, Visit visit) => Page(number, context, visit, null, null)).Needs(Right.ReadVoices);
        organisation.MapPost("/cases/{number:long}/allowance", Give).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/allowance/{id:guid}/reversal", async (long number, Guid id, HttpContext context, Visit visit, Spend act, Notices notices) =>
        {
            var done = await act.Reverse(visit.Here, number, id, context.RequestAborted);
            if (done.Refusal is Refusal.NotFound) return Results.NotFound();
            if (done.Refused) return await Page(number, context, visit, null, done.Refusal);
            notices.Leave(Words.TakenBack);
            return Redirects.SeeOther(visit.Path($"cases/{number}/allowance"));
        }).Needs(Right.EnterVoices);
    }

    private static async Task<IResult> Page(long number, HttpContext context, Visit visit, IFormCollection? form, Refusal? refusal)
    {
        if (await context.RequestServices.GetRequiredService<CaseAllowance>().Of(visit.Here, number, context.RequestAborted) is not { } view) return Results.NotFound();
        var sentence = refusal switch { Refusal.NotAllowed => Words.NotYours, Refusal.Conflict => Words.Merged, _ => null };
        var attempt = refusal is null ? null : new SpendAttempt(name => form?[name].ToString(), Faults.Of(refusal, Words.ResourceManager), sentence);
        return new RazorComponentResult<AllowancePage>(new { View = view, Attempt = attempt }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static async Task<IResult> Give(long number, HttpContext context, Visit visit, Spend act, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["id"], out var id)) return Results.NotFound();
        var kind = form["kind"].ToString() switch { "gesture" => SpendKind.Gesture, "compensation" => SpendKind.Compensation, _ => (SpendKind?)null };
        var done = await act.Run(visit.Here, number, new(id, kind, form["amount"], form["what"]), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await Page(number, context, visit, form, done.Refusal);
        notices.Leave(Words.Given.Replace("{0}", AllowanceWords.Sum(done.Value.Amount, visit.CurrencySign), StringComparison.Ordinal), (visit.Path($"cases/{number}/allowance"), Words.TakeBackHow));
        return Redirects.SeeOther(visit.Path(form["back"] == "case" ? $"cases/{number}#allowance" : $"cases/{number}/allowance"));
    }
}
