using System.Globalization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Closes cases for programs, by the rules of the page: with the customer's word, or without it and with a reason.</summary>
public static class ClosureApi
{
    /// <summary>A closing as a program sends it.</summary>
    /// <param name="Id">Drawn by whoever sends it, a UUID: sent twice, it is done once.</param>
    /// <param name="Confirmed">Whether the customer confirmed that it is solved.</param>
    /// <param name="Text">How they did; or why it is closed without their word, which is asked.</param>
    /// <param name="Minutes">How many minutes of their own it took the customer, where they said so.</param>
    /// <param name="Version">The last step that was seen: a case in which something came since is not closed. Nothing is compared if left out.</param>
    public sealed record ClosureBody(Guid? Id = null, bool? Confirmed = null, string? Text = null, int? Minutes = null, int? Version = null);

    private const string Sent = """{ "id": "019a4b22-1d00-7b32-8c41-5d6e7f8a9b0c", "confirmed": true, "text": "Said so on the telephone.", "minutes": 30 }""";

    private const string Without = """{ "id": "019a4b22-1d00-7b32-8c41-5d6e7f8a9b0c", "confirmed": false, "text": "The line was cancelled; three calls were not taken.", "version": 7 }""";

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/cases/{number:long}/closure", (long number, HttpContext context, Visit visit) => CaseBodies.Do<ClosureBody>(context, number, body => Close(number, context, visit, body)))
        .Needs(Right.EnterVoices).WithName("CloseCase").WithSummary("Closes a case, as its customer confirmed or without their word, which is counted apart. What came by the line to the top is closed by its customer's word alone. Sent twice under the same id, it is done once.")
        .Reads(CaseExamples.Names).Accepts<ClosureBody>("application/json").SendsLike("confirmed", Sent).SendsLike("without their word", Without)
        .Produces<CasesApi.CaseAnswer>().AnswersLike(StatusCodes.Status200OK, CaseExamples.Closed)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Close(long number, HttpContext context, Visit visit, ClosureBody body)
    {
        if (body.Id is not { } id) return Problems.Of(new Refusal.Invalid("id", "required"));
        if (body.Confirmed is not { } confirmed) return Problems.Of(new Refusal.Invalid("confirmed", "required"));
        var services = context.RequestServices;
        var minutes = body.Minutes?.ToString(CultureInfo.InvariantCulture);
        var closed = await services.GetRequiredService<CloseCase>().Run(visit.Here, new(new(number, body.Version, id), confirmed, body.Text) { Minutes = minutes }, context.RequestAborted);
        if (closed.Refusal is { } refusal) return Problems.Of(Named(refusal));
        return await CasesApi.Told(visit.Here, services.GetRequiredService<Stores>(), number, context.RequestAborted);
    }

    // The form calls it otherwise.
    private static Refusal Named(Refusal refusal) => refusal is Refusal.Invalid wrong ? new Refusal.Invalid([.. wrong.Faults.Select(fault => fault.Field == "ending" ? fault with { Field = "text" } : fault)]) : refusal;
}
