using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Respond.Commitments;

/// <summary>What was typed, and why it was not taken.</summary>
/// <param name="Typed">By the field's name.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="Sentence">Why it was refused besides.</param>
public sealed record CommitmentAttempt(Func<string, string?> Typed, Faults Faults, string? Sentence)
{
    /// <summary>Of what was sent.</summary>
    public static CommitmentAttempt Of(IFormCollection form, Refusal? refusal) => new(name => form[name].ToString(), Faults.Of(refusal, Words.ResourceManager), CommitmentWords.Sentence(refusal));
}

/// <summary>The pages of what was promised in a case, and what is posted from them.</summary>
public static class CommitmentRoutes
{
    /// <summary>Maps them.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/{number:long}/commitments", (long number, HttpContext context, Visit visit) => OfCase(number, context, visit, null, null)).Needs(Right.ReadVoices);
        organisation.MapGet("/cases/{number:long}/commitments/{id:guid}", (long number, Guid id, HttpContext context, Visit visit) => OfOne((number, id), context, visit, null, null)).Needs(Right.ReadVoices);
        organisation.MapPost("/cases/{number:long}/commitments", Make).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/commitments/{id:guid}/outcome", End).Needs(Right.EnterVoices);
        organisation.MapPost("/cases/{number:long}/commitments/{id:guid}/time", Move).Needs(Right.EnterVoices);
        organisation.MapPost("/commitments/suggestions", Suggest).DisableAntiforgery().Needs(Right.EnterVoices);
    }

    private static async Task<IResult> OfCase(long number, HttpContext context, Visit visit, CommitmentAttempt? attempt, Refusal? refusal) =>
        await context.RequestServices.GetRequiredService<CaseCommitments>().Of(visit.Here, number, context.RequestAborted) is { } view
            ? new RazorComponentResult<CaseCommitmentsPage>(new { View = view, Attempt = attempt }) { StatusCode = Problems.StatusOf(refusal) } : Results.NotFound();

    private static async Task<IResult> OfOne((long Number, Guid Id) which, HttpContext context, Visit visit, CommitmentAttempt? attempt, Refusal? refusal) =>
        await context.RequestServices.GetRequiredService<CaseCommitments>().Of(visit.Here, which.Number, context.RequestAborted) is { } view && view.All.SingleOrDefault(one => one.Row.Id == which.Id) is { } one
            ? new RazorComponentResult<CommitmentPage>(new { View = view, One = one, Attempt = attempt }) { StatusCode = Problems.StatusOf(refusal) } : Results.NotFound();

    private static async Task<IResult> Make(long number, HttpContext context, Visit visit, MakeCommitment act, Notices notices)
    {
        var (form, faults) = (await context.Request.ReadFormAsync(context.RequestAborted), new List<Fault>());
        if (!Guid.TryParse(form["id"], out var id)) return Results.NotFound();
        var due = LocalMoment.Read(form["due"], "due", visit.TimeZone, faults);
        var done = faults.Count > 0 ? new Refusal.Invalid(faults) : await act.Run(visit.Here, number, new(id, form["text"], form["to"], due), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await OfCase(number, context, visit, CommitmentAttempt.Of(form, done.Refusal), done.Refusal);
        notices.Leave(Words.Made);
        return Redirects.SeeOther(visit.Path($"cases/{number}/commitments"));
    }

    private static async Task<IResult> End(long number, Guid id, HttpContext context, Visit visit, EndCommitment act, Notices notices)
    {
        var (form, faults) = (await context.Request.ReadFormAsync(context.RequestAborted), new List<Fault>());
        var kept = form["kept"] == "yes";
        var at = kept ? LocalMoment.Read(form["done"], "done", visit.TimeZone, faults) : null;
        var done = faults.Count > 0 ? new Refusal.Invalid(faults) : await act.Run(visit.Here, number, new(id, kept, at, kept ? null : form["note"].ToString()), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await OfOne((number, id), context, visit, CommitmentAttempt.Of(form, done.Refusal), done.Refusal);
        notices.Leave(kept ? Words.NotedKept : Words.NotedBroken);
        return Redirects.SeeOther(visit.Path(form["back"] == "list" ? "commitments" : $"cases/{number}/commitments"));
    }

    private static async Task<IResult> Move(long number, Guid id, HttpContext context, Visit visit, MoveCommitment act, Notices notices)
    {
        var (form, faults) = (await context.Request.ReadFormAsync(context.RequestAborted), new List<Fault>());
        var to = LocalMoment.Read(form["due"], "due", visit.TimeZone, faults);
        var word = form["word"] == "call" ? CustomersWord.Call : CustomersWord.Link;
        var done = faults.Count > 0 ? new Refusal.Invalid(faults) : await act.Run(visit.Here, number, new(id, to, word, form["said"]), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refusal is Refusal.Invalid wrong) done = new Refusal.Invalid([.. wrong.Faults.Select(fault => fault.Field == "note" ? fault with { Field = "said" } : fault)]);
        if (done.Refused) return await OfOne((number, id), context, visit, CommitmentAttempt.Of(form, done.Refusal), done.Refusal);
        notices.Leave(word == CustomersWord.Call ? Words.NotedMoved : Words.NotedAsked);
        return Redirects.SeeOther(visit.Path($"cases/{number}/commitments/{id}"));
    }

    // What is written is read and forgotten: nothing is kept of it.
    private static async Task<IResult> Suggest(HttpContext context, Visit visit, KnownHours hours)
    {
        if (context.Request.ContentLength is null or > 60_000) return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var clock = (await hours.Of(visit.Here.Organisation, context.RequestAborted)).HoursOf(null, null);
        return new RazorComponentResult<SpottedList>(new { Found = PromisedTimes.In(text, clock, hours.Now) });
    }
}
