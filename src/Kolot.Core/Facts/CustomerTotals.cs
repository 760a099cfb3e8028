using System.Buffers;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>What each customer's answers in one cell sum up to, by the customer's number: where many answered several times there, that is sooner told than by putting their answers in order.</summary>
internal sealed class CustomerTotals : IDisposable
{
    // Where fewer of all customers answered, most of what is laid out here would stand empty.
    private const int OneOf = 4;
    private const int Few = 1 << 12;

    private readonly int customers;
    private double[] sums;
    private int[] counts;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CustomerTotals(int customers, ReadOnlySpan<ulong> entries, IReadOnlyList<double> worths)
    {
        // As large as they are, they are lent where they can be given back: memory that is new each time costs more than what is done with it.
        (this.customers, sums, counts) = (customers, ArrayPool<double>.Shared.Rent(customers), ArrayPool<int>.Shared.Rent(customers));
        sums.AsSpan(0, customers).Clear();
        counts.AsSpan(0, customers).Clear();
        var squares = 0d;
        foreach (var entry in entries)
        {
            // Who came after the question was asked has no place.
            if (RepeatEntry.Customer(entry) is var customer && customer >= (uint)customers) continue;
            var worth = worths[RepeatEntry.Value(entry)];
            sums[customer] += worth;
            counts[customer]++;
            squares += worth * worth;
        }

        // Of whoever answered once nothing is added: the square of the sum is the sum of squares.
        var (more, products, linear, pairs) = (0d, -squares, 0d, 0d);
        for (var customer = 0; customer < customers; customer++)
        {
            double n = counts[customer];
            if (n == 0) continue;
            more += n - 1;
            products += sums[customer] * sums[customer];
            linear += 2 * (n - 1) * sums[customer];
            pairs += n * (n - 1);
        }

        Gathered = new(more, products, linear, pairs);
    }

    /// <summary>The coefficients of the cell.</summary>
    public RepeatSums.Sums Gathered { get; }

    /// <summary>Whether so many answers of so many customers are laid out.</summary>
    public static bool Serve(int answers, int customers) => answers >= Few && answers >= customers / OneOf;

    /// <summary>Lays them out.</summary>
    public static CustomerTotals Of(ReadOnlySpan<ulong> entries, IReadOnlyList<double> worths, int customers) => new(customers, entries, worths);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(sums);
        ArrayPool<int>.Shared.Return(counts);
        (sums, counts) = ([], []);
    }

    /// <summary>By how much a customer's answers exceed a mean, in all.</summary>
    public double Deviation(uint customer, double mean) => customer < (uint)customers ? sums[customer] - (counts[customer] * mean) : 0;

    /// <summary>The sum over customers of that times the same in another cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Common(double mean, CustomerTotals other, double otherMean)
    {
        var common = 0d;
        for (var customer = 0u; customer < (uint)customers; customer++)
            if (counts[customer] > 0) common += Deviation(customer, mean) * other.Deviation(customer, otherMean);
        return common;
    }
}
