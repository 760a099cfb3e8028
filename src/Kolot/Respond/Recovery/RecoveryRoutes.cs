using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Recovery;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Respond.Recovery;

/// <summary>What was typed, and why it was not taken.</summary>
/// <param name="Typed">By the field's name.</param>
/// <param name="Faults">What is wrong with it.</param>
/// <param name="IsMerged">Whether the case goes on elsewhere.</param>
public sealed record RecoveryAttempt(Func<string, string?> Typed, Faults Faults, bool IsMerged);

/// <summary>The page on which a matter is made right, and what is posted from it.</summary>
public static class RecoveryRoutes
{
    /// <summary>Maps it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/{number:long}/recovery", (long number, HttpContext context, Visit visit) => Page(number, context, visit, null, null)).Needs(Right.ReadVoices);
        organisation.MapPost("/cases/{number:long}/recovery", Make).Needs(Right.EnterVoices);
    }

    private static async Task<IResult> Page(long number, HttpContext context, Visit visit, IFormCollection? form, Refusal? refusal)
    {
        if (await context.RequestServices.GetRequiredService<CaseRecovery>().Of(visit.Here, number, context.RequestAborted) is not { } view) return Results.NotFound();
        var attempt = form is null ? null : new RecoveryAttempt(name => form[name].ToString(), Faults.Of(refusal, Words.ResourceManager), refusal is Refusal.Conflict);
        var part = PartOf(form?["part"].ToString() ?? context.Request.Query["part"].ToString()) ?? (view.Story.Lacks is [var next, ..] ? next : RecoveryPart.Explained);
        return new RazorComponentResult<RecoveryPage>(new { View = view, Attempt = attempt, Part = part }) { StatusCode = Problems.StatusOf(refusal) };
    }

    private static async Task<IResult> Make(long number, HttpContext context, Visit visit, MakeRight act, Notices notices)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!Guid.TryParse(form["id"], out var id)) return Results.NotFound();
        var entry = Guid.TryParse(form["entry"], out var spent) ? spent : (Guid?)null;
        var done = await act.Run(visit.Here, number, new(id, PartOf(form["part"].ToString()), form["told"], form["evidence"], entry), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await Page(number, context, visit, form, done.Refusal);
        var reach = (await context.RequestServices.GetRequiredService<CaseRecovery>().Of(visit.Here, number, context.RequestAborted))?.Reached;
        notices.Leave(reach switch { { Page: true, Mail: true } => Words.NotedBoth, { Page: true } => Words.NotedOnPage, { Mail: true } => Words.NotedByMail, _ => Words.NotedNowhere }, reach is { Any: false, Phone: { } phone } ? ($"tel:{phone}", phone) : null);
        return Redirects.SeeOther(visit.Path($"cases/{number}/recovery"));
    }

    private static RecoveryPart? PartOf(string code) => Enum.TryParse<RecoveryPart>(code, ignoreCase: true, out var part) && Enum.IsDefined(part) ? part : null;
}
