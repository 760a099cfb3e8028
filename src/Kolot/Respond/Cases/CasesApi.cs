using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Cases for programs: opened, and read with what happened.</summary>
public static class CasesApi
{
    /// <summary>A case.</summary>
    /// <param name="Number">Its number, by which it is spoken of.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Customer">Whose it is.</param>
    /// <param name="Unit">The unit that answers for it.</param>
    /// <param name="Owner">The member who owns it; null while nobody does.</param>
    /// <param name="Kind">question, request, complaint, recovery or praise.</param>
    /// <param name="Severity">How much it hurts, 1 to 4.</param>
    /// <param name="Impact">How far it reaches, 1 to 4.</param>
    /// <param name="State">received, acknowledged, assessed, investigated, answered or closed.</param>
    /// <param name="OpenedAt">When it was opened, UTC.</param>
    /// <param name="DueAt">By when something is due next, UTC.</param>
    /// <param name="AwaitingSince">Since when its customer is awaited, UTC.</param>
    /// <param name="SnoozedUntil">Until when it rests, UTC.</param>
    /// <param name="ClosedAt">When it was closed, UTC.</param>
    /// <param name="Confirmed">Of a closed one: whether its customer confirmed that it is solved.</param>
    /// <param name="Reopened">How often it went on after it was closed.</param>
    /// <param name="Version">The number of its last step.</param>
    public sealed record CaseAnswer(
        long Number, Guid Id, string? Title, Guid? Customer, Guid? Unit, Guid? Owner, string Kind, int Severity, int Impact, string State, DateTime OpenedAt, DateTime? DueAt, DateTime? AwaitingSince,
        DateTime? SnoozedUntil, DateTime? ClosedAt, bool? Confirmed, int Reopened, int Version)
    {
        /// <summary>The voices that belong to it; told with one case alone.</summary>
        public IReadOnlyList<Guid>? Voices { get; init; }

        /// <summary>What happened, in order; told with one case alone.</summary>
        public IReadOnlyList<StepAnswer>? Steps { get; init; }
    }

    /// <summary>A page of cases.</summary>
    /// <param name="Cases">The cases.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record CaseList(IReadOnlyList<CaseAnswer> Cases, string? Next);

    /// <summary>A step of a case.</summary>
    /// <param name="Number">Its number within the case.</param>
    /// <param name="At">When, UTC.</param>
    /// <param name="Kind">What happened, as a code.</param>
    /// <param name="By">The member or key who did it.</param>
    /// <param name="ByCustomer">Whether the customer did.</param>
    /// <param name="Text">What was written.</param>
    public sealed record StepAnswer(int Number, DateTime At, string Kind, Guid? By, bool ByCustomer, string? Text);

    /// <summary>A case as a program sends it.</summary>
    /// <param name="Voice">The voice that it is of; else a title is asked.</param>
    /// <param name="Customer">Whose it is, where there is no voice.</param>
    /// <param name="Title">What it is called.</param>
    /// <param name="Note">What is to be known of it.</param>
    /// <param name="Kind">question, request, complaint, recovery or praise; what the voice tells if left out.</param>
    /// <param name="Severity">How much it hurts, 1 to 4.</param>
    /// <param name="Impact">How far it reaches, 1 to 4.</param>
    /// <param name="Unit">The unit that answers for it.</param>
    /// <param name="Owner">The member who owns it; by skill, load and rest if left out.</param>
    public sealed record CaseBody(Guid? Voice = null, Guid? Customer = null, string? Title = null, string? Note = null, string? Kind = null, int? Severity = null, int? Impact = null, Guid? Unit = null, Guid? Owner = null);

