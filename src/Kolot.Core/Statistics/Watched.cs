using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>Those whose waiting is regressed, from the longest watched down: at each end all before are still being watched.</summary>
internal sealed class Watched(Moments design, IReadOnlyList<double> times, IReadOnlyList<bool> ended)
{
    private readonly int[] order = [.. Enumerable.Range(0, times.Count).OrderByDescending(at => times[at])];

    private int Wide => design.Means.Length - 1;

    /// <summary>Efron's partial likelihood.</summary>
    public Slope Look(Vector<double> at)
    {
        var risks = Risks(at);
        // Hazards matter beside one another only; so none is beyond reckoning.
        var most = risks.Max();
        var (all, found) = (new Sums(Wide), new Sums(Wide));
        foreach (var (from, before) in Blocks())
        {
            var ending = new Sums(Wide);
            for (var place = from; place < before; place++)
            {
                var row = order[place];
                var hazard = Math.Exp(risks[row] - most);
                all.Add(design.Row(row), hazard);
                if (!ended[row]) continue;
                ending.Add(design.Row(row), hazard);
                found.Count(design.Row(row), risks[row] - most);
            }

            for (var gone = 0; gone < ending.Rows; gone++) found.Take(all, ending, (double)gone / ending.Rows);
        }

        return found.Slope;
    }

    /// <summary>Whether at each end those of the end are the highest in a direction of all who were being watched, and not all are alike throughout.</summary>
    public bool Highest(Vector<double> direction)
    {
        var risks = Risks(direction);
        var range = risks.Max() - risks.Min();
        var (most, least, apart) = (double.NegativeInfinity, double.PositiveInfinity, 0.0);
        foreach (var (from, before) in Blocks())
        {
            for (var place = from; place < before; place++) (most, least) = (Math.Max(most, risks[order[place]]), Math.Min(least, risks[order[place]]));
            for (var place = from; place < before; place++)
            {
                if (!ended[order[place]]) continue;
                if (risks[order[place]] < most - (1e-5 * range)) return false;
                apart = Math.Max(apart, most - least);
            }
        }

        return apart > 1e-5 * range;
    }

    /// <summary>Of pairs whose order of ends is known, the share in which the higher hazard ended first.</summary>
    public double Concordance(Vector<double> at)
    {
        var risks = Risks(at);
        double[] sorted = [.. risks.Distinct().Order()];
        var (counts, seen, right, tied, pairs) = (new long[sorted.Length + 1], 0L, 0L, 0L, 0L);
        foreach (var (from, before) in Blocks())
        {
            // Who stopped being watched at the time of an end waited longer; two ends at one time say nothing.
            for (var place = from; place < before; place++) if (!ended[order[place]]) Put(order[place]);
            for (var place = from; place < before; place++)
            {
                if (!ended[order[place]]) continue;
                var rank = Rank(order[place]);
                var (below, same) = (Below(rank), Below(rank + 1) - Below(rank));
                (right, tied, pairs) = (right + below, tied + same, pairs + seen);
            }

            for (var place = from; place < before; place++) if (ended[order[place]]) Put(order[place]);
        }

        return pairs == 0 ? double.NaN : (right + (tied / 2.0)) / pairs;

        int Rank(int row) => Array.BinarySearch(sorted, risks[row]);

        // Sums by halves (Fenwick 1994, Software: Practice and Experience 24, 327-336).
        void Put(int row)
        {
            seen++;
            for (var place = Rank(row) + 1; place < counts.Length; place += place & -place) counts[place]++;
        }

        long Below(int rank)
        {
            var sum = 0L;
            for (var place = rank; place > 0; place -= place & -place) sum += counts[place];
            return sum;
        }
    }

    private double[] Risks(Vector<double> at)
    {
        var risks = new double[design.N];
        for (var row = 0; row < risks.Length; row++)
        {
            var given = design.Row(row);
            for (var column = 0; column < Wide; column++) risks[row] += at[column] * given[column];
        }

        return risks;
    }

    private IEnumerable<(int From, int Before)> Blocks()
    {
        for (var (from, before) = (0, 0); from < order.Length; from = before)
        {
            while (before < order.Length && times[order[before]] == times[order[from]]) before++;
            yield return (from, before);
        }
    }

    /// <summary>Sums of hazards, of hazards times columns, and of hazards times products of columns; or the likelihood's height, rise and bend.</summary>
    private sealed class Sums(int wide)
    {
        private readonly double[] firsts = new double[wide], seconds = new double[wide * wide];
        private double zeroth;

        public int Rows { get; private set; }

        public Slope Slope => new(zeroth, Vector<double>.Build.DenseOfArray(firsts), Matrix<double>.Build.Dense(wide, wide, (one, other) => seconds[(Math.Max(one, other) * wide) + Math.Min(one, other)]));

        public void Add(ReadOnlySpan<double> row, double hazard)
        {
            (zeroth, Rows) = (zeroth + hazard, Rows + 1);
            for (var one = 0; one < wide; one++)
            {
                firsts[one] += hazard * row[one];
                for (var other = 0; other <= one; other++) seconds[(one * wide) + other] += hazard * row[one] * row[other];
            }
        }

        public void Count(ReadOnlySpan<double> row, double height)
        {
            zeroth += height;
            for (var one = 0; one < wide; one++) firsts[one] += row[one];
        }

        // Of those of this end, a share counts as gone already.
        public void Take(Sums all, Sums ending, double share)
        {
            var sum = all.zeroth - (share * ending.zeroth);
            zeroth -= Math.Log(sum);
            for (var one = 0; one < wide; one++)
            {
                firsts[one] -= Mean(one);
                for (var other = 0; other <= one; other++)
                    seconds[(one * wide) + other] += ((all.seconds[(one * wide) + other] - (share * ending.seconds[(one * wide) + other])) / sum) - (Mean(one) * Mean(other));
            }

            double Mean(int at) => (all.firsts[at] - (share * ending.firsts[at])) / sum;
        }
    }
}
