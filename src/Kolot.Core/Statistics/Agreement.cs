namespace Kolot.Core.Statistics;

/// <summary>How disagreement between two classes weighs.</summary>
public enum KappaWeights
{
    /// <summary>Any disagreement is as bad as any other.</summary>
    None,

    /// <summary>As many steps as lie between them.</summary>
    Linear,

    /// <summary>The square of the steps (Fleiss and Cohen 1973, Educational and Psychological Measurement 33, 613-619).</summary>
    Quadratic,
}

/// <summary>How far two raters agree beyond chance.</summary>
/// <param name="Kappa">Cohen's kappa: 0 is chance, 1 is always.</param>
/// <param name="StandardError">Its large-sample standard error (Fleiss, Cohen and Everitt 1969, Psychological Bulletin 72, 323-327).</param>
/// <param name="Observed">The agreement, weighted.</param>
/// <param name="Expected">What chance alone would give.</param>
public sealed record CohenKappa(double Kappa, double StandardError, double Observed, double Expected)
{
    /// <summary>The normal interval.</summary>
    public Interval Interval => new(Kappa - (Tails.Z * StandardError), Kappa + (Tails.Z * StandardError));

    /// <summary>The kappa of a square table: how often the first rater said the row's class and the second the column's, classes in order (Cohen 1960, ibid. 20, 37-46; weighted 1968).</summary>
    public static Said<CohenKappa> Of(IReadOnlyList<IReadOnlyList<long>> table, KappaWeights weights = KappaWeights.None)
    {
        var classes = table.Count;
        if (table.Any(row => row.Count != classes)) return CannotSay.DifferentLengths;
        if (table.Any(row => row.Any(count => count < 0))) return CannotSay.OutOfRange;
        double n = table.Sum(row => row.Sum());
        if (n == 0) return CannotSay.NoAnswers;
        double[] rows = [.. table.Select(row => row.Sum() / n)], columns = [.. Enumerable.Range(0, classes).Select(column => table.Sum(row => row[column]) / n)];
        var (observed, expected) = (0.0, 0.0);
        Each((row, column, weight) => (observed, expected) = (observed + (weight * table[row][column] / n), expected + (weight * rows[row] * columns[column])));
        if (expected >= 1) return CannotSay.AllTheSame;
        var kappa = (observed - expected) / (1 - expected);
        var spread = 0.0;
        Each((row, column, weight) =>
        {
            var off = weight - ((1 - kappa) * (Mean(row, columns) + Mean(column, rows)));
            spread += table[row][column] / n * off * off;
        });
        var lost = kappa - (expected * (1 - kappa));
        return new CohenKappa(kappa, Math.Sqrt(Math.Max(0, spread - (lost * lost)) / n) / (1 - expected), observed, expected);

        double Mean(int at, double[] shares) => Enumerable.Range(0, classes).Sum(other => Weight(at, other) * shares[other]);

        double Weight(int one, int other) => (weights, Math.Abs(one - other)) switch
        {
            (_, 0) => 1,
            (KappaWeights.None, _) => 0,
            (KappaWeights.Linear, var steps) => 1 - ((double)steps / (classes - 1)),
            var (_, steps) => 1 - ((double)steps * steps / ((classes - 1) * (classes - 1))),
        };

        void Each(Action<int, int, double> look)
        {
            for (var row = 0; row < classes; row++)
                for (var column = 0; column < classes; column++) look(row, column, Weight(row, column));
        }
    }
}

/// <summary>How far many raters agree beyond chance, each subject rated by as many.</summary>
/// <param name="Kappa">Fleiss' kappa.</param>
/// <param name="ErrorUnderChance">The standard error that it has where agreement is chance alone (Fleiss, Nee and Landis 1979, Psychological Bulletin 86, 974-977).</param>
/// <param name="Observed">The mean agreement of pairs of raters.</param>
/// <param name="Expected">What chance alone would give.</param>
/// <param name="Shares">How often each class was said.</param>
public sealed record FleissKappa(double Kappa, double ErrorUnderChance, double Observed, double Expected, IReadOnlyList<double> Shares)
{
    /// <summary>The normal statistic against chance.</summary>
    public double Z => Kappa / ErrorUnderChance;

