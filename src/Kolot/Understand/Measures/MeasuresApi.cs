using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Measures;

/// <summary>Tells other systems which measures there are, and by what rule each counts since when.</summary>
public static class MeasuresApi
{
    /// <summary>A measure.</summary>
    /// <param name="Code">By what it is asked for.</param>
    /// <param name="Name">What it is called.</param>
    /// <param name="Family">known, layers, classic, emotional, effectiveness, or own for what the organisation defined.</param>
    /// <param name="Retired">Whether it is offered no more; it still counts.</param>
    /// <param name="Versions">The versions of its rule, in the order in which they were decided.</param>
    public sealed record ToldMeasure(string Code, string Name, string Family, bool Retired, IReadOnlyList<ToldRule> Versions);

    /// <summary>A version of a rule. Of those that have begun, the one with the highest number holds.</summary>
    /// <param name="Number">Its number.</param>
    /// <param name="From">The first day; null for the first voice.</param>
    /// <param name="Kind">nps, topbox (a share) or mean.</param>
    /// <param name="Question">The question; null for the headline score.</param>
    /// <param name="Low">The lowest answer.</param>
    /// <param name="High">The highest.</param>
    /// <param name="Top">From which answer on it counts; for shares.</param>
    /// <param name="AtLeast">Below how many answers there is no number.</param>
    /// <param name="Decimals">How many decimals it is written with.</param>
    /// <param name="HigherIsBetter">Whether more of it is better.</param>
    /// <param name="Voices">To which voices it is limited: for each name the codes of which one is enough.</param>
    /// <param name="Reason">Why it was decided; null for one that Kolot comes with.</param>
    public sealed record ToldRule(
        int Number, DateOnly? From, string Kind, string? Question, double Low, double High, double? Top, int AtLeast, int Decimals, bool HigherIsBetter,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Voices, string? Reason);

    /// <summary>All of them.</summary>
    /// <param name="Measures">The measures.</param>
    public sealed record MeasureList(IReadOnlyList<ToldMeasure> Measures);

    private const string Example = """
        {
          "measures": [
            { "code": "csat", "name": "Satisfaction", "family": "known", "retired": false, "versions": [
              { "number": 1, "from": null, "kind": "topbox", "question": null, "low": 1, "high": 5, "top": 4, "atLeast": 5, "decimals": 0, "higherIsBetter": true, "voices": {}, "reason": null },
              { "number": 2, "from": "2026-11-01", "kind": "topbox", "question": null, "low": 1, "high": 5, "top": 5, "atLeast": 5, "decimals": 0, "higherIsBetter": true,
                "voices": { "channel": ["survey"] }, "reason": "Only a five is what we promise." }
            ] }
          ]
        }
        """;

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/measures", Get).Needs(Right.ReadScores).WithName("Measures")
        .WithSummary("The measures of the organisation, each with the versions of its rule.")
        .WithDescription("A changed rule is a new version from a day on; what was counted before stays as it was. Scores tell of each piece by which version it was counted.")
        .Produces<MeasureList>().AnswersLike(StatusCodes.Status200OK, Example);

    private static async Task<IResult> Get(Visit visit, MeasureView view, CancellationToken cancel)
    {
        var (known, reasons) = await view.Reasons(visit.Here, cancel);
        return Results.Json(new MeasureList([.. known.All.Select(measure => Of(measure, reasons))]), MeasuresJson.Default.MeasureList);
    }

    private static ToldMeasure Of(KnownMeasure known, IReadOnlyDictionary<(string, int), string> reasons) => new(
        known.Code, ScoreWords.Name(known.Latest), known.Family.ToString().ToLowerInvariant(), known.Retired, [.. known.Versions.Select(version => Of(version, reasons.GetValueOrDefault((known.Code, version.Version))))]);

    private static ToldRule Of(Measure version, string? reason) => new(
        version.Version, version.From, version.Kind.ToString().ToLowerInvariant(), version.Question.Length == 0 ? null : version.Question, version.Low, version.High,
        version.Kind == MeasureKind.TopBox ? version.Top : null, version.AtLeast, version.Decimals, version.HigherIsBetter,
        VoiceLimits.Read(version.Voices).ToDictionary(limit => limit.Name, limit => limit.Codes), reason);
}

/// <summary>How measures are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(MeasuresApi.MeasureList))]
internal sealed partial class MeasuresJson : JsonSerializerContext;
