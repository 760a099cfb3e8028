using System.Buffers;
using System.Numerics;

namespace Kolot.Core.Facts;

/// <summary>Puts answers in order of cells, and within each of customers, without comparing them: what is gathered for a question is soon a million.</summary>
internal static class RepeatSort
{
    private const int Bits = 11;

    /// <summary>Puts them in order.</summary>
    /// <param name="entries">Them.</param>
    /// <param name="customers">How many numbers customers have.</param>
    /// <param name="cells">How many cells there are.</param>
    /// <returns>Where each cell begins, and at last where all end.</returns>
    public static int[] Sort(Span<ulong> entries, int customers, int cells)
    {
        var other = ArrayPool<ulong>.Shared.Rent(entries.Length);
        var from = entries;
        var to = other.AsSpan(0, entries.Length);
        var starts = new int[1 << Bits].AsSpan();
        for (var shift = 0; shift < BitOperations.Log2((uint)customers) + 1; shift += Bits)
        {
            starts.Clear();
            foreach (var entry in from) starts[Digit(entry, shift)]++;
            Begin(starts);
            foreach (var entry in from) to[starts[Digit(entry, shift)]++] = entry;
            Swap(ref from, ref to);
        }

        var ends = ByCell(from, to, cells);
        if (!to.Overlaps(entries)) to.CopyTo(entries);
        ArrayPool<ulong>.Shared.Return(other);
        return ends;
    }

    private static int Digit(ulong entry, int shift) => (int)(RepeatEntry.Customer(entry) >> shift) & ((1 << Bits) - 1);

    private static int[] ByCell(ReadOnlySpan<ulong> from, Span<ulong> to, int cells)
    {
        var starts = new int[cells + 1];
        // One behind: where each cell began has moved on to where it ends by the time that all are in their places.
        var next = starts.AsSpan(1);
        foreach (var entry in from) next[RepeatEntry.Cell(entry)]++;
        Begin(next);
        foreach (var entry in from) to[next[RepeatEntry.Cell(entry)]++] = entry;
        return starts;
    }

    // Instead of how many there are, how many come before.
    private static void Begin(Span<int> counts)
    {
        var before = 0;
        foreach (ref var count in counts) (count, before) = (before, before + count);
    }

    private static void Swap(ref Span<ulong> one, ref Span<ulong> other)
    {
        var before = one;
        one = other;
        other = before;
    }
}
