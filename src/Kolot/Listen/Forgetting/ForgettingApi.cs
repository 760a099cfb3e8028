using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;

namespace Kolot.Listen.Forgetting;

/// <summary>Hands out and erases a person for other systems, each by a right of its own.</summary>
public static class ForgettingApi
{
    private const string Example = """
        {
          "organisation": "cafe-tamar",
          "erasure": "019a4b1e-7c01-7f00-8d11-92b7a1f0c3aa",
          "erasedAt": "2026-11-23T08:00:00Z",
          "by": "crm",
          "completedAt": null,
          "scoresKept": true,
          "counts": { "customers": 1, "identities": 2, "attributes": 1, "voices": 3, "revisions": 1, "mentions": 0, "refusedRows": 1, "files": 0, "others": 0, "scoresKept": 2, "logLines": 4, "isNothing": false },
          "tombstones": 9
        }
        """;

    private const string Copy = """
        { "organisation": "cafe-tamar", "asked": "רות אברהם", "identities": [], "voices": [], "given": [], "enquiries": [], "mentions": [], "refusedRows": [], "files": [], "log": [] }
        """;

    private static readonly Dictionary<string, string> Names = new() { ["id"] = "The customer's id in Kolot.", ["scores"] = "erase, where scores are to go as well; otherwise they stay, of nobody." };

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/customers/{id:guid}/export", Export).NeedsWholeReach(Right.ExportPeople).WithName("ExportCustomer")
            .WithSummary("Everything that is held of one person, as one JSON document. Handing out is logged.")
            .Reads(new Dictionary<string, string> { ["id"] = Names["id"] }).Produces<object>().AnswersLike(StatusCodes.Status200OK, Copy)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapDelete("/customers/{id:guid}", Erase).NeedsWholeReach(Right.ErasePeople).WithName("EraseCustomer")
            .WithSummary("Erases one person for good, and answers with the certificate. No backup and no import brings them back.")
            .Reads(Names).Produces<Certificate>().AnswersLike(StatusCodes.Status200OK, Example)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> Export(Guid id, WhatIsHeld held, ExportPerson export, Visit visit, CancellationToken cancel)
    {
        if (await held.Of(visit.Here, id, cancel) is not { } person) return Problems.Of(new Refusal.NotFound());
        await export.Note(visit.Here, person, cancel);
        return Results.Stream(body => export.WriteJson(body, visit.Here, person, cancel), "application/json");
    }

    private static async Task<IResult> Erase(Guid id, string? scores, HttpContext context)
    {
        var (services, cancel) = (context.RequestServices, context.RequestAborted);
        var by = services.GetRequiredService<Visit>().Here;
        if (await services.GetRequiredService<WhatIsHeld>().Of(by, id, cancel) is not { } person) return Problems.Of(new Refusal.NotFound());
        var done = await services.GetRequiredService<ErasePerson>().Run(by, person, keepsScores: scores != "erase", cancel);
        if (done.Refused) return Problems.Of(done.Refusal);
        return await services.GetRequiredService<ErasuresView>().Find(by.Organisation, done.Value, cancel) is { } told
            ? Results.Ok(Certificate.Of(told))
            : Problems.Of(new Refusal.NotFound());
    }
}
