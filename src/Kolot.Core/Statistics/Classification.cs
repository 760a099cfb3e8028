namespace Kolot.Core.Statistics;

/// <summary>How well something tells classes apart, beside what they truly are.</summary>
public sealed class Classification
{
    private readonly IReadOnlyList<IReadOnlyList<long>> table;
    private readonly long[] truly, said;

    private Classification(IReadOnlyList<IReadOnlyList<long>> table)
    {
        this.table = table;
        truly = [.. table.Select(row => row.Sum())];
        said = [.. Enumerable.Range(0, table.Count).Select(column => table.Sum(row => row[column]))];
    }

    /// <summary>How often the class is right.</summary>
    public Share Accuracy => Share.Of(Enumerable.Range(0, table.Count).Sum(at => table[at][at]), truly.Sum()).Value;

    /// <summary>Of what was said to be each class, how much is; not a number where nothing was.</summary>
    public IReadOnlyList<double> Precision => [.. said.Select((count, at) => (double)table[at][at] / count)];

    /// <summary>Of what is each class, how much was said to be; not a number where nothing is.</summary>
    public IReadOnlyList<double> Recall => [.. truly.Select((count, at) => (double)table[at][at] / count)];

    /// <summary>The harmonic mean of both; 0 where nothing of a class was found.</summary>
    public IReadOnlyList<double> F1 => [.. truly.Select((count, at) => count + said[at] == 0 ? 0 : 2.0 * table[at][at] / (count + said[at]))];

    /// <summary>The mean of F1 over classes, each counting the same.</summary>
    public double MacroF1 => F1.Average();

    /// <summary>The mean of F1 over classes, each counting as often as it is.</summary>
    public double WeightedF1 => F1.Zip(truly, (f1, count) => f1 * count).Sum() / truly.Sum();

    /// <summary>The correlation of what is with what was said (Matthews 1975; for several classes Gorodkin 2004, Computational Biology and Chemistry 28, 367-374); where either is always the same it cannot be said.</summary>
    public Said<double> Matthews
    {
        get
        {
            double all = truly.Sum(), right = Enumerable.Range(0, table.Count).Sum(at => table[at][at]);
            var spread = ((all * all) - said.Sum(count => (double)count * count)) * ((all * all) - truly.Sum(count => (double)count * count));
            return spread <= 0 ? CannotSay.AllTheSame : ((right * all) - truly.Zip(said, (one, other) => (double)one * other).Sum()) / Math.Sqrt(spread);
        }
    }

    /// <summary>From a square table: rows are what is, columns what was said.</summary>
    public static Said<Classification> Of(IReadOnlyList<IReadOnlyList<long>> table) =>
        table.Any(row => row.Count != table.Count) ? CannotSay.DifferentLengths
        : table.Any(row => row.Any(count => count < 0)) ? CannotSay.OutOfRange
        : table.Sum(row => row.Sum()) == 0 ? CannotSay.NoAnswers
        : new Classification(table);
}
