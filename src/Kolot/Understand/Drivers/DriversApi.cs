using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Importance;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Drivers;

/// <summary>Tells other systems what an outcome goes with, within the reach of who asks.</summary>
public static class DriversApi
{
    /// <summary>What an outcome goes with.</summary>
    public sealed record Drivers
    {
        /// <summary>The outcome: a measure's code or a question.</summary>
        public required string Outcome { get; init; }

        /// <summary>The first day.</summary>
        public DateOnly From { get; init; }

        /// <summary>The last.</summary>
        public DateOnly To { get; init; }

        /// <summary>How many voices gave the outcome and answered all questions; null where they are so few that a person could be recognised.</summary>
        public int? N { get; init; }

        /// <summary>How many customers these are.</summary>
        public int? Customers { get; init; }

        /// <summary>How many were left out because an answer is missing.</summary>
        public int? LeftOut { get; init; }

        /// <summary>Why nothing can be said: too_few, all_the_same, collinear, unrelated, no_answers; null where it can.</summary>
        public string? CannotBeSaid { get; init; }

        /// <summary>The question that it is about, if one is.</summary>
        public string? About { get; init; }

        /// <summary>From how many customers on it could be said, where they are too few.</summary>
        public int? Needed { get; init; }

        /// <summary>Which share of how the outcome differs goes with the questions.</summary>
        public double? RSquared { get; init; }

        /// <summary>The same with what goes by chance taken off.</summary>
        public double? AdjRSquared { get; init; }

        /// <summary>The questions, what to mend first before the others.</summary>
        public IReadOnlyList<One> Questions { get; init; } = [];
    }

    /// <summary>One question: its relative weight in percent with its interval, its share over all orders, its own correlation, its mean, how far along its scale that stands, and where it belongs.</summary>
    public sealed record One(string Question, double JohnsonPercent, double? Low95, double? High95)
    {
        /// <summary>The share over all orders, in percent; null for more than twelve questions.</summary>
        public double? LmgPercent { get; init; }

        /// <summary>Its own correlation with the outcome.</summary>
        public double Correlation { get; init; }

        /// <summary>The mean answer.</summary>
        public double Mean { get; init; }

        /// <summary>How far along its scale that stands, in percent, 100 the better end.</summary>
        public double StandingPercent { get; init; }

        /// <summary>mend, keep, later or fine.</summary>
        public string Place { get; init; } = "";
    }

    private const string Example = """
        {
          "outcome": "nps", "from": "2025-11-22", "to": "2026-11-21", "n": 1753, "customers": 1690, "leftOut": 240, "cannotBeSaid": null, "about": null, "needed": null,
          "rSquared": 0.42, "adjRSquared": 0.419,
          "questions": [
            { "question": "informed", "johnsonPercent": 61.2, "low95": 57.9, "high95": 64.4, "lmgPercent": 62.0, "correlation": 0.58, "mean": 3.1, "standingPercent": 52.5, "place": "mend" }
          ]
        }
        """;

    private static readonly Dictionary<string, string> Filters = new()
    {
        ["measure"] = "The outcome, as a measure's code; the first of them if left out.",
        ["outcome"] = "The outcome, as a question; goes before the measure.",
        ["of"] = "A question beside it, once for each, at most twelve; the most answered if left out.",
        ["days"] = "How many days back from today, today counted; 365 if left out.",
        ["from"] = "The first day, as 2026-11-02.",
        ["to"] = "The last day.",
        ["channel"] = "A channel's code.",
        ["stage"] = "A stage's code: all its touchpoints.",
        ["touchpoint"] = "A touchpoint's code.",
        ["unit"] = "A unit's code: it and all below it.",
        ["kind"] = "feedback, complaint, request, question or praise.",
        ["language"] = "A language's code: he, en, ar, ru.",
    };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/drivers", Get).Needs(Right.ReadScores).WithName("Drivers")
        .WithSummary("What an outcome goes with: relative weights of other questions, with intervals.")
        .WithDescription("Of voices that answered all of the questions. What goes together proves no cause. Attributes of customers narrow it as is.NAME=VALUE, for whoever may read customers. The key must also be allowed to read voices.")
        .Reads(Filters).Produces<Drivers>().AnswersLike(StatusCodes.Status200OK, Example)
        .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadDrivers read)
    {
        if (!ReadDrivers.May(visit.Here)) return Problems.Of(new Refusal.NotAllowed());
        if (DriverQuery.Faults(context.Request.Query, await read.Known(visit.Here, context.RequestAborted)) is { Count: > 0 } faults) return Problems.Of(new Refusal.Invalid(faults));
        var view = await read.Run(visit.Here, DriverQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
        return view.Slice.Loaded < 1 ? Problems.Of(new Refusal.Busy(TimeSpan.FromSeconds(2))) : Results.Json(Of(view), DriversJson.Default.Drivers);
    }

    private static Drivers Of(DriverView view)
    {
        var (reading, said) = (view.Reading, view.Reading is { Why: null });
        return new()
        {
            Outcome = view.Outcome,
            From = view.Slice.Period.From,
            To = view.Slice.Period.To,
            N = reading?.N,
            Customers = reading?.Customers,
            LeftOut = reading?.LeftOut,
            CannotBeSaid = said ? null : view.Nobody ? "no_answers" : reading?.Why is { } why ? JsonNamingPolicy.SnakeCaseLower.ConvertName(why.Why.ToString()) : "too_few",
            About = reading?.Why?.Question is { Length: > 0 } about ? about : null,
            Needed = reading?.Why?.Needed is > 0 and var needed ? needed : null,
            RSquared = said ? reading?.RSquared : null,
            AdjRSquared = said ? reading?.Adjusted : null,
            Questions = [.. (reading?.Drivers ?? []).Select(Of)],
        };
    }

    private static One Of(Driver driver) => new(driver.Question, driver.Weight, driver.WeightInterval?.Low, driver.WeightInterval?.High)
    {
        LmgPercent = driver.Shapley,
        Correlation = driver.Correlation,
        Mean = driver.Mean,
        StandingPercent = driver.Standing,
        Place = driver.Place.ToString().ToLowerInvariant(),
    };
}

/// <summary>How drivers are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DriversApi.Drivers))]
internal sealed partial class DriversJson : JsonSerializerContext;
