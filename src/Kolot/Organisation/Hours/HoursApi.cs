using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Organisation.Hours;

/// <summary>Hours of service for other systems: what holds, when something is due, and when somebody was really there.</summary>
public static class HoursApi
{
    /// <summary>The hours of one place.</summary>
    /// <param name="Unit">The code of the unit; null for all.</param>
    /// <param name="Channel">The code of the channel; null for all.</param>
    /// <param name="Since">Since when they hold.</param>
    /// <param name="Open">Whether it is open now.</param>
    /// <param name="Opens">When it opens next, where it is closed; null for not within two years.</param>
    /// <param name="Closes">When it closes, where it is open; null for not within two years.</param>
    /// <param name="Hours">The hours.</param>
    public sealed record ToldHours(string? Unit, string? Channel, DateTime Since, bool Open, DateTime? Opens, DateTime? Closes, ServiceHoursDraft Hours);

    /// <summary>All of them.</summary>
    /// <param name="TimeZone">Where the organisation is.</param>
    /// <param name="Places">Every place that has hours of its own, the organisation first; none where nobody decided.</param>
    public sealed record HoursList(string TimeZone, IReadOnlyList<ToldHours> Places);

    /// <summary>When something is due.</summary>
    /// <param name="From">From when on it was reckoned.</param>
    /// <param name="Due">When it is due; null for never.</param>
    /// <param name="Minutes">How many minutes had to pass.</param>
    /// <param name="ServiceTime">Whether only service time was counted.</param>
    /// <param name="Steps">Day by day, what was counted; none where every minute counts.</param>
    public sealed record ToldDue(DateTime From, DateTime? Due, double Minutes, bool ServiceTime, IReadOnlyList<ToldStep> Steps);

    /// <summary>One day.</summary>
    /// <param name="Day">The day, where the organisation is.</param>
    /// <param name="Reason">By what it is open as it is: week, holiday or exception.</param>
    /// <param name="Holiday">The holiday that it is.</param>
    /// <param name="Why">Why it is otherwise, as somebody wrote it.</param>
    /// <param name="Counted">Minutes that were counted.</param>
    /// <param name="Left">Minutes that remained.</param>
    public sealed record ToldStep(DateOnly Day, string Reason, string? Holiday, string? Why, double Counted, double Left);

    /// <summary>A time in which somebody was there.</summary>
    /// <param name="Unit">The code of the unit.</param>
    /// <param name="Channel">The code of the channel.</param>
    /// <param name="From">Since when.</param>
    /// <param name="Until">Until when.</param>
    public sealed record Opened(string? Unit, string? Channel, DateTime? From, DateTime? Until);

    private const string Hours = """
        { "timeZone": "Asia/Jerusalem", "places": [ { "unit": null, "channel": "call", "since": "2026-11-01T08:00:00Z", "open": false, "opens": "2026-11-29T07:00:00Z", "closes": null,
          "hours": { "week": { "sunday": ["09:00-13:00", "16:00-19:00"] }, "exceptions": [{ "from": "2026-12-25", "hours": [], "why": "Inventory" }], "holidays": { "rest": [], "eve": ["00:00-13:00"] } } } ] }
        """;

