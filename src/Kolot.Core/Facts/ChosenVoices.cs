using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Which voices the filters on customers let through: in full blocks by the bits that are kept there for each filter, else by whose they are.</summary>
internal sealed class ChosenVoices : IDisposable
{
    private const int Together = 64;

    private readonly ChosenCustomers customers;
    private readonly (KeptFilters.Kept Kept, Lazy<ChosenCustomers> Customers)[] filters;

    /// <summary>The voices that pass every filter.</summary>
    public ChosenVoices(FactPlan plan, IReadOnlyList<PlannedAxis> of)
    {
        // The state of a filter is read before its values are: what changes meanwhile is looked up anew by the next question.
        filters = [.. of.Select(filter => (plan.KeptAt(filter), new Lazy<ChosenCustomers>(() => new(plan, [filter]))))];
        customers = new(plan, of);
    }

    /// <summary>Which of some voices pass.</summary>
    /// <param name="block">Their block.</param>
    /// <param name="rows">The first, and how many.</param>
    /// <param name="bits">Takes a bit for each voice of a stretch.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Choose(FactBlock block, (int From, int Count) rows, Span<ulong> bits)
    {
        if (!block.IsFull)
        {
            customers.Mark(block.Customers.AsSpan(rows.From, rows.Count), bits);
            return;
        }

        BitsOf(block, 0).AsSpan(rows.From / Together, bits.Length).CopyTo(bits);
        for (var filter = 1; filter < filters.Length; filter++)
        {
            var more = BitsOf(block, filter).AsSpan(rows.From / Together, bits.Length);
            for (var at = 0; at < bits.Length; at++) bits[at] &= more[at];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        customers.Dispose();
        foreach (var (_, one) in filters)
            if (one.IsValueCreated) one.Value.Dispose();
    }

    private ulong[] BitsOf(FactBlock block, int filter)
    {
        var (kept, whose) = filters[filter];
        var moves = block.Moves;
        if (Volatile.Read(ref block.Kept[kept.At]) is { } known && known.Stamp == kept.Stamp && known.Moves == moves) return known.Bits;
        var bits = new ulong[FactBlock.Size / Together];
        // A voice that was just put right may be somebody's who came after the question: that is not kept.
        if (whose.Value.Mark(block.Customers, bits)) Volatile.Write(ref block.Kept[kept.At], new(kept.Stamp, moves, bits));
        return bits;
    }
}
