using System.Globalization;
using System.Text.Json.Nodes;
using Kolot.Core.Statistics;

namespace Kolot.Understand.Analysts;

/// <summary>The command <c>kolot agreement</c>: how far raters agree beyond chance.</summary>
internal static class AgreementCommand
{
    public const string Usage = """
        kolot agreement FILE --unit COLUMN --rater COLUMN --value COLUMN [--scale nominal|ordinal|interval] [--where 'COLUMN=VALUE'] [--json]
            Krippendorff's alpha (each; of --scale as alpha too), with intervals by drawing units anew 1,000 times; Cohen's kappa of two raters, Fleiss' of as many for each unit
        """;

    private const int Draws = 1_000;

    // Drawn alike on every run.
    private const int Seed = 20_261_124;

    /// <summary>Tells it.</summary>
    public static JsonObject Run(CommandArguments arguments)
    {
        if (arguments["unit"] is not { } unit || arguments["rater"] is not { } rater || arguments["value"] is not { } value) throw new AnalystException(Usage);
        if ((arguments["scale"] ?? "nominal") is not ("nominal" or "ordinal" or "interval")) throw new AnalystException("--scale wants nominal, ordinal or interval.");
        var file = AnalystFile.Read(arguments);
        (string Unit, string Rater, string Value)[] said =
            [.. file.Texts(unit).Zip(file.Texts(rater), file.Texts(value)).Where(row => row.First.Length > 0 && row.Second.Length > 0 && row.Third.Length > 0)];
        if (said.Length == 0) throw new AnalystException("No row has a unit, a rater and a value.");
        if (said.GroupBy(row => (row.Unit, row.Rater)).FirstOrDefault(twice => twice.Count() > 1) is { } again)
            throw new AnalystException($"'{again.Key.Rater}' rated '{again.Key.Unit}' more than once.");
        var numeric = said.All(row => double.TryParse(row.Value, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number));
        string[] classes = [.. numeric ? said.Select(row => row.Value).Distinct().OrderBy(Number) : said.Select(row => row.Value).Distinct().Order(StringComparer.Ordinal)];
        var units = said.GroupBy(row => row.Unit).Where(of => of.Count() > 1).Select(of => of.ToArray()).ToArray();
        if (units.Length == 0) throw new AnalystException("No unit was rated by two.");
        var told = new JsonObject { ["n"] = said.Length, ["units"] = units.Length, ["pairable_values"] = units.Sum(of => of.Length), ["raters"] = said.Select(row => row.Rater).Distinct().Count() };
        Alphas(told, [.. units.Select(of => (IReadOnlyList<double>)[.. of.Select(row => numeric ? Number(row.Value) : Array.IndexOf(classes, row.Value))])], numeric);
        var scale = arguments["scale"] ?? "nominal";
        if (!numeric && scale != "nominal") throw new AnalystException($"{value} holds names, so its scale is nominal.");
        (told["scale"], told["alpha"]) = (scale, told[scale]?.DeepClone());
        Kappas(told, units, classes, numeric);
        return told;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static void Alphas(JsonObject told, IReadOnlyList<double>[] units, bool numeric)
    {
        foreach (var (name, scale) in numeric ? [("nominal", RatingScale.Nominal), ("ordinal", RatingScale.Ordinal), ("interval", RatingScale.Interval)] : new[] { ("nominal", RatingScale.Nominal) })
        {
            var alpha = Krippendorff.Of(units, scale);
            told.Say(name, alpha.Of(one => one.Alpha));
            if (alpha.Why is null) told.Say($"{name}_ci95", Drawn(units, scale));
        }
    }

    private static Said<Interval> Drawn(IReadOnlyList<double>[] units, RatingScale scale)
    {
        var chance = new Random(Seed);
        var alphas = new List<double>();
        for (var draw = 0; draw < Draws; draw++)
            if (Krippendorff.Of([.. units.Select(_ => units[chance.Next(units.Length)])], scale).Try(out var alpha)) alphas.Add(alpha.Alpha);
        return units.Length > 2 && Sample.Of(alphas).Try(out var sample) ? new Interval(sample.Quantile(0.025).Value, sample.Quantile(0.975).Value) : CannotSay.TooFew;
    }

    private static void Kappas(JsonObject told, (string Unit, string Rater, string Value)[][] units, string[] classes, bool numeric)
    {
        string[] raters = [.. units.SelectMany(of => of).Select(row => row.Rater).Distinct().Order(StringComparer.Ordinal)];
        if (raters.Length == 2)
        {
            var table = classes.Select(_ => new long[classes.Length]).ToArray();
            foreach (var of in units) table[ClassOf(of.Single(row => row.Rater == raters[0]))][ClassOf(of.Single(row => row.Rater == raters[1]))]++;
            var kappa = CohenKappa.Of(table);
            told.Say("kappa", kappa.Of(one => one.Kappa));
            if (!kappa.Try(out var cohen)) return;
            (told["ase"], told["observed_agreement"], told["expected_agreement"]) = (cohen.StandardError, cohen.Observed, cohen.Expected);
            told.Say("ci95", (Said<Interval>)cohen.Interval);
            if (!numeric) return;
            foreach (var (name, weights) in new[] { ("linear", KappaWeights.Linear), ("quadratic", KappaWeights.Quadratic) })
                if (CohenKappa.Of(table, weights).Try(out var weighted)) (told[$"kappa_{name}"], told[$"ase_{name}"]) = (weighted.Kappa, weighted.StandardError);
        }
        else if (units.All(of => of.Length == units[0].Length))
        {
            var kappa = FleissKappa.Of([.. units.Select(of => classes.Select((_, at) => of.LongCount(row => ClassOf(row) == at)).ToArray())]);
            told.Say("kappa", kappa.Of(one => one.Kappa));
            if (kappa.Try(out var fleiss)) (told["se_null"], told["z"], told["mean_observed"], told["expected"]) = (fleiss.ErrorUnderChance, fleiss.Z, fleiss.Observed, fleiss.Expected);
        }

        int ClassOf((string Unit, string Rater, string Value) row) => Array.IndexOf(classes, row.Value);
    }
}
