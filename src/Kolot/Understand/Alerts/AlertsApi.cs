using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Alerts for programs: listed, set, changed, rested, removed. A key has its own, counted by its own rights (docs/decisions/0033).</summary>
public static class AlertsApi
{
    /// <summary>An alert as it stands for who asks.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Measure">The measure's code.</param>
    /// <param name="Rule">Which version of the measure's rule it was set on.</param>
    /// <param name="Voices">Whose voices; empty for everybody's.</param>
    /// <param name="Grain">week or month.</param>
    /// <param name="Direction">Of which changes: both, worse or better.</param>
    /// <param name="Own">Whether who asks set it, and may change it.</param>
    /// <param name="Told">Who is told beside whoever set it; told to that one alone.</param>
    /// <param name="MadeAt">When it was set, UTC.</param>
    /// <param name="PausedAt">Since when it rests; null while it does not.</param>
    /// <param name="State">What the last look came to: new, quiet, told, tooFewPieces, tooFewAnswers, history, measureChanged or beyondReach; null where who asks is not told.</param>
    /// <param name="Pieces">How many weeks or months what is usual was read from.</param>
    /// <param name="Since">Since which day the measure is at its present level; null where nothing happened yet.</param>
    /// <param name="Version">How often it was changed.</param>
    public sealed record AlertAnswer(
        Guid Id, string Measure, int Rule, IReadOnlyDictionary<string, string> Voices, string Grain, string Direction, bool Own, IReadOnlyList<ReaderAnswer> Told, DateTime MadeAt, DateTime? PausedAt, string? State,
        int Pieces, DateOnly? Since, int Version);

    /// <summary>Somebody who is told, or may be.</summary>
    /// <param name="Id">The member's id.</param>
    /// <param name="Name">The member's name.</param>
    public sealed record ReaderAnswer(Guid Id, string Name);

    /// <summary>The alerts that who asks set or is told by.</summary>
    /// <param name="Alerts">The alerts, the newest first.</param>
    public sealed record AlertList(IReadOnlyList<AlertAnswer> Alerts);

    /// <summary>Whom an alert may tell.</summary>
    /// <param name="Readers">The members, by name.</param>
    public sealed record ReaderList(IReadOnlyList<ReaderAnswer> Readers);

