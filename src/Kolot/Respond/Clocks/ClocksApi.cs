using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>The clocks of a case for programs.</summary>
public static class ClocksApi
{
    /// <summary>A clock.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Purpose">firstAnswer, nextAnswer, solution, callBack, visit or cancellation.</param>
    /// <param name="State">runs, presses, late, rests, met, metLate or stopped.</param>
    /// <param name="Minutes">How much is left, or by how much it is or was late, in minutes: of service time, or of every minute where law counts these.</param>
    /// <param name="GivenMinutes">How much it was given.</param>
    /// <param name="Rule">The rule of law that gives it; null for service time.</param>
    /// <param name="BegunAt">Since when it runs, UTC.</param>
    /// <param name="DueAt">When it is due, UTC; null while it rests.</param>
    /// <param name="RestingSince">Since when it rests, UTC.</param>
    /// <param name="MetAt">When what it runs for was done, UTC.</param>
    public sealed record ClockAnswer(
        Guid Id, string Purpose, string State, double Minutes, int GivenMinutes, string? Rule, DateTime BegunAt, DateTime? DueAt, DateTime? RestingSince, DateTime? MetAt);

    /// <summary>The clocks of a case.</summary>
    /// <param name="Clocks">Those that run first, the sooner due the earlier.</param>
    public sealed record ClockList(IReadOnlyList<ClockAnswer> Clocks);

    private const string Example = """
        {
          "clocks": [
            { "id": "019a4b1e-9d10-7b32-8c41-5d6e7f8a9b0c", "purpose": "firstAnswer", "state": "runs", "minutes": 95, "givenMinutes": 180, "rule": null, "begunAt": "2026-11-02T07:33:12Z",
              "dueAt": "2026-11-02T10:33:12Z", "restingSince": null, "metAt": null }
          ]
        }
        """;

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/cases/{number:long}/clocks", Get).Needs(Right.ReadVoices).WithName("CaseClocks").WithSummary("What is due in a case, and how it stands.")
        .Reads(CaseExamples.Names).Produces<ClockList>().AnswersLike(StatusCodes.Status200OK, Example).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> Get(long number, Visit visit, Stores stores, ShowClocks show, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var id = await store.CasesSeenBy(visit.Here).Where(row => row.Number == number).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancel);
        if (id is not { } known) return Problems.Of(new Refusal.NotFound());
        return Results.Json(new ClockList([.. (await show.Of(visit.Here.Organisation, known, cancel)).Select(Of)]), ClocksJson.Default.ClockList);
    }

    private static ClockAnswer Of(ShownClock one) => new(
        one.Clock.Id, CaseBodies.Name(one.Clock.Purpose), CaseBodies.Name(one.Standing.State), Math.Round(one.Standing.Time.TotalMinutes, 1), (int)Math.Ceiling(one.Clock.Given.Time.TotalMinutes), one.Clock.Given.Rule,
        one.Clock.Begun, one.Due.At, one.Clock.RestingSince, one.Clock.MetAt);
}

/// <summary>How clocks are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ClocksApi.ClockList))]
internal sealed partial class ClocksJson : JsonSerializerContext;
