using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>What <c>kolot survival</c> tells where only is known between what times an end lies: the bounds of the share of whom it had come, and no curve.</summary>
internal static class TimeBounds
{
    /// <summary>Tells it.</summary>
    public static JsonObject Run(CommandArguments arguments)
    {
        if (arguments["lower"] is not { } lower || arguments["upper"] is not { } upper || arguments["event"] is not { } ended) throw new AnalystException(SurvivalCommand.Usage);
        var file = AnalystFile.Read(arguments);
        Within[] times = [.. file.Numbers(lower).Zip(file.Numbers(upper), CameOf(file, ended)).Select(row => Of(row.First, row.Second, row.Third, ended))];
        if (times.Length == 0) throw new AnalystException("There is no row.");
        foreach (var wrong in times.Where(time => time.Low < 0 || time.High < time.Low)) throw new AnalystException($"Between {wrong.Low} and {wrong.High} lies no time.");
        var known = times.Where(time => time.High < double.MaxValue).Select(time => time.High).DefaultIfEmpty().Max();
        var at = SurvivalCommand.TimesOf(arguments["at"], known);
        if (arguments["by"] is not { } by) return Of(times, at);
        var groups = file.Texts(by).Zip(times).Where(row => row.First.Length > 0).GroupBy(row => row.First, row => row.Second).OrderBy(group => group.Key, StringComparer.Ordinal);
        return new() { ["groups"] = new JsonArray([.. groups.Select(group => Printed.Named(group.Key, Of([.. group], at)))]) };
    }

    // Numbers as they are; of names the first that is given came, the second never did, and of others nobody knows.
    private static IReadOnlyList<double?> CameOf(AnalystFile file, string ended)
    {
        if (!ended.Contains('=', StringComparison.Ordinal)) return file.Numbers(ended);
        var (column, names) = AnalystFile.Pair(ended, "event");
        var (texts, given) = (file.Texts(column), AnalystFile.List(names));
        if (given.FirstOrDefault(name => !texts.Contains(name)) is { } missing) throw new AnalystException($"No row has '{AnalystFile.Short(missing)}' in {column}.");
        return [.. texts.Select(text => text == given[0] ? 1 : given.Skip(1).Contains(text) ? 0 : (double?)null)];
    }

    private static Within Of(double? lower, double? upper, double? came, string ended) => came switch
    {
        null => Within.Unknown,
        0 => Within.Never,
        1 => upper is { } high ? new(lower ?? 0, high) : Within.Since(lower ?? 0),
        var other => throw new AnalystException($"{other} in {ended} is neither 0 nor 1."),
    };

    private static JsonObject Of(Within[] times, double[] at)
    {
        (Share Sure, Share Possible)[] bounds = [.. at.Select(time => IntervalTimes.By(times, time).Value)];
        var ever = IntervalTimes.Ever(times).Value;
        return new()
        {
            ["n"] = times.Length,
            ["time"] = Printed.List(at),
            ["lower_count"] = new JsonArray([.. bounds.Select(one => (JsonNode)one.Sure.Count)]),
            ["upper_count"] = new JsonArray([.. bounds.Select(one => (JsonNode)one.Possible.Count)]),
            ["lower_share"] = Printed.List(bounds.Select(one => one.Sure.Value)),
            ["upper_share"] = Printed.List(bounds.Select(one => one.Possible.Value)),
            ["ever_bounds"] = new JsonArray(ever.Sure.Value, ever.Possible.Value),
        };
    }
}
