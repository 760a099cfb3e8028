using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;

namespace Kolot.Benchmarks.Findings;

/// <summary>Results of studies for programs.</summary>
public static class ResultsApi
{
    private const string Example = """
        {
          "study": "contact-us", "name": "The contact-us study", "wave": null, "companies": 12, "probes": 144,
          "outcomes": { "delight": 33, "indifferent": 47, "latePoor": 26, "never": 33, "unknown": 5 },
          "answered": { "count": 106, "possible": 111, "of": 144 }, "median": 612, "inDays": false, "noMedian": {},
          "league": [
            {
              "company": "Almog Telecom", "industry": "Internet", "ours": false, "place": 1, "placeFrom": 1, "placeTo": 3,
              "outcomes": { "delight": 7, "indifferent": 4, "latePoor": 1, "never": 0, "unknown": 0 },
              "answered": { "count": 12, "possible": 12, "of": 12 }, "median": 118, "layers": { "style": 4.4, "professional": 4.1, "emotional": 4.2 }
            }
          ],
          "tau": { "value": 0.46, "low": 0.29, "high": 0.6, "n": 106 }, "codedTogether": false, "agreement": { "value": 0.74, "low": 0.65, "high": 0.82, "n": 27 },
          "differences": [ { "of": "rest", "wave": null, "before": null, "answered": { "value": 0.17, "low": -0.08, "high": 0.26, "n": 139 }, "answeredP": 0.29, "overall": { "value": 0.4, "low": 0.1, "high": 0.7, "n": 106 }, "overallP": 0.04 } ],
          "publishedOver": null
        }
        """;

    private static readonly Dictionary<string, string> Filters = new()
    {
        ["wave"] = "Only of the wave of this number.",
        ["industry"] = "Only companies of this industry in the league.",
        ["order"] = "By what the league is ordered: place, name, answered, time, style, professional or emotional.",
    };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/studies/{code}/result", Read).Needs(Right.ReadScores).WithName("StudyResult").WithSummary("What a study found: outcomes, the league with ranges of places, and differences. Names are told as the study decided.")
        .Reads(Filters).Produces<ResultTold>().AnswersLike(StatusCodes.Status200OK, Example).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Read(string code, HttpContext context, Visit visit, ShowResult results) =>
        await results.OfMember(visit, code, ResultQuery.FromAddress(context.Request.Query), before: false, context.RequestAborted) switch
        {
            (null, _) => Problems.Of(new Refusal.NotFound()),
            (_, null) => Problems.Of(new Refusal.Busy(TimeSpan.FromSeconds(2))),
            (_, { } view) => Results.Json(ResultTold.Of(view), ResultJson.Default.ResultTold),
        };
}