    private const string About = "Looked at once, on the morning after each whole week or month: it tells of a change that is unlikely to be chance, once, and of no wiggle. "
        + "Everybody who is told is told of what lies within their own reach. A key that may not read voices is told nothing: its alerts stand at beyondReach.";

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/alerts", async (Visit visit, Stores stores, CancellationToken cancel) => Results.Json(new AlertList(await Load(visit.Here, stores, null, cancel)), AlertsJson.Default.AlertList))
            .Needs(Right.ReadScores).WithName("Alerts").WithSummary("The alerts that whoever asks set or is told by, the newest first, and how each stands.").Produces<AlertList>().AnswersLike(StatusCodes.Status200OK, AlertExamples.Alerts);
        api.MapGet("/alerts/readers", Readers).Needs(Right.ReadScores).WithName("AlertReaders").WithSummary("Who may be told by an alert: colleagues who read scores.")
            .WithDescription("With attributes of customers in the address, as is.NAME=VALUE, those who may read customers too.").Produces<ReaderList>().AnswersLike(StatusCodes.Status200OK, AlertExamples.Readers);
        api.MapPost("/alerts", Make).Needs(Right.ReadScores).WithName("SetAlert").WithSummary("Sets an alert on a measure. Set twice, it is kept once.").WithDescription(About)
            .Accepts<AlertBody>("application/json").SendsLike("one", AlertExamples.Sent).Produces<AlertAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, AlertExamples.Alert)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/alerts/{id:guid}", async (Guid id, Visit visit, Stores stores, CancellationToken cancel) => await Answer(visit.Here, stores, id, cancel))
            .Needs(Right.ReadScores).WithName("Alert").WithSummary("One alert.").Reads(AlertExamples.Names).Produces<AlertAnswer>().AnswersLike(StatusCodes.Status200OK, AlertExamples.Alert).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapPut("/alerts/{id:guid}", Change).Needs(Right.ReadScores).WithName("ChangeAlert").WithSummary("Changes one's own alert whole. On another measure, other voices or other pieces it begins anew, in silence.").Reads(AlertExamples.Names)
            .Accepts<AlertBody>("application/json").SendsLike("one", AlertExamples.Sent).Produces<AlertAnswer>().AnswersLike(StatusCodes.Status200OK, AlertExamples.Alert)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapDelete("/alerts/{id:guid}", async (Guid id, Visit visit, RestAlert act, TimeProvider clock, CancellationToken cancel) => (await act.Remove(visit.Here, id, Now(clock), cancel)).Refusal is { } refusal ? Problems.Of(refusal) : Results.NoContent())
            .Needs(Right.ReadScores).WithName("RemoveAlert").WithSummary("Removes one's own alert. For thirty days a member can bring it back on the page.").Reads(AlertExamples.Names).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
        Rest("pause", "PauseAlert", "Has one's own alert rest.", Now);
        Rest("resumption", "ResumeAlert", "Has one's own alert go on. What happened while it rested is known as what is usual now.", _ => null);

        void Rest(string what, string name, string summary, Func<TimeProvider, DateTime?> since) =>
            api.MapPost($"/alerts/{{id:guid}}/{what}", async (Guid id, Visit visit, RestAlert act, Stores stores, TimeProvider clock, CancellationToken cancel) =>
                (await act.Pause(visit.Here, id, since(clock), cancel)).Refusal is { } refusal ? Problems.Of(refusal) : await Answer(visit.Here, stores, id, cancel))
                .Needs(Right.ReadScores).WithName(name).WithSummary(summary).Reads(AlertExamples.Names).Produces<AlertAnswer>().AnswersLike(StatusCodes.Status200OK, AlertExamples.Alert).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> Make(HttpContext context, Visit visit, Stores stores, SetAlert act, TimeProvider clock)
    {
        var draft = await Draft(context, visit.Here, stores);
        if (draft.Refusal is { } wrong) return Problems.Of(wrong);
        var made = await act.Run(visit.Here, draft.Value, clock.GetUtcNow().UtcDateTime, context.RequestAborted);
        if (made.Refusal is { } refusal) return Problems.Of(refusal);
        return await Load(visit.Here, stores, made.Value.Id, context.RequestAborted) is [var answer] ? Results.Created($"/api/v1/{visit.Here.Organisation}/alerts/{answer.Id}", answer) : Problems.Of(new Refusal.NotFound());
    }

    private static async Task<IResult> Change(Guid id, HttpContext context, Visit visit, Stores stores, SetAlert act)
    {
        var draft = await Draft(context, visit.Here, stores);
        if (draft.Refusal is { } wrong) return Problems.Of(wrong);
        if (await Load(visit.Here, stores, id, context.RequestAborted) is not [{ Own: true } known]) return Problems.Of(new Refusal.NotFound());
        var changed = await act.Change(visit.Here, id, draft.Value with { Version = draft.Value.Version ?? known.Version }, context.RequestAborted);
        return changed.Refusal is { } refusal ? Problems.Of(refusal) : await Answer(visit.Here, stores, id, context.RequestAborted);
    }

    private static async Task<IResult> Readers(HttpContext context, Visit visit, Stores stores)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        var offered = await SetAlert.Offered(store, visit.Here, ScoreQuery.FromAddress(context.Request.Query), context.RequestAborted);
        return Results.Json(new ReaderList([.. offered.Select(row => new ReaderAnswer(row.Id, row.Name))]), AlertsJson.Default.ReaderList);
    }

    private static async Task<Result<SetAlert.Draft>> Draft(HttpContext context, Member member, Stores stores)
    {
        if (await AlertBody.Read(context) is not { } body) return new Refusal.Invalid("$", "not_json");
        await using var store = await stores.Open(member.Organisation, context.RequestAborted);
        return body.Draft(member, await StreamNames.OfPlaces(store, context.RequestAborted));
    }

    private static async Task<IResult> Answer(Member member, Stores stores, Guid id, CancellationToken cancel) =>
        await Load(member, stores, id, cancel) is [var answer] ? Results.Json(answer, AlertsJson.Default.AlertAnswer) : Problems.Of(new Refusal.NotFound());

    private static async Task<IReadOnlyList<AlertAnswer>> Load(Member member, Stores stores, Guid? id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var seen = store.AlertsSeenBy(member).Where(alert => alert.RemovedAt == null && (id == null || alert.Id == id));
        var alerts = await seen.AsNoTracking().OrderByDescending(alert => alert.MadeAt).ToArrayAsync(cancel);
        var readers = (await store.AlertReaders.AsNoTracking().Where(reader => seen.Any(alert => alert.Id == reader.AlertId)).ToArrayAsync(cancel)).ToLookup(reader => reader.AlertId);
        var names = await store.Members.Where(row => row.LeftAt == null).ToDictionaryAsync(row => row.Id, row => row.Name, cancel);
        return [.. alerts.Select(alert => Of(alert, alert.OwnerId == member.Id, readers[alert.Id]))];

        AlertAnswer Of(Alert alert, bool own, IEnumerable<AlertReader> its)
        {
            var mine = its.SingleOrDefault(reader => reader.MemberId == member.Id);
            ReaderAnswer[] told = own ? [.. its.Where(reader => reader.MemberId != member.Id && names.ContainsKey(reader.MemberId)).Select(reader => new ReaderAnswer(reader.MemberId, names[reader.MemberId])).OrderBy(one => one.Name)] : [];
            return new(
                alert.Id, alert.Measure, alert.MeasureVersion, AlertQuery.Parse(alert.Query).ToDictionary(one => one.Key, one => one.Value.ToString()), Name(alert.Grain), Name(alert.Direction), own, told, alert.MadeAt, alert.PausedAt,
                mine is null ? null : Name(mine.State), mine?.Pieces ?? 0, mine?.Since, alert.Version);
        }
    }

    private static string Name<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static DateTime? Now(TimeProvider clock) => clock.GetUtcNow().UtcDateTime;
}

/// <summary>How alerts are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AlertsApi.AlertList))]
[JsonSerializable(typeof(AlertsApi.ReaderList))]
[JsonSerializable(typeof(SignalsApi.SignalPage))]
internal sealed partial class AlertsJson : JsonSerializerContext;
