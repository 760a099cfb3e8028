using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>The command <c>kolot measure</c>: a measure of a column of a file, with n and interval.</summary>
internal static class MeasureCommand
{
    public const string Usage = """
        kolot measure FILE --score COLUMN --as nps|csat|ces|mean [--by COLUMN] [--where 'COLUMN=VALUE'] [--compare COLUMN=A,B] [--top 4] [--json]
            nps of answers from 0 to 10; csat the share of answers of --top and more; ces and mean the mean
        """;

    private const double Top = 4;

    /// <summary>Tells it.</summary>
    public static JsonObject Run(CommandArguments arguments)
    {
        if (arguments["score"] is not { } score || arguments["as"] is not ("nps" or "csat" or "ces" or "mean")) throw new AnalystException(Usage);
        var (kind, file) = (arguments["as"] ?? "", AnalystFile.Read(arguments));
        var top = arguments["top"] is not { } named ? Top : double.TryParse(named, System.Globalization.CultureInfo.InvariantCulture, out var given) ? given : throw new AnalystException("--top wants a number.");
        var answers = file.Numbers(score);
        if (arguments["compare"] is { } compare) return Compared(kind, top, answers, (file, compare));
        if (arguments["by"] is not { } by) return Of(kind, top, [.. answers.OfType<double>()]);
        var groups = file.Texts(by).Zip(answers).Where(row => row.First.Length > 0 && row.Second is not null).GroupBy(row => row.First).OrderBy(group => group.Key, StringComparer.Ordinal);
        return new() { ["groups"] = new JsonArray([.. groups.Select(group => Printed.Named(group.Key, Of(kind, top, [.. group.Select(row => row.Second ?? 0)])))]) };
    }

    private static JsonObject Of(string kind, double top, double[] answers)
    {
        var told = new JsonObject { ["n"] = answers.Length };
        if (kind == "nps") OfNps(told, CountsOf(answers));
        else if (kind == "csat") OfShare(told, Share.TopBox(answers, top));
        if (kind != "nps") OfMean(told, Sample.Of(answers));
        return told;
    }

    private static Said<NpsCounts> CountsOf(double[] answers) => NpsCounts.Of(answers) is { Why: CannotSay.OutOfRange }
        ? throw new AnalystException($"{answers.First(answer => answer is < 0 or > 10)} is no answer from 0 to 10.")
        : NpsCounts.Of(answers);

    private static void OfNps(JsonObject told, Said<NpsCounts> counts)
    {
        var said = counts.Try(out var known) ? Nps.Of(known) : counts.Why ?? CannotSay.NoAnswers;
        told.Say("nps", said.Of(one => one.Score));
        if (!said.Try(out var nps)) return;
        (told["promoters"], told["passives"], told["detractors"]) = (known.Promoters, known.Passives, known.Detractors);
        told["se"] = nps.StandardError;
        told.Say("ci95_tango_score", (Said<Interval>)nps.Interval);
    }

    private static void OfShare(JsonObject told, Said<Share> share)
    {
        told.Say("top_box_share", share.Of(one => one.Value));
        if (!share.Try(out var known)) return;
        told["top_box_count"] = known.Count;
        told.Say("wilson95", (Said<Interval>)known.Interval);
    }

    private static void OfMean(JsonObject told, Said<Sample> sample)
    {
        told.Say("mean", sample.Of(one => one.Mean));
        if (!sample.Try(out var known)) return;
        told.Say("sd", known.Deviation);
        told.Say("se", known.StandardError);
        told.Say("t_ci95", known.Interval);
        told["median"] = known.Median;
    }

    private static JsonObject Compared(string kind, double top, IReadOnlyList<double?> answers, (AnalystFile File, string Compare) asked)
    {
        var (column, values) = AnalystFile.Pair(asked.Compare, "compare");
        if (values.Split(',') is not [var a, var b]) throw new AnalystException("--compare wants COLUMN=A,B.");
        var texts = asked.File.Texts(column);
        double[] first = Among(a.Trim()), second = Among(b.Trim());
        var told = new JsonObject { ["groups"] = new JsonArray(Printed.Named(a.Trim(), Of(kind, top, first)), Printed.Named(b.Trim(), Of(kind, top, second))) };
        Differ(told, kind, first, second, top);
        return told;

        double[] Among(string value) => texts.Contains(value)
            ? [.. texts.Zip(answers).Where(row => row.First == value).Select(row => row.Second).OfType<double>()]
            : throw new AnalystException($"No row has '{value}' in {column}.");
    }

    private static void Differ(JsonObject told, string kind, double[] first, double[] second, double top)
    {
        if (kind == "nps")
        {
            var difference = CountsOf(first).Try(out var one) && CountsOf(second).Try(out var other) ? NpsDifference.Between(one, other) : CannotSay.NoAnswers;
            told.Say("difference", difference.Of(scores => scores.Difference));
            if (!difference.Try(out var nps)) return;
            told.Say("ci95_hybrid_score", (Said<Interval>)nps.Hybrid);
            told.Say("ci95_unpooled", nps.Interval);
            told.Say("p", nps.Test.Of(test => test.P));
        }
        else if (kind == "csat")
        {
            if (!Share.TopBox(first, top).Try(out var one) || !Share.TopBox(second, top).Try(out var other)) throw new AnalystException("One of the two groups has no answers.");
            var shares = ShareDifference.Between(one, other);
            told["difference"] = shares.Difference;
            told.Say("newcombe_hybrid_score_ci95", (Said<Interval>)shares.Interval);
            told.Say("p", shares.Test.Of(test => test.P));
        }
        else
        {
            if (!Sample.Of(first).Try(out var one) || !Sample.Of(second).Try(out var other)) throw new AnalystException("One of the two groups has no answers.");
            var difference = MeanDifference.Between(one, other);
            told.Say("difference", difference.Of(both => both.Difference));
            if (!difference.Try(out var means)) return;
            told.Say("ci95", (Said<Interval>)means.Interval);
            (told["t"], told["df"], told["p"]) = (means.T, means.Freedom, means.P);
        }
    }
}
