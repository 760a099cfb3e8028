using System.Globalization;
using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>The command <c>kolot survival</c>: how many are still waiting as time goes on, and whether groups wait differently.</summary>
internal static class SurvivalCommand
{
    public const string Usage = """
        kolot survival FILE --time COLUMN --event COLUMN [--by COLUMN] [--where 'COLUMN=VALUE'] [--at 7,30,90] [--json]
        kolot survival FILE --lower COLUMN --upper COLUMN --event COLUMN [--by COLUMN] [--where 'COLUMN=VALUE'] [--at 7,30,90] [--json]
            event is 1 where the end was seen, 0 where watching stopped before it; with --by the log-rank test of the groups.
            Where only is known between what times the end lies: 1 it came, 0 it never did, empty nobody knows (or --event COLUMN=CAME,NEVER); told are the bounds of the share
        kolot survival FILE --company COLUMN --asked COLUMN --answered COLUMN [--until COLUMN or 2026-11-30] [--industry COLUMN] [--where 'COLUMN=VALUE'] [--at 60,1440] [--json]
            several companies beside one another: their league, how sure its places are, and their curves
        """;

    private const int Points = 10;

    /// <summary>Tells it.</summary>
    public static JsonObject Run(CommandArguments arguments)
    {
        if (arguments.Has("lower") || arguments.Has("upper")) return TimeBounds.Run(arguments);
        if (arguments["time"] is not { } time || arguments["event"] is not { } ended) throw new AnalystException(Usage);
        var file = AnalystFile.Read(arguments);
        var groups = arguments["by"] is { } by ? file.Texts(by) : null;
        (double Time, bool Ended, string Group)[] watched =
        [
            .. file.Numbers(time).Zip(file.Numbers(ended)).Select((row, at) => (row.First, row.Second, Group: groups?[at] ?? ""))
                .Where(row => row is { First: not null, Second: not null } && (groups is null || row.Group.Length > 0))
                .Select(row => (row.First ?? 0, row.Second switch { 1 => true, 0 => false, var other => throw new AnalystException($"{other} in {ended} is neither 0 nor 1.") }, row.Group)),
        ];
        if (watched.Length == 0) throw new AnalystException($"No row has both {time} and {ended}.");
        if (watched.Any(row => row.Time < 0)) throw new AnalystException($"A time in {time} is below 0.");
        var at = TimesOf(arguments["at"], watched.Max(row => row.Time));
        if (groups is null) return Of(watched, at);
        var told = new JsonObject { ["groups"] = new JsonArray([.. watched.GroupBy(row => row.Group).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => Printed.Named(group.Key, Of([.. group], at)))]) };
        var test = LogRank.Of([.. watched.Select(row => row.Time)], [.. watched.Select(row => row.Ended)], [.. watched.Select(row => row.Group)]);
        told.Say("chisq", test.Of(one => one.ChiSquared));
        if (!test.Try(out var known)) return told;
        (told["df"], told["p"]) = (known.Freedom, known.P);
        (told["observed"], told["expected"]) = (Printed.List(known.Observed), Printed.List(known.Expected));
        if (LogRank.Of([.. watched.Select(row => row.Time)], [.. watched.Select(row => row.Ended)], [.. watched.Select(row => row.Group)], early: true).Try(out var early))
            (told["peto_peto_chisq"], told["peto_peto_p"]) = (early.ChiSquared, early.P);
        return told;
    }

    /// <summary>The times that are told of: those given, or ten up to the last.</summary>
    public static double[] TimesOf(string? given, double last) => given is null
        ? [.. Enumerable.Range(1, Points).Select(point => Math.Round(last * point / Points, 6))]
        : [.. given.Split(',').Select(one => double.TryParse(one, CultureInfo.InvariantCulture, out var time) && time >= 0 ? time : throw new AnalystException("--at wants times, as 7,30,90."))];

    private static JsonObject Of((double Time, bool Ended, string Group)[] watched, double[] at)
    {
        var curve = SurvivalCurve.Of([.. watched.Select(row => row.Time)], [.. watched.Select(row => row.Ended)]).Value;
        var told = new JsonObject { ["n"] = curve.N, ["events"] = curve.Events };
        // At the top what is shown, on the log-log scale; below it both, as R gives them.
        told.Say("median", curve.Median);
        told["median_ci95_log"] = new JsonArray(Or(curve.MedianInterval.Low), Or(curve.MedianInterval.High));
        SurvivalCurve.Step[] steps = [.. at.Select(curve.At)];
        told["time"] = new JsonArray([.. at.Select(time => (JsonNode)time)]);
        told["n_risk"] = new JsonArray([.. steps.Select(step => (JsonNode)step.AtRisk)]);
        told["survival"] = new JsonArray([.. steps.Select(step => (JsonNode)step.Survival)]);
        told["lower95"] = new JsonArray([.. steps.Select(step => Or(step.Interval.Low))]);
        told["upper95"] = new JsonArray([.. steps.Select(step => Or(step.Interval.High))]);
        told["at"] = new JsonObject
        {
            ["time"] = told["time"]?.DeepClone(),
            ["n_risk"] = told["n_risk"]?.DeepClone(),
            ["survival"] = told["survival"]?.DeepClone(),
            ["std_err"] = new JsonArray([.. steps.Select(step => Or(step.StandardError))]),
            ["lower95"] = new JsonArray([.. steps.Select(step => Or(step.Logarithmic.Low))]),
            ["upper95"] = new JsonArray([.. steps.Select(step => Or(step.Logarithmic.High))]),
        };
        told["at_loglog_ci"] = new JsonObject { ["lower95"] = told["lower95"]?.DeepClone(), ["upper95"] = told["upper95"]?.DeepClone() };
        return told;
    }

    private static JsonNode? Or(Said<double> figure) => figure.Try(out var value) && double.IsFinite(value) ? value : null;
}
