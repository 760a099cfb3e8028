using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Recovery;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Recovery;

/// <summary>How far a case was made right, for programs; and the steps that they note.</summary>
public static class RecoveryApi
{
    /// <summary>A step.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Part">admitted, fixed, compensated or explained.</param>
    /// <param name="Told">What the customer reads; null once its words are over.</param>
    /// <param name="Evidence">By what it can be seen.</param>
    /// <param name="Entry">What was spent for it from an allowance.</param>
    /// <param name="By">The member or key who noted it.</param>
    /// <param name="At">When, UTC.</param>
    public sealed record MadeRight(Guid Id, string Part, string? Told, string? Evidence, Guid? Entry, Guid By, DateTime At);

    /// <summary>How far it was made right.</summary>
    /// <param name="Whole">Whether it lacks nothing.</param>
    /// <param name="Lacks">Which steps it lacks.</param>
    /// <param name="Steps">Those that were made, in order.</param>
    public sealed record RecoveryAnswer(bool Whole, IReadOnlyList<string> Lacks, IReadOnlyList<MadeRight> Steps);

    /// <summary>A step as a program sends it.</summary>
    /// <param name="Id">Drawn by whoever sends it, a UUID: sent twice, it is one.</param>
    /// <param name="Part">admitted, fixed, compensated or explained.</param>
    /// <param name="Told">What the customer reads.</param>
    /// <param name="Evidence">By what it can be seen.</param>
    /// <param name="Entry">What was spent for it from an allowance, where something was.</param>
    public sealed record MadeRightBody(Guid? Id = null, string? Part = null, string? Told = null, string? Evidence = null, Guid? Entry = null);

    private const string Step = """
        { "id": "019a4b21-0d00-7b32-8c41-5d6e7f8a9b0c", "part": "fixed", "told": "The second charge is back on your card.", "evidence": "Refund 88123", "entry": null, "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "at": "2026-11-02T11:05:00Z" }
        """;

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number:long}/recovery", async (long number, Visit visit, CaseRecovery read, CancellationToken cancel) => await read.Of(visit.Here, number, cancel) is { } view
                ? Results.Json(new RecoveryAnswer(view.Story.IsWhole, [.. view.Story.Lacks.Select(CaseBodies.Name)], [.. view.Made.Select(Of)]), RecoveryJson.Default.RecoveryAnswer) : Problems.Of(new Refusal.NotFound()))
            .Needs(Right.ReadVoices).WithName("CaseRecovery").WithSummary("How far a case was made right.").Reads(CaseExamples.Names)
            .Produces<RecoveryAnswer>().AnswersLike(StatusCodes.Status200OK, $$"""{ "whole": false, "lacks": [ "admitted", "compensated", "explained" ], "steps": [ {{Step}} ] }""").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/cases/{number:long}/recovery", (long number, HttpContext context, Visit visit, MakeRight act) => CaseBodies.Do<MadeRightBody>(context, number, async body =>
            {
                if (body.Id is not { } id) return Problems.Of(new Refusal.Invalid("id", "required"));
                var made = await act.Run(visit.Here, number, new(id, CaseBodies.ValueOf<RecoveryPart>(body.Part), body.Told, body.Evidence, body.Entry), context.RequestAborted);
                return made.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(Of(made.Value), RecoveryJson.Default.MadeRight, statusCode: StatusCodes.Status201Created);
            }))
            .Needs(Right.EnterVoices).WithName("MakeRight").WithSummary("Notes a step by which a case is made right; its customer reads it on their page, or by mail, where there is either. Sent twice under the same id, it is one.").Reads(CaseExamples.Names)
            .Accepts<MadeRightBody>("application/json").SendsLike("fixed", """{ "id": "019a4b21-0d00-7b32-8c41-5d6e7f8a9b0c", "part": "fixed", "told": "The second charge is back on your card.", "evidence": "Refund 88123" }""")
            .Produces<MadeRight>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, Step)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static MadeRight Of(RecoveryStep step) => new(step.Id, CaseBodies.Name(step.Part), step.Told, step.Evidence, step.EntryId, step.ByMember, step.At);
}

/// <summary>How recoveries are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(RecoveryApi.RecoveryAnswer))]
[JsonSerializable(typeof(RecoveryApi.MadeRight))]
internal sealed partial class RecoveryJson : JsonSerializerContext;
