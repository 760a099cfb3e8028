using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;

namespace Kolot.Respond.Commitments;

/// <summary>What was promised in a case, for programs: read, made, kept, broken, and moved with the customer's word.</summary>
public static class CommitmentsApi
{
    /// <summary>A commitment.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Text">The sentence; null once its words are over.</param>
    /// <param name="To">To whom; null for whoever the case is of.</param>
    /// <param name="Owner">Who keeps it.</param>
    /// <param name="MadeAt">When it was made, UTC.</param>
    /// <param name="FirstDueAt">By when, as it was made, UTC.</param>
    /// <param name="DueAt">By when, as last agreed, UTC.</param>
    /// <param name="State">open, kept or broken.</param>
    /// <param name="EndedAt">When it ended, UTC.</param>
    /// <param name="Lines">Its ledger, in order.</param>
    public sealed record CommitmentAnswer(
        Guid Id, string? Text, string? To, Guid? Owner, DateTime MadeAt, DateTime FirstDueAt, DateTime DueAt, string State, DateTime? EndedAt, IReadOnlyList<CommitmentLine> Lines);

    /// <summary>A line of its ledger.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="Kind">kept, late, broken, proposed or renegotiated.</param>
    /// <param name="At">When that was, UTC.</param>
    /// <param name="NotedAt">When it was noted, UTC.</param>
    /// <param name="DueAt">The new time, where it names one, UTC.</param>
    /// <param name="Word">How the customer gave their word: link or call.</param>
    /// <param name="By">The member or key who noted it.</param>
    /// <param name="Note">What was said to it.</param>
    public sealed record CommitmentLine(int Number, string Kind, DateTime At, DateTime NotedAt, DateTime? DueAt, string? Word, Guid? By, string? Note);

    /// <summary>What was promised in a case.</summary>
    /// <param name="Commitments">What is still to be kept first, by when it is due.</param>
    public sealed record CommitmentList(IReadOnlyList<CommitmentAnswer> Commitments);

    /// <summary>A commitment as a program sends it.</summary>
    /// <param name="Id">Drawn by whoever sends it, a UUID: sent twice, it is one.</param>
    /// <param name="Text">The sentence.</param>
    /// <param name="To">To whom, where it is somebody else than whoever the case is of.</param>
    /// <param name="DueAt">By when.</param>
    public sealed record CommitmentBody(Guid? Id = null, string? Text = null, string? To = null, DateTimeOffset? DueAt = null);

    /// <summary>What became of one.</summary>
    /// <param name="Outcome">kept, broken, renegotiated (the customer agreed on a call) or proposed (they are asked by mail).</param>
    /// <param name="At">When it was kept; now if left out.</param>
    /// <param name="DueAt">The other time, for renegotiated and proposed.</param>
    /// <param name="Note">What was said; asked where it was broken, and where the customer agreed.</param>
    public sealed record OutcomeBody(string? Outcome = null, DateTimeOffset? At = null, DateTimeOffset? DueAt = null, string? Note = null);

    private const string One = """
        { "id": "019a4b20-1d00-7b32-8c41-5d6e7f8a9b0c", "text": "We will call you tomorrow at ten.", "to": null, "owner": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "madeAt": "2026-11-02T08:00:00Z", "firstDueAt": "2026-11-03T08:00:00Z",
          "dueAt": "2026-11-03T08:00:00Z", "state": "kept", "endedAt": "2026-11-03T07:40:00Z",
          "lines": [ { "number": 1, "kind": "kept", "at": "2026-11-03T07:40:00Z", "notedAt": "2026-11-03T07:45:10Z", "dueAt": null, "word": null, "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "note": null } ] }
        """;

