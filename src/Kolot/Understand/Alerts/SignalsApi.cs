using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Tells programs what their alerts told them, and hears that it was seen.</summary>
public static class SignalsApi
{
    /// <summary>A page of signals, the newest first.</summary>
    /// <param name="Signals">The signals.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record SignalPage(IReadOnlyList<SignalAnswer> Signals, string? Next);

    /// <summary>A change that an alert told of.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Alert">The alert's id.</param>
    /// <param name="Measure">The measure's code.</param>
    /// <param name="At">When it was told, UTC.</param>
    /// <param name="Kind">Why it is news: beyond the limits of chance, a shift of the last three pieces, or a run of eight on one side.</param>
    /// <param name="Before">What it was.</param>
    /// <param name="Now">What it is.</param>
    /// <param name="Difference">By how much it changed.</param>
    /// <param name="SeenAt">When it was seen, UTC; null while it was not.</param>
    /// <param name="Note">What it was, in the words of whoever was told.</param>
    public sealed record SignalAnswer(Guid Id, Guid Alert, string Measure, DateTime At, string Kind, LevelAnswer Before, LevelAnswer Now, DifferenceAnswer Difference, DateTime? SeenAt, string? Note);

    /// <summary>A number over some days.</summary>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last.</param>
    /// <param name="N">How many answers.</param>
    /// <param name="Value">The number.</param>
    public sealed record LevelAnswer(DateOnly From, DateOnly To, long N, double Value);

    /// <summary>A difference of two numbers.</summary>
    /// <param name="Value">Now less before.</param>
    /// <param name="Low95">The lower end of its interval.</param>
    /// <param name="High95">The upper end.</param>
    public sealed record DifferenceAnswer(double Value, double Low95, double High95);

    /// <summary>That a signal was seen.</summary>
    /// <param name="Note">What it was; none if left out.</param>
    public sealed record SeenBody(string? Note);

    private const int Most = 250;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/signals", List).Needs(Right.ReadScores).WithName("Signals").WithSummary("What alerts told whoever asks, the newest first: each change with how many answers it rests on and its 95 % interval.")
            .Reads(AlertExamples.Filters).Produces<SignalPage>().AnswersLike(StatusCodes.Status200OK, AlertExamples.Signals).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/signals/{id:guid}/seen", See).Needs(Right.ReadScores).WithName("SeeSignal").WithSummary("Says of a signal that it was seen, and what it was.").Reads(AlertExamples.SignalNames)
            .Accepts<SeenBody>("application/json").SendsLike("note", AlertExamples.Seen).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> List(HttpContext context, Visit visit, Stores stores)
    {
        var (query, cancel) = (context.Request.Query, context.RequestAborted);
        if (!Read(query, "cursor", out var cursor)) return Problems.Of(new Refusal.Invalid("cursor", "unknown"));
        if (!Read(query, "alert", out var alert)) return Problems.Of(new Refusal.Invalid("alert", "unknown"));
        var limit = query.ContainsKey("limit") ? int.TryParse(query["limit"], out var wanted) ? wanted : 0 : 50;
        if (limit is < 1 or > Most) return Problems.Of(new Refusal.Invalid("limit", "out_of_range"));
        if (query["seen"].ToString() is not ("" or "true" or "false")) return Problems.Of(new Refusal.Invalid("seen", "not_yes_or_no"));
        bool? seen = query["seen"].ToString() is { Length: > 0 } said ? said == "true" : null;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var signals = store.SignalsOf(visit.Here).AsNoTracking();
        if (cursor is { } before) signals = signals.Where(signal => signal.Id.CompareTo(before) < 0);
        if (alert is { } one) signals = signals.Where(signal => signal.AlertId == one);
        if (seen is { } looked) signals = signals.Where(signal => (signal.SeenAt != null) == looked);
        var page = await (from signal in signals
                          join its in store.Alerts on signal.AlertId equals its.Id
                          orderby signal.Id descending
                          select new { signal, its.Measure }).Take(limit + 1).ToArrayAsync(cancel);
        return Results.Json(
            new SignalPage([.. page.Take(limit).Select(row => Of(row.signal, row.Measure))], page.Length > limit ? page[limit - 1].signal.Id.ToString() : null), AlertsJson.Default.SignalPage);
    }

    private static async Task<IResult> See(Guid id, HttpContext context, Visit visit, MarkSeen act)
    {
        SeenBody? body;
        try
        {
            body = context.Request.ContentLength is 0 ? new(null) : await JsonSerializer.DeserializeAsync<SeenBody>(context.Request.Body, Json, context.RequestAborted);
        }
        catch (JsonException)
        {
            return Problems.Of(new Refusal.Invalid("$", "not_json"));
        }

        return (await act.Run(visit.Here, id, body?.Note, context.RequestAborted)).Refusal is { } refusal ? Problems.Of(refusal) : Results.NoContent();
    }

    private static bool Read(IQueryCollection query, string name, out Guid? id)
    {
        id = Guid.TryParse(query[name], out var read) ? read : null;
        return id is not null || query[name].ToString().Length == 0;
    }

    private static SignalAnswer Of(Signal signal, string measure) => new(
        signal.Id, signal.AlertId, measure, signal.At, signal.Kind.ToString().ToLowerInvariant(),
        new(signal.BeforeFrom, signal.NowFrom.AddDays(-1), signal.BeforeN, Written(signal.BeforeValue)), new(signal.NowFrom, signal.NowTo, signal.NowN, Written(signal.NowValue)),
        new(Written(signal.NowValue - signal.BeforeValue), Written(signal.Low), Written(signal.High)), signal.SeenAt, signal.Note);

    private static double Written(double value) => Math.Round(value, 6);
}