    /// <summary>The kappa of counts: for each subject how many raters said each class (Fleiss 1971, Psychological Bulletin 76, 378-382). Subjects with other numbers of raters are refused.</summary>
    public static Said<FleissKappa> Of(IReadOnlyList<IReadOnlyList<long>> counts)
    {
        if (counts.Count == 0) return CannotSay.NoAnswers;
        var (n, raters) = ((double)counts.Count, (double)counts[0].Sum());
        if (counts.Any(row => row.Any(count => count < 0))) return CannotSay.OutOfRange;
        if (counts.Any(row => row.Count != counts[0].Count || row.Sum() != counts[0].Sum())) return CannotSay.DifferentLengths;
        if (raters < 2) return CannotSay.OneAnswer;
        double[] shares = [.. Enumerable.Range(0, counts[0].Count).Select(at => counts.Sum(row => row[at]) / (n * raters))];
        var observed = counts.Average(row => (row.Sum(count => (double)count * count) - raters) / (raters * (raters - 1)));
        var (expected, spread) = (shares.Sum(share => share * share), shares.Sum(share => share * (1 - share)));
        if (spread <= 0) return CannotSay.AllTheSame;
        var error = Math.Sqrt(2 / (n * raters * (raters - 1))) / spread * Math.Sqrt((spread * spread) - shares.Sum(share => share * (1 - share) * (1 - (2 * share))));
        return new FleissKappa((observed - expected) / (1 - expected), error, observed, expected, shares);
    }
}

/// <summary>What the values of raters mean.</summary>
public enum RatingScale
{
    /// <summary>Names: other is other.</summary>
    Nominal,

    /// <summary>An order: what lies between counts.</summary>
    Ordinal,

    /// <summary>Numbers with equal steps.</summary>
    Interval,
}

/// <summary>How far raters agree beyond chance, however many rated each unit, with gaps.</summary>
/// <param name="Alpha">Krippendorff's alpha: 1 is always, 0 is chance; below 0 they disagree on purpose.</param>
/// <param name="Units">Units that at least two rated.</param>
/// <param name="Values">Ratings of those.</param>
public sealed record Krippendorff(double Alpha, int Units, int Values)
{
    /// <summary>The alpha of ratings (Krippendorff 2019, Content Analysis, 4th ed., chapter 12): for each unit what its raters said. Units with one rating say nothing and are left out.</summary>
    public static Said<Krippendorff> Of(IReadOnlyList<IReadOnlyList<double>> units, RatingScale scale)
    {
        if (units.Any(unit => !unit.All(double.IsFinite))) return CannotSay.NotANumber;
        var rated = units.Where(unit => unit.Count > 1).ToArray();
        if (rated.Length == 0) return CannotSay.NoAnswers;
        double[] values = [.. rated.SelectMany(unit => unit).Distinct().Order()];
        if (values.Length == 1) return CannotSay.AllTheSame;
        var at = values.Index().ToDictionary(value => value.Item, value => value.Index);
        var together = new double[values.Length, values.Length];
        foreach (var unit in rated)
        {
            var counts = new double[values.Length];
            foreach (var value in unit) counts[at[value]]++;
            for (var one = 0; one < values.Length; one++)
                for (var other = 0; other < values.Length; other++)
                    together[one, other] += counts[one] * (counts[other] - (one == other ? 1 : 0)) / (unit.Count - 1);
        }

        double[] totals = [.. Enumerable.Range(0, values.Length).Select(one => Enumerable.Range(0, values.Length).Sum(other => together[one, other]))];
        var (n, observed, expected) = (totals.Sum(), 0.0, 0.0);
        for (var one = 0; one < values.Length; one++)
            for (var other = 0; other < values.Length; other++)
            {
                var apart = Apart(scale, (one, other), values, totals);
                (observed, expected) = (observed + (together[one, other] * apart), expected + (totals[one] * totals[other] * apart));
            }

        return new Krippendorff(1 - ((n - 1) * observed / expected), rated.Length, rated.Sum(unit => unit.Count));
    }

    private static double Apart(RatingScale scale, (int One, int Other) pair, double[] values, double[] totals)
    {
        if (pair.One == pair.Other) return 0;
        var (low, high) = (Math.Min(pair.One, pair.Other), Math.Max(pair.One, pair.Other));
        var distance = scale switch
        {
            RatingScale.Nominal => 1,
            RatingScale.Ordinal => totals[low..(high + 1)].Sum() - ((totals[low] + totals[high]) / 2),
            _ => values[high] - values[low],
        };
        return distance * distance;
    }
}