    private const string Sent = """{ "id": "019a4b20-1d00-7b32-8c41-5d6e7f8a9b0c", "text": "We will call you tomorrow at ten.", "dueAt": "2026-11-03T10:00:00+02:00" }""";

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number:long}/commitments", async (long number, Visit visit, CaseCommitments read, CancellationToken cancel) => await read.Of(visit.Here, number, cancel) is { } view
                ? Results.Json(new CommitmentList([.. view.All.Select(Of)]), CommitmentsJson.Default.CommitmentList) : Problems.Of(new Refusal.NotFound()))
            .Needs(Right.ReadVoices).WithName("CaseCommitments").WithSummary("What was promised in a case, and what became of it.").Reads(CaseExamples.Names)
            .Produces<CommitmentList>().AnswersLike(StatusCodes.Status200OK, $$"""{ "commitments": [ {{One}} ] }""").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/cases/{number:long}/commitments", (long number, HttpContext context, Visit visit, MakeCommitment act) => CaseBodies.Do<CommitmentBody>(context, number, body => Make(number, context, visit, (act, body))))
            .Needs(Right.EnterVoices).WithName("MakeCommitment").WithSummary("Notes what was promised to the customer of a case. Sent twice under the same id, it is one.").Reads(CaseExamples.Names)
            .Accepts<CommitmentBody>("application/json").SendsLike("a call", Sent).Produces<CommitmentAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, One)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/cases/{number:long}/commitments/{id:guid}/outcome", (long number, Guid id, HttpContext context, Visit visit) => CaseBodies.Do<OutcomeBody>(context, number, body => Note((number, id), context, visit, body)))
            .Needs(Right.EnterVoices).WithName("CommitmentOutcome").WithSummary("Notes that a commitment was kept or broken, or that its customer agreed to another time before it was due. Noted twice, it is noted once.")
            .Reads(CaseBodies.Parts(("id", "The commitment's id."))).Accepts<OutcomeBody>("application/json").SendsLike("kept", """{ "outcome": "kept", "at": "2026-11-03T09:40:00+02:00" }""")
            .SendsLike("renegotiated", """{ "outcome": "renegotiated", "dueAt": "2026-11-04T10:00:00+02:00", "note": "Wednesday suits them better." }""")
            .Produces<CommitmentAnswer>().AnswersLike(StatusCodes.Status200OK, One)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Make(long number, HttpContext context, Visit visit, (MakeCommitment Act, CommitmentBody Body) sent)
    {
        var (act, body) = sent;
        if (body.Id is not { } id) return Problems.Of(new Refusal.Invalid("id", "required"));
        var made = await act.Run(visit.Here, number, new(id, body.Text, body.To, Exact(body.DueAt)), context.RequestAborted);
        return made.Refusal is { } refusal ? Problems.Of(Named(refusal)) : await Answer((number, id), context, visit, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Note((long Number, Guid Id) which, HttpContext context, Visit visit, OutcomeBody body)
    {
        if (CaseBodies.ValueOf<OutcomeKind>(body.Outcome) is not { } kind || kind == OutcomeKind.Late) return Problems.Of(new Refusal.Invalid("outcome", "unknown"));
        var (services, to) = (context.RequestServices, Exact(body.DueAt));
        var noted = kind is OutcomeKind.Kept or OutcomeKind.Broken
            ? await services.GetRequiredService<EndCommitment>().Run(visit.Here, which.Number, new(which.Id, kind == OutcomeKind.Kept, Exact(body.At), body.Note), context.RequestAborted)
            : await services.GetRequiredService<MoveCommitment>().Run(visit.Here, which.Number, new(which.Id, to, kind == OutcomeKind.Renegotiated ? CustomersWord.Call : CustomersWord.Link, body.Note), context.RequestAborted);
        if (noted.Refusal is not { } refusal || await StandsSo(which, context, visit, (kind, to))) return await Answer(which, context, visit, StatusCodes.Status200OK);
        return Problems.Of(Named(refusal));
    }

    // Sent once more because nobody heard the answer: what stands so already is no conflict.
    private static async Task<bool> StandsSo((long Number, Guid Id) which, HttpContext context, Visit visit, (OutcomeKind Kind, DateTime? To) wanted)
    {
        var ledger = await Find(which, context, visit);
        return wanted.Kind switch
        {
            OutcomeKind.Kept => ledger?.Lines is [.., { Kind: OutcomeKind.Kept or OutcomeKind.Late }],
            OutcomeKind.Proposed => wanted.To is not null && ledger?.Story.Asked == wanted.To,
            OutcomeKind.Renegotiated => ledger?.Lines is [.., { Kind: OutcomeKind.Renegotiated } line] && line.DueAt == wanted.To,
            _ => ledger?.Lines is [.., { Kind: OutcomeKind.Broken }],
        };
    }

    private static async Task<LedgerOf?> Find((long Number, Guid Id) which, HttpContext context, Visit visit) =>
        (await context.RequestServices.GetRequiredService<CaseCommitments>().Of(visit.Here, which.Number, context.RequestAborted))?.All.FirstOrDefault(one => one.Row.Id == which.Id);

    private static async Task<IResult> Answer((long Number, Guid Id) which, HttpContext context, Visit visit, int status) =>
        await Find(which, context, visit) is { } found ? Results.Json(Of(found), CommitmentsJson.Default.CommitmentAnswer, statusCode: status) : Problems.Of(new Refusal.NotFound());

    // As exact as databases keep it, so that what is sent once more is known again.
    private static DateTime? Exact(DateTimeOffset? at) => at?.UtcDateTime is { } moment ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)) : null;

    // Forms call it otherwise.
    private static Refusal Named(Refusal refusal) => refusal is Refusal.Invalid wrong ? new Refusal.Invalid([.. wrong.Faults.Select(fault => fault with { Field = fault.Field switch { "due" => "dueAt", "done" => "at", var same => same } })]) : refusal;

    private static CommitmentAnswer Of(LedgerOf one) => new(
        one.Row.Id, one.Row.Text, one.Row.ToName, one.Row.OwnerId, one.Row.MadeAt, one.Row.FirstDueAt, one.Row.DueAt, CaseBodies.Name(one.Row.State), one.Row.EndedAt,
        [.. one.Lines.Select(line => new CommitmentLine(line.Number, CaseBodies.Name(line.Kind), line.At, line.NotedAt, line.DueAt, line.Word is { } word ? CaseBodies.Name(word) : null, line.ByMember, line.Note))]);
}

/// <summary>How commitments are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommitmentsApi.CommitmentAnswer))]
[JsonSerializable(typeof(CommitmentsApi.CommitmentList))]
internal sealed partial class CommitmentsJson : JsonSerializerContext;
