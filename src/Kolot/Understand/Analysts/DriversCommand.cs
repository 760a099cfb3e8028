using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>The command <c>kolot drivers</c>: what of several columns an outcome goes with, and how much of it is each one's.</summary>
internal static class DriversCommand
{
    public const string Usage = """
        kolot drivers FILE --outcome COLUMN --of A,B,C [--customer COLUMN] [--where 'COLUMN=VALUE'] [--json]
            Johnson's relative weights with intervals by drawing rows anew 1,000 times (customers, where a column tells whose a row is), and the shares over all orders (LMG, Shapley) of up to 12 columns; rows with a gap are left out
        """;

    /// <summary>Tells it.</summary>
    public static JsonObject Run(CommandArguments arguments)
    {
        if (arguments["outcome"] is not { } outcome || arguments["of"] is not { } of) throw new AnalystException(Usage);
        string[] names = AnalystFile.List(of);
        if (names.Contains(outcome, StringComparer.OrdinalIgnoreCase)) throw new AnalystException($"{outcome} is the outcome itself, it cannot be one of --of too.");
        var file = AnalystFile.Read(arguments);
        var columns = file.Whole([outcome, .. names]);
        var drivers = Core.Statistics.Drivers.Of(columns[0], columns[1..]);
        if (!drivers.Try(out var known)) throw new AnalystException(Refused(drivers.Why ?? CannotSay.NoAnswers, outcome, names, columns));
        var told = new JsonObject
        {
            ["n"] = known.Fit.N,
            ["r_squared"] = known.Fit.RSquared,
            ["adj_r_squared"] = known.Fit.Adjusted,
            ["intercept"] = known.Fit.Intercept,
            ["drivers"] = new JsonArray([.. names.Select(name => (JsonNode)name)]),
            ["johnson_percent"] = Printed.List(known.Percent),
        };
        var customers = arguments["customer"] is { } customer ? file.Owners(customer, file.WholeRows([outcome, .. names])) : null;
        if (customers is not null) told["customers"] = customers.Distinct().Count();
        var intervals = known.Intervals(customers: customers);
        told["johnson_percent_lower95"] = intervals.Try(out var drawn) ? Printed.List(drawn.Select(interval => interval.Low)) : null;
        told["johnson_percent_upper95"] = drawn is null ? null : Printed.List(drawn.Select(interval => interval.High));
        if (intervals.Why is { } why) told["johnson_percent_ci95_cannot_be_said"] = why.ToString();
        told["lmg_percent"] = known.Shapley.Try(out var shares) ? Printed.List(Core.Statistics.Drivers.PercentOf(shares)) : null;
        if (known.Shapley.Why is { } beyond) told["lmg_percent_cannot_be_said"] = beyond.ToString();
        foreach (var (name, values) in new[]
        {
            ("johnson_raw", known.Johnson), ("lmg_shapley", shares), ("coef", known.Fit.Coefficients), ("coef_se", known.Fit.Errors),
            ("standardized_beta", known.Fit.Standardized), ("zero_order_r", known.Fit.Alone), ("vif", known.Fit.Inflation), ("driver_means", known.Means),
        })
            told[name] = values is null ? null : Printed.List(values);
        return told;
    }

    private static string Refused(CannotSay why, string outcome, string[] names, IReadOnlyList<double>[] columns) => why switch
    {
        CannotSay.TooFew => $"{columns[0].Count} whole rows are too few for {names.Length} columns.",
        CannotSay.Collinear => $"{names.Where((_, at) => !Stands(columns, at)).FirstOrDefault() ?? names[^1]} follows from the columns before it, so what it is worth by itself cannot be said.",
        CannotSay.AllTheSame => $"{new[] { outcome }.Concat(names).Where((_, at) => columns[at].Distinct().Count() == 1).First()} is the same in every row, so nothing can be said of it.",
        CannotSay.Unrelated => $"None of these columns has anything to do with {outcome}.",
        CannotSay.OutOfRange => "The squares of these numbers are beyond what can be reckoned with.",
        _ => $"It cannot be said: {why}.",
    };

    // Whether no column follows from others up to and with this one.
    private static bool Stands(IReadOnlyList<double>[] columns, int at) => LinearFit.Of(columns[0], columns[1..(at + 2)]).Why != CannotSay.Collinear;
}
