namespace Kolot.Core.Statistics;

/// <summary>Sums of rows, of their values and of the products of each two: rows put together are known by nothing more.</summary>
/// <param name="wide">How many columns a row has.</param>
internal sealed class MomentSums(int wide)
{
    private readonly double[] firsts = new double[wide];

    // Below the diagonal only, row after row.
    private readonly double[] products = new double[wide * (wide + 1) / 2];

    /// <summary>How many rows.</summary>
    public double N { get; private set; }

    /// <summary>Adds a row.</summary>
    public void Add(ReadOnlySpan<double> row)
    {
        N++;
        for (int one = 0, at = 0; one < row.Length; one++)
        {
            var value = row[one];
            firsts[one] += value;
            for (var other = 0; other <= one; other++) products[at++] += value * row[other];
        }
    }

    /// <summary>Adds rows so many times.</summary>
    public void Add(MomentSums rows, int times)
    {
        N += times * rows.N;
        for (var at = 0; at < firsts.Length; at++) firsts[at] += times * rows.firsts[at];
        for (var at = 0; at < products.Length; at++) products[at] += times * rows.products[at];
    }

    /// <summary>The sum of products of two columns about their means.</summary>
    public double About(int one, int other)
    {
        var (high, low) = (Math.Max(one, other), Math.Min(one, other));
        return products[(high * (high + 1) / 2) + low] - (firsts[one] * firsts[other] / N);
    }
}
