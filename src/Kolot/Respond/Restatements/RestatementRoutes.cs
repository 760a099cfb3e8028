using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Restatements;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Respond.Restatements;

/// <summary>What was typed, and why it was not taken.</summary>
/// <param name="Typed">By the field's name.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="IsStale">Whether it was answered otherwise meanwhile.</param>
public sealed record RestatementAttempt(Func<string, string?> Typed, Faults Faults, bool IsStale);

/// <summary>The page on which a case's customer is understood, and what is posted from it.</summary>
public static class RestatementRoutes
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/{number:long}/restatement", (long number, HttpContext context, Visit visit) => Page(number, context, visit, null, null)).Needs(Right.ReadVoices);
        organisation.MapPost("/cases/{number:long}/restatement", Say).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/restatement/skip", Skip).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/restatement/{id:guid}/answer", Note).Needs(Right.EnterVoices);
    }

    private static async Task<IResult> Page(long number, HttpContext context, Visit visit, IFormCollection? form, Refusal? refusal)
    {
        if (await context.RequestServices.GetRequiredService<CaseUnderstanding>().Of(visit.Here, number, context.RequestAborted) is not { } view) return Results.NotFound();
        var attempt = form is null ? null : new RestatementAttempt(name => form[name].ToString(), Faults.Of(refusal, Words.ResourceManager), refusal is Refusal.Conflict);
        return new RazorComponentResult<RestatementPage>(new { View = view, Attempt = attempt }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static async Task<IResult> Say(long number, HttpContext context, Visit visit, Restate act, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["id"], out var id)) return Results.NotFound();
        var call = form["way"].ToString() is "confirmed" or "corrected";
        // What was said instead counts only where that is pressed.
        var said = form["way"] == "corrected" ? form["said"].ToString() is { Length: > 0 } typed ? typed : "" : null;
        if (said is "") return await Page(number, context, visit, form, new Refusal.Invalid("said", "required"));
        var done = await act.Run(visit.Here, number, new(id, form["text"], call ? RestatementWay.Call : RestatementWay.Link, said), context.RequestAborted);
        return await Onward(number, context, visit, form, done, call ? Words.Noted : null, notices);
    }

    private static async Task<IResult> Skip(long number, HttpContext context, Visit visit, Restate act, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["id"], out var id)) return Results.NotFound();
        return await Onward(number, context, visit, form, await act.Skip(visit.Here, number, id, form["why"], context.RequestAborted), Words.Skipped, notices);
    }

    private static async Task<IResult> Note(long number, Guid id, HttpContext context, Visit visit, AnswerRestatement act, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Note(visit.Here, number, new(id, form["answer"] == "yes" ? null : form["heard"].ToString()), context.RequestAborted);
        if (done.Refusal is Refusal.Invalid wrong) done = new Refusal.Invalid([.. wrong.Faults.Select(fault => fault with { Field = "heard" })]);
        return await Onward(number, context, visit, form, done, Words.Noted, notices);
    }

    private static async Task<IResult> Onward(long number, HttpContext context, Visit visit, IFormCollection form, Result<Restatement> done, string? sentence, Notices notices)
    {
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await Page(number, context, visit, form, done.Refusal);
        notices.Leave(sentence ?? await SentBy(number, context, visit));
        return Redirects.SeeOther(visit.Path($"cases/{number}/restatement"));
    }

    // What became of it, and nothing that is hoped for.
    private static async Task<string> SentBy(long number, HttpContext context, Visit visit) =>
        (await context.RequestServices.GetRequiredService<CaseUnderstanding>().Of(visit.Here, number, context.RequestAborted))?.Reached switch
        {
            { Page: true, Mail: true } => Words.SentBoth,
            { Page: true } => Words.SentOnPage,
            _ => Words.SentByMail,
        };
}
