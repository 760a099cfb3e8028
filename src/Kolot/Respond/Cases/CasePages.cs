using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Respond.Cases;

/// <summary>Something that could not be done with a case, or is not sent yet, as it was typed.</summary>
/// <param name="Act">What: answer, note, owner, rest, assessment, closure, merge, relate, split.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Refusal">Why it was not done; null where it is only written on.</param>
public sealed record CaseAttempt(string Act, IFormCollection Typed, Refusal? Refusal)
{
    /// <summary>What is wrong with a form of the page: nothing, unless it was this one.</summary>
    public static Faults FaultsOf(CaseAttempt? attempt, string act) => attempt?.Act == act ? Faults.Of(attempt.Refusal, Words.ResourceManager) : Faults.None;

    /// <summary>What was typed into a field of a form.</summary>
    public static string? TypedIn(CaseAttempt? attempt, string act, string field) => attempt?.Act == act ? attempt.Typed[field].ToString() : null;

    /// <summary>The id that a form drew when its page was opened: what comes back keeps it, and the files that are kept by it.</summary>
    public static Guid? StepIn(CaseAttempt? attempt, string act) => Guid.TryParse(TypedIn(attempt, act, "step"), out var step) ? step : null;
}

/// <summary>Leads on from an act: to the case as it is then, or back to the page with all that was typed.</summary>
public sealed class CasePages(Visit visit, Notices notices, ShowCase show)
{
    /// <summary>Who acts.</summary>
    public Member Member => visit.Here;

    /// <summary>Which case a form speaks of, and what its writer saw of it.</summary>
    public static ChangeCase.Which Which(long number, IFormCollection form) => new(
        number, int.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : null, Guid.TryParse(form["step"], out var step) ? step : null);

    /// <summary>The page of a case.</summary>
    public async Task<IResult> Page(HttpContext context, long number, CaseAttempt? attempt)
    {
        if (await show.Run(Member, number, context.RequestAborted) is not { } view) return Results.NotFound();
        return new RazorComponentResult<CasePage>(new { View = view, Attempt = attempt }) { StatusCode = Problems.StatusOf(attempt?.Refusal) ?? StatusCodes.Status200OK };
    }

    /// <summary>After an act by which whoever acted has the case no more.</summary>
    public IResult ToList(string sentence)
    {
        notices.Leave(sentence);
        return Redirects.SeeOther(visit.Path("cases"));
    }

    /// <summary>After an act.</summary>
    public async Task<IResult> After(HttpContext context, long number, string act, Result<Case> done, string sentence)
    {
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refusal is { } refusal) return await Page(context, number, new(act, await context.Request.ReadFormAsync(context.RequestAborted), refusal));
        notices.Leave(sentence);
        return Redirects.SeeOther(visit.Path($"cases/{done.Value.Number}"));
    }
}
