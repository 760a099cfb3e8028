using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>What customers who answered more than once add to the uncertainty of each cell.</summary>
/// <remarks>
/// With e the deviation of an answer from its cell's mean, the variance of a mean of answers that come in clusters rests on the sum over customers of (Σe)²
/// (linearisation of a ratio; Cochran 1977, Sampling Techniques, 3rd ed., 6.3; Huber 1967). A customer with one answer adds e², which every interval knows;
/// one with several adds (Σe)² − Σe² besides. That is a polynomial in the mean, whose coefficients are gathered here before the mean is known.
/// </remarks>
internal sealed class RepeatSums
{
    // Below so many a second processor is not worth waking.
    private const int WorthSharing = 1 << 14;

    private readonly IReadOnlyList<double> worths;
    private readonly bool compared;
    private readonly int oneOf = 1;
    private readonly Sums[] cells = [];
    private readonly (int From, int To)[] within = [];
    private readonly CustomerTotals?[] totals = [];
    private readonly ulong[] sorted = [];

    /// <summary>Gathers them, and gives the lists back.</summary>
    public RepeatSums(IReadOnlyList<RepeatList> lists, FactPlan plan)
    {
        (worths, compared) = (plan.Worths, plan.Question.Compared);
        if (lists.Count == 0) return;
        var list = lists[0];
        if (!plan.Question.Compared) RepeatTwins.Keep(lists, plan);
        foreach (var other in lists.Skip(1)) list.Add(other);
        if (list.Count > 0)
        {
            (oneOf, cells) = (list.OneOf, new Sums[plan.CellsOfSpan * plan.Question.Spans.Count]);
            (within, totals) = (RepeatSort.ByCell(list, cells.Length), new CustomerTotals?[cells.Length]);
            if (plan.Question.Workers < 2 || list.Count < WorthSharing) Some(0, 1);
            else Parallel.For(0, plan.Question.Workers, worker => Some(worker, plan.Question.Workers));
            if (plan.Question.Compared && totals.Contains(null)) sorted = list.Entries.ToArray();
        }

        foreach (var one in lists) one.Dispose();

        // Each cell has its own piece of the list.
        void Some(int worker, int of)
        {
            for (var cell = worker; cell < cells.Length; cell += of)
            {
                var entries = list.Entries[within[cell].From..within[cell].To];
                if (CustomerTotals.Serve(entries.Length, plan.KnownCustomers))
                {
                    var known = CustomerTotals.Of(entries, worths, plan.KnownCustomers);
                    cells[cell] = known.Gathered;
                    if (plan.Question.Compared) totals[cell] = known;
                    else known.Dispose();
                }
                else
                {
                    RepeatSort.ByCustomer(entries);
                    cells[cell] = Gather(entries);
                }
            }
        }
    }

    /// <summary>How many answers of a cell are not their customer's first there.</summary>
    public double More(int cell) => cells.Length == 0 ? 0 : cells[cell].More * oneOf;

    /// <summary>The sum over customers of (Σe)² − Σe², for a mean.</summary>
    public double Cross(int cell, double mean)
    {
        if (cells.Length == 0) return 0;
        var sums = cells[cell];
        return (sums.Products - (mean * sums.Linear) + (mean * mean * sums.Pairs)) * oneOf;
    }

    /// <summary>The sum over customers of Σe in one cell times Σe in the other.</summary>
    public double Common(int cell, double mean, int other, double otherMean)
    {
        if (totals.Length == 0 || !compared) return 0;
        if (totals[cell] is { } known) return oneOf * (totals[other] is { } also ? known.Common(mean, also, otherMean) : CommonWith(known, mean, other, otherMean));
        if (totals[other] is { } beyond) return oneOf * CommonWith(beyond, otherMean, cell, mean);
        var here = Of(sorted, cell);
        var there = Of(sorted, other);
        var common = 0d;
        // Both are in order of customers.
        while (here.Length > 0 && there.Length > 0)
        {
            var (customer, another) = (RepeatEntry.Customer(here[0]), RepeatEntry.Customer(there[0]));
            var (one, two) = (default(Total), default(Total));
            if (customer <= another) one = Next(ref here);
            if (another <= customer) two = Next(ref there);
            common += (one.Sum - (one.Count * mean)) * (two.Sum - (two.Count * otherMean));
        }

        return common * oneOf;
    }

    private double CommonWith(CustomerTotals known, double mean, int cell, double cellMean)
    {
        var common = 0d;
        for (var entries = Of(sorted, cell); entries.Length > 0;)
        {
            var customer = RepeatEntry.Customer(entries[0]);
            var total = Next(ref entries);
            common += known.Deviation(customer, mean) * (total.Sum - (total.Count * cellMean));
        }

        return common;
    }

    private ReadOnlySpan<ulong> Of(ReadOnlySpan<ulong> entries, int cell) => entries[within[cell].From..within[cell].To];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private Sums Gather(ReadOnlySpan<ulong> entries)
    {
        var sums = default(Sums);
        while (entries.Length > 0)
        {
            if (Next(ref entries) is not { Count: > 1 } total) continue;
            double n = total.Count;
            sums = new(
                sums.More + n - 1, sums.Products + (total.Sum * total.Sum) - total.Squares, sums.Linear + (2 * (n - 1) * total.Sum), sums.Pairs + (n * (n - 1)));
        }

        return sums;
    }

    // All that the next customer answered in a cell.
    private Total Next(ref ReadOnlySpan<ulong> entries)
    {
        var (customer, total, taken) = (RepeatEntry.Customer(entries[0]), default(Total), 0);
        for (; taken < entries.Length && RepeatEntry.Customer(entries[taken]) == customer; taken++) total = total.And(worths[RepeatEntry.Value(entries[taken])]);
        entries = entries[taken..];
        return total;
    }

    private readonly record struct Total(double Sum, double Squares, int Count)
    {
        public Total And(double worth) => new(Sum + worth, Squares + (worth * worth), Count + 1);
    }

    /// <summary>What comes of all customers of a cell: the coefficients.</summary>
    internal readonly record struct Sums(double More, double Products, double Linear, double Pairs);
}