    private const string Due = """
        { "from": "2026-11-26T15:00:00Z", "due": "2026-11-27T09:00:00Z", "minutes": 180, "serviceTime": true, "steps": [
          { "day": "2026-11-26", "reason": "week", "holiday": null, "why": null, "counted": 60, "left": 120 }, { "day": "2026-11-27", "reason": "week", "holiday": null, "why": null, "counted": 120, "left": 0 } ] }
        """;

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/hours", Get).OpenToMembers("When somebody is there is told to whoever asks.").WithName("Hours")
            .WithSummary("The hours of service that hold now, of every place that has its own.").Produces<HoursList>().AnswersLike(StatusCodes.Status200OK, Hours);
        api.MapPost("/hours/due", Reckon).OpenToMembers("When somebody is there is told to whoever asks.").WithName("HoursDue")
            .WithSummary("When something is due by the hours of service, and why.")
            .WithDescription("Say minutes of service time, or a rule: " + string.Join(", ", ServiceRules.Israel.Select(rule => rule.Code)) + ".")
            .SendsLike("minutes", """{ "from": "2026-11-26T15:00:00Z", "minutes": 180, "channel": "call" }""").Produces<ToldDue>().AnswersLike(StatusCodes.Status200OK, Due)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/hours/opened", Note).Needs(Right.EnterVoices).WithName("HoursOpened")
            .WithSummary("Tells when somebody was really there; told twice, it is kept once.")
            .SendsLike("opened", """{ "channel": "call", "from": "2026-11-26T07:03:00Z", "until": "2026-11-26T15:50:00Z" }""").Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> Get(Visit visit, KnownHours known, CancellationToken cancel)
    {
        var (hours, now) = (await known.Of(visit.Here.Organisation, cancel), known.Now);
        return Results.Json(new HoursList(hours.Zone.Id, [.. hours.Places.Select(place => new ToldHours(
            place.Unit?.Code, place.Channel?.Code, place.Decided.At, place.Clock.IsOpen(now), place.Clock.IsOpen(now) ? null : place.Clock.Opens(now), place.Clock.IsOpen(now) ? place.Clock.Closes(now) : null,
            ServiceHoursDraft.Of(place.Clock.Hours)))]), HoursJson.Default.HoursList);
    }

    private static async Task<IResult> Reckon(ReckonDue.Request request, Visit visit, ReckonDue act, CancellationToken cancel)
    {
        var done = await act.Run(visit.Here.Organisation, request with { From = Utc(request.From) }, cancel);
        if (done.Refused) return Problems.Of(done.Refusal);
        return Results.Json(Of(done.Value.Due), HoursJson.Default.ToldDue);
    }

    private static async Task<IResult> Note(Opened request, Visit visit, NoteOpened act, HoursPages pages, CancellationToken cancel)
    {
        if (request.From is not { } from) return Problems.Of(new Refusal.Invalid("from", "required"));
        if (request.Until is not { } until) return Problems.Of(new Refusal.Invalid("until", "required"));
        if (await pages.PlaceOf(request.Unit, null, cancel) is not { } place || (place.Unit is { } unit && !visit.Here.Sees(unit.Id, null))) return Problems.Of(new Refusal.Invalid("unit", "unknown"));
        if (await pages.PlaceOf(null, request.Channel, cancel) is not { } there) return Problems.Of(new Refusal.Invalid("channel", "unknown"));
        var done = await act.Keep(visit.Here, place.Unit?.Id, there.Channel?.Id, Utc(from) ?? from, Utc(until) ?? until, cancel);
        return done.Refused ? Problems.Of(done.Refusal) : Results.NoContent();
    }

    // What says no zone is UTC, as all times of the API.
    private static DateTime? Utc(DateTime? at) => at is { Kind: DateTimeKind.Unspecified } plain ? DateTime.SpecifyKind(plain, DateTimeKind.Utc) : at?.ToUniversalTime();

    /// <summary>A due time as programs read it.</summary>
    public static ToldDue Of(DueTime due) => new(due.From, due.At, due.Time.TotalMinutes, due.CountsServiceTime, [.. due.Steps.Select(step => new ToldStep(
        step.Day.Day, ServiceHoursDraft.Code(step.Day.Reason), step.Day.Holiday is { } holiday ? ServiceHoursDraft.Code(holiday.Name) : null, step.Day.Why,
        step.Counted.Sum(time => time.Length.TotalMinutes), step.Left.TotalMinutes))]);
}

/// <summary>How hours are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = false)]
[JsonSerializable(typeof(HoursApi.HoursList))]
[JsonSerializable(typeof(HoursApi.ToldDue))]
internal sealed partial class HoursJson : JsonSerializerContext;
