using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Allowances;

/// <summary>What was given in a case from allowances, for programs; given and taken back in a member's name, within what that member may.</summary>
public static class AllowanceApi
{
    /// <summary>An entry of the ledger. Sums are in hundredths of the organisation's currency.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Member">Whose allowance it is of.</param>
    /// <param name="Kind">compensation or gesture.</param>
    /// <param name="Amount">How much; less than nothing where it takes another back.</param>
    /// <param name="What">What the customer gets.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="Reverses">The entry that it takes back.</param>
    /// <param name="By">The member or key who noted it.</param>
    public sealed record EntryAnswer(Guid Id, Guid Member, string Kind, long Amount, string? What, DateTime At, Guid? Reverses, Guid By);

    /// <summary>What was given in a case.</summary>
    /// <param name="Currency">The currency of sums, by its three letters.</param>
    /// <param name="Sum">The sum, in hundredths.</param>
    /// <param name="Entries">The ledger, in order.</param>
    public sealed record AllowanceAnswer(string Currency, long Sum, IReadOnlyList<EntryAnswer> Entries);

    /// <summary>Something that is given.</summary>
    /// <param name="Id">Drawn by whoever sends it, a UUID: sent twice, it is given once.</param>
    /// <param name="Member">In whose name: within what that member may give for this case.</param>
    /// <param name="Kind">compensation or gesture.</param>
    /// <param name="Amount">How much, in hundredths.</param>
    /// <param name="What">What the customer gets.</param>
    public sealed record SpendBody(Guid? Id = null, Guid? Member = null, string? Kind = null, long? Amount = null, string? What = null);

    private const string Entry = """
        { "id": "019a4b21-1d00-7b32-8c41-5d6e7f8a9b0c", "member": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "kind": "compensation", "amount": 5000, "what": "A month without charge", "at": "2026-11-02T11:06:00Z", "reverses": null, "by": "019a4b1e-1b00-7d65-8f76-2b3c4d5e6f70" }
        """;

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases/{number:long}/allowance", async (long number, Visit visit, CaseAllowance read, CancellationToken cancel) => await read.Of(visit.Here, number, cancel) is { } view
                ? Results.Json(new AllowanceAnswer(view.Currency, view.Sum, [.. view.Entries.Select(Of)]), AllowanceJson.Default.AllowanceAnswer) : Problems.Of(new Refusal.NotFound()))
            .Needs(Right.ReadVoices).WithName("CaseAllowance").WithSummary("What was given in a case at somebody's own judgement.").Reads(CaseExamples.Names)
            .Produces<AllowanceAnswer>().AnswersLike(StatusCodes.Status200OK, $$"""{ "currency": "ILS", "sum": 5000, "entries": [ {{Entry}} ] }""").ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/cases/{number:long}/allowance", (long number, HttpContext context, Visit visit, Spend act) => CaseBodies.Do<SpendBody>(context, number, body => Give(number, context, visit, (act, body))))
            .Needs(Right.EnterVoices).WithName("SpendAllowance").WithSummary("Gives something to a case's customer from a member's allowance, within its limits. Sent twice under the same id, it is given once.").Reads(CaseExamples.Names)
            .Accepts<SpendBody>("application/json").SendsLike("compensation", """{ "id": "019a4b21-1d00-7b32-8c41-5d6e7f8a9b0c", "member": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "kind": "compensation", "amount": 5000, "what": "A month without charge" }""")
            .Produces<EntryAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, Entry)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/cases/{number:long}/allowance/{id:guid}/reversal", async (long number, Guid id, Visit visit, Spend act, CancellationToken cancel) =>
                await act.Reverse(visit.Here, number, id, cancel) is var back && back.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(Of(back.Value), AllowanceJson.Default.EntryAnswer))
            .Needs(Right.EnterVoices).WithName("ReverseSpending").WithSummary("Takes back what the same key gave, by another entry; nothing is removed. Taken back twice, it is taken back once.").Reads(CaseBodies.Parts(("id", "The entry's id.")))
            .Produces<EntryAnswer>().AnswersLike(StatusCodes.Status200OK, Entry).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Give(long number, HttpContext context, Visit visit, (Spend Act, SpendBody Body) sent)
    {
        var body = sent.Body;
        if (body.Id is not { } id) return Problems.Of(new Refusal.Invalid("id", "required"));
        // A key has no allowance: it notes what somebody gives.
        if (body.Member is not { } member) return Problems.Of(new Refusal.Invalid("member", "required"));
        var amount = body.Amount is { } hundredths ? (hundredths / 100m).ToString(CultureInfo.InvariantCulture) : null;
        var given = await sent.Act.Run(visit.Here, number, new(id, CaseBodies.ValueOf<SpendKind>(body.Kind), amount, body.What) { For = member }, context.RequestAborted);
        return given.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(Of(given.Value), AllowanceJson.Default.EntryAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static EntryAnswer Of(AllowanceEntry entry) => new(entry.Id, entry.MemberId, CaseBodies.Name(entry.Kind), entry.Amount, entry.What, entry.At, entry.ReversesId, entry.ByMember);
}

/// <summary>How allowances are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AllowanceApi.AllowanceAnswer))]
[JsonSerializable(typeof(AllowanceApi.EntryAnswer))]
internal sealed partial class AllowanceJson : JsonSerializerContext;