    private const int MostListed = 250;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/cases", List).Needs(Right.ReadVoices).WithName("Cases").WithSummary("The cases of a view: what is due first, then the oldest; closed ones the newest first.").Reads(CaseExamples.Filters)
            .Produces<CaseList>().AnswersLike(StatusCodes.Status200OK, CaseExamples.Cases).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/cases/{number:long}", (long number, Visit visit, Stores stores, CancellationToken cancel) => Told(visit.Here, stores, number, cancel))
            .Needs(Right.ReadVoices).WithName("Case").WithSummary("One case, with its voices and what happened.").Reads(CaseExamples.Names).Produces<CaseAnswer>().AnswersLike(StatusCodes.Status200OK, CaseExamples.Case)
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPost("/cases", Open).Needs(Right.EnterVoices).WithName("OpenCase").WithSummary("Opens a case. A voice has one at most: sent twice, the first is the answer.")
            .Accepts<CaseBody>("application/json").SendsLike("of a voice", CaseExamples.Sent).Produces<CaseAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, CaseExamples.Case)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>A case as it is told.</summary>
    internal static CaseAnswer Of(Case row) => new(
        row.Number, row.Id, row.Title, row.CustomerId, row.UnitId, row.OwnerId, Name(row.Kind), row.Severity, row.Impact, Name(row.State), row.OpenedAt, row.DueAt, row.AwaitingSince, row.SnoozedUntil, row.ClosedAt,
        row.Confirmed, row.Reopened, row.Version);

    private static async Task<IResult> List(HttpContext context, Visit visit, ListCases list)
    {
        var query = context.Request.Query;
        var asked = CaseQuery.FromAddress(query);
        if (query.ContainsKey("view") && CaseQuery.ViewOf(query["view"]) is null) return Problems.Of(new Refusal.Invalid("view", "unknown"));
        if (query.ContainsKey("kind") && asked.Kind is null) return Problems.Of(new Refusal.Invalid("kind", "unknown"));
        if (query.ContainsKey("owner") && asked.Owner is null) return Problems.Of(new Refusal.Invalid("owner", "unknown"));
        var after = CaseCursor.Read(query["cursor"]);
        if (query.ContainsKey("cursor") && after is null) return Problems.Of(new Refusal.Invalid("cursor", "unknown"));
        var limit = query.ContainsKey("limit") ? int.TryParse(query["limit"], out var wanted) ? wanted : 0 : 50;
        if (limit is < 1 or > MostListed) return Problems.Of(new Refusal.Invalid("limit", "out_of_range"));
        // A key owns nothing: it is told of all that go on, unless it asks otherwise.
        var (rows, next) = await list.Page(visit.Here, asked with { View = CaseQuery.ViewOf(query["view"]) ?? CaseView.Open, After = after }, limit, context.RequestAborted);
        return Results.Json(new CaseList([.. rows.Select(Of)], next?.ToString()), CasesJson.Default.CaseList);
    }

    private static async Task<IResult> Open(HttpContext context, Visit visit, Stores stores, OpenCase act)
    {
        var body = await Read(context);
        if (body is null) return Problems.Of(new Refusal.Invalid("$", "not_json"));
        var kind = (CaseKind?)null;
        if (body.Kind is { } named)
        {
            if (Enum.GetNames<CaseKind>().FirstOrDefault(one => string.Equals(one, named.Trim(), StringComparison.OrdinalIgnoreCase)) is not { } known) return Problems.Of(new Refusal.Invalid("kind", "unknown"));
            kind = Enum.Parse<CaseKind>(known);
        }

        var opened = await act.Run(visit.Here, new()
        {
            Voice = body.Voice, Customer = body.Customer, Title = body.Title, Note = body.Note, Kind = kind, Severity = body.Severity, Impact = body.Impact, Unit = body.Unit, Owner = body.Owner,
        }, context.RequestAborted);
        if (opened.Refusal is { } refusal) return Problems.Of(refusal);
        var answer = await Answer(visit.Here, stores, opened.Value.Number, context.RequestAborted);
        return answer is null ? Problems.Of(new Refusal.NotFound()) : Results.Created($"/api/v1/{visit.Here.Organisation}/cases/{answer.Number}", answer);
    }

    private static async Task<CaseBody?> Read(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<CaseBody>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>One case, as it stands after something was done with it.</summary>
    internal static async Task<IResult> Told(Member member, Stores stores, long number, CancellationToken cancel) =>
        await Answer(member, stores, number, cancel) is { } answer ? Results.Json(answer, CasesJson.Default.CaseAnswer) : Problems.Of(new Refusal.NotFound());

    private static async Task<CaseAnswer?> Answer(Member member, Stores stores, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await store.CasesSeenBy(member).AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancel) is not { } found) return null;
        var steps = await store.CaseSteps.AsNoTracking().Where(step => step.CaseId == found.Id).OrderBy(step => step.Number).ToListAsync(cancel);
        return Of(found) with
        {
            Voices = await store.CaseVoices.Where(one => one.CaseId == found.Id).Select(one => one.VoiceId).ToListAsync(cancel),
            Steps = [.. steps.Select(step => new StepAnswer(step.Number, step.At, step.Kind, step.ByMember, step.ByCustomer, step.Text))],
        };
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>How cases are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CasesApi.CaseAnswer))]
[JsonSerializable(typeof(CasesApi.CaseList))]
internal sealed partial class CasesJson : JsonSerializerContext;
