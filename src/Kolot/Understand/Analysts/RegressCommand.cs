using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>The command <c>kolot regress</c>: what of several columns goes with an outcome that came or not, or with how long it took to come.</summary>
internal static class RegressCommand
{
    public const string Usage = """
        kolot regress FILE --cox --time COLUMN --event COLUMN --on A,B,C [--where 'COLUMN=VALUE'] [--json]
        kolot regress FILE --logistic --outcome COLUMN --on A,B,C [--where 'COLUMN=VALUE'] [--json]
            hazard or odds ratios with 95 % intervals; a column of names becomes a column of 1 and 0 for each name but the first in order; rows with a gap are left out
        """;

    /// <summary>Tells it.</summary>
    public static JsonObject Run(CommandArguments arguments)
    {
        if (arguments.Has("cox") == arguments.Has("logistic") || arguments["on"] is not { } on) throw new AnalystException(Usage);
        string[] names = AnalystFile.List(on);
        return arguments.Has("cox")
            ? arguments["time"] is { } time && arguments["event"] is { } ended ? Cox(arguments, names, time, ended) : throw new AnalystException(Usage)
            : arguments["outcome"] is { } outcome ? Logistic(arguments, names, outcome) : throw new AnalystException(Usage);
    }

    private static JsonObject Cox(CommandArguments arguments, string[] names, string time, string ended)
    {
        NotAmong(names, time, ended);
        var file = AnalystFile.Read(arguments);
        var model = ModelColumns.Of(file, names, time, ended);
        var (times, events) = (model.Of(file.Numbers(time)), model.Of(file.Numbers(ended)));
        if (events.FirstOrDefault(one => one is not (0 or 1)) is not 0 and var other) throw new AnalystException($"{other} in {ended} is neither 0 nor 1.");
        if (times.Any(one => one < 0)) throw new AnalystException($"A time in {time} is below 0.");
        bool[] came = [.. events.Select(one => one == 1)];
        var said = CoxFit.Of(times, came, model.Columns);
        if (!said.Try(out var fit)) throw new AnalystException(Refused(said.Why, model, ended, columns => CoxFit.Of(times, came, columns).Why));
        var told = new JsonObject { ["n"] = fit.N, ["events"] = fit.Events, ["left_out"] = model.LeftOut, ["ties"] = "efron" };
        Tell(told, model.Terms, fit.Coefficients, ("hazard_ratio", "hr"));
        told["loglik"] = new JsonArray(fit.LogLikelihood.Null, fit.LogLikelihood.Fitted);
        (told["lr_test"], told["score_test"], told["wald_test"], told["df"]) = (fit.LikelihoodRatio, fit.Score, fit.Wald, fit.Freedom);
        (told["lr_p"], told["concordance"]) = (fit.P, double.IsFinite(fit.Concordance) ? fit.Concordance : null);
        return With(told, model);
    }

    private static JsonObject Logistic(CommandArguments arguments, string[] names, string outcome)
    {
        NotAmong(names, outcome);
        var file = AnalystFile.Read(arguments);
        var model = ModelColumns.Of(file, names, outcome);
        var (came, of) = model.TwoOf(file.Texts(outcome), outcome);
        var said = LogisticFit.Of(came, model.Columns);
        if (!said.Try(out var fit)) throw new AnalystException(Refused(said.Why, model, outcome, columns => LogisticFit.Of(came, columns).Why));
        var told = new JsonObject { ["n"] = fit.N, ["events"] = fit.Events, ["left_out"] = model.LeftOut, ["outcome"] = $"{outcome}={of}" };
        Tell(told, ["(Intercept)", .. model.Terms], [fit.Intercept, .. fit.Coefficients], ("odds_ratio", "or"));
        (told["loglik"], told["null_deviance"], told["residual_deviance"], told["aic"]) = (fit.LogLikelihood, fit.NullDeviance, fit.Deviance, fit.Akaike);
        (told["lr_test"], told["df"], told["lr_p"]) = (fit.NullDeviance - fit.Deviance, fit.Coefficients.Count, fit.P);
        return With(told, model);
    }

    private static void NotAmong(string[] names, params string[] outcomes)
    {
        if (outcomes.FirstOrDefault(outcome => names.Contains(outcome, StringComparer.OrdinalIgnoreCase)) is { } itself)
            throw new AnalystException($"{itself} is the outcome itself, it cannot be one of --on too.");
    }

    private static void Tell(JsonObject told, IReadOnlyList<string> terms, IReadOnlyList<Coefficient> found, (string Name, string Short) ratio)
    {
        told["terms"] = new JsonArray([.. terms.Select(term => (JsonNode)term)]);
        told["coef"] = Printed.List(found.Select(one => one.Value));
        told[ratio.Name] = Printed.List(found.Select(one => one.Ratio));
        told["se"] = Printed.List(found.Select(one => one.StandardError));
        told["z"] = Printed.List(found.Select(one => one.Z));
        told["p"] = Printed.List(found.Select(one => one.P));
        told[ratio.Short + "_lower95"] = Printed.List(found.Select(one => one.RatioInterval.Low));
        told[ratio.Short + "_upper95"] = Printed.List(found.Select(one => one.RatioInterval.High));
    }

    private static JsonObject With(JsonObject told, ModelColumns model)
    {
        if (model.References.Count > 0) told["reference"] = new JsonObject(model.References.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value)));
        return told;
    }

    private static string Refused(CannotSay? why, ModelColumns model, string outcome, Func<IReadOnlyList<double>[], CannotSay?> again) => why switch
    {
        CannotSay.TooFew => $"{model.Whole.Length} whole rows are too few for {model.Terms.Count} columns.",
        CannotSay.NotReached => $"{outcome} is 0 in every row, so nothing can be said of it.",
        CannotSay.AllTheSame => $"{model.Terms.Where((_, at) => model.Columns[at].Distinct().Count() == 1).FirstOrDefault() ?? outcome} is the same in every row, so nothing can be said of it.",
        CannotSay.Collinear => $"{model.Terms.Where((_, at) => again([.. model.Columns.Take(at + 1)]) == CannotSay.Collinear).FirstOrDefault() ?? model.Terms[^1]} follows from the columns before it, so what it is worth by itself cannot be said.",
        CannotSay.Separation => $"{Apart(model, again, CannotSay.Separation)} tells {outcome} apart without a fault (complete separation): the best coefficient would be infinite, so none is given.",
        CannotSay.QuasiSeparation => $"{Apart(model, again, CannotSay.QuasiSeparation)} tells {outcome} apart without a fault but for rows on the border (quasi-complete separation): the best coefficient would be infinite, so none is given.",
        CannotSay.OutOfRange => "The squares of these numbers are beyond what can be reckoned with.",
        _ => "The likelihood has no summit that can be found in these rows.",
    };

    // The column that does it alone, or all of them together.
    private static string Apart(ModelColumns model, Func<IReadOnlyList<double>[], CannotSay?> again, CannotSay how) =>
        model.Terms.Where((_, at) => again([model.Columns[at]]) == how).FirstOrDefault() ?? string.Join(" with ", model.Terms);
}
