using System.Buffers;

namespace Kolot.Core.Facts;

/// <summary>What customers who answered more than once add to the uncertainty of each cell.</summary>
/// <remarks>
/// With e the deviation of an answer from its cell's mean, the variance of a mean of answers that come in clusters rests on the sum over customers of (Σe)²
/// (linearisation of a ratio; Cochran 1977, Sampling Techniques, 3rd ed., 6.3; Huber 1967). A customer with one answer adds e², which every interval knows;
/// one with several adds (Σe)² − Σe² besides. That is a polynomial in the mean, whose coefficients are gathered here before the mean is known.
/// </remarks>
internal sealed class RepeatSums
{
    private readonly Dictionary<int, Sums> cells = [];
    private readonly Dictionary<int, Dictionary<int, (double Sum, int Count)>>? customers;
    private readonly int oneOf;

    public RepeatSums(RepeatList list, FactPlan plan, int count, int known)
    {
        oneOf = list.OneOf;
        if (list.Count == 0) return;
        var (starts, sorted) = ByCell(list, plan.SlotsOfCell, count);
        if (plan.Question.Compared) customers = [];
        var totals = ArrayPool<Total>.Shared.Rent(known);
        Array.Clear(totals, 0, known);
        for (var cell = 0; cell < count; cell++)
        {
            var entries = sorted.AsSpan(starts[cell], starts[cell + 1] - starts[cell]);
            if (entries.Length == 0) continue;
            foreach (var entry in entries)
                if ((uint)entry < (uint)known) totals[(int)entry].Add(plan.Worths[(int)(entry >> 32) % plan.SlotsOfCell]);
            cells[cell] = Gather(entries, totals, known, customers is null ? null : customers[cell] = []);
        }

        ArrayPool<Total>.Shared.Return(totals);
    }

    /// <summary>How many answers of a cell are not their customer's first there.</summary>
    public double More(int cell) => cells.GetValueOrDefault(cell).More * oneOf;

    /// <summary>The sum over customers of (Σe)² − Σe², for a mean.</summary>
    public double Cross(int cell, double mean)
    {
        var sums = cells.GetValueOrDefault(cell);
        return (sums.Products - (mean * sums.Linear) + (mean * mean * sums.Pairs)) * oneOf;
    }

    /// <summary>The sum over customers of Σe in one cell times Σe in the other.</summary>
    public double Common(int cell, double mean, int other, double otherMean)
    {
        if (customers is null || !customers.TryGetValue(cell, out var here) || !customers.TryGetValue(other, out var there)) return 0;
        var common = 0d;
        foreach (var (customer, (sum, count)) in here)
            if (there.TryGetValue(customer, out var also)) common += (sum - (count * mean)) * (also.Sum - (also.Count * otherMean));
        return common * oneOf;
    }

    private static Sums Gather(ReadOnlySpan<ulong> entries, Total[] totals, int known, Dictionary<int, (double, int)>? each)
    {
        var sums = default(Sums);
        foreach (var entry in entries)
        {
            var customer = (int)entry;
            // The first of a customer's answers takes them all, and leaves nothing for the others.
            if ((uint)customer >= (uint)known || totals[customer] is not { Count: > 0 } total) continue;
            double n = total.Count;
            sums = new(
                sums.More + n - 1, sums.Products + (total.Sum * total.Sum) - total.Squares, sums.Linear + (2 * (n - 1) * total.Sum), sums.Pairs + (n * (n - 1)));
            each?.Add(customer, (total.Sum, total.Count));
            totals[customer] = default;
        }

        return sums;
    }

    private static (int[] Starts, ulong[] Sorted) ByCell(RepeatList list, int width, int count)
    {
        var starts = new int[count + 1];
        foreach (var entry in list.Entries) starts[((int)(entry >> 32) / width) + 1]++;
        for (var cell = 0; cell < count; cell++) starts[cell + 1] += starts[cell];
        var (next, sorted) = (starts.AsSpan(0, count).ToArray(), new ulong[list.Count]);
        foreach (var entry in list.Entries) sorted[next[(int)(entry >> 32) / width]++] = entry;
        return (starts, sorted);
    }

    private struct Total
    {
        public double Sum { get; private set; }

        public double Squares { get; private set; }

        public int Count { get; private set; }

        public void Add(double worth)
        {
            Sum += worth;
            Squares += worth * worth;
            Count++;
        }
    }

    private readonly record struct Sums(double More, double Products, double Linear, double Pairs);
}
