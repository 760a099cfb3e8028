using System.Buffers;
using System.Numerics;

namespace Kolot.Core.Facts;

/// <summary>Puts answers in order of cells, and within each of customers, without comparing them: what is gathered for a question is soon a million.</summary>
internal static class RepeatSort
{
    private const int Bits = 8;
    private const int Digits = 1 << Bits;

    // For each answer so many bits tell whether another one fell on the same: one in eight does by chance.
    private const int Sparse = 8;

    // Of so many in one cell mostly many did answer twice.
    private const int MostSparse = 1 << 17;

    /// <summary>Puts them in order of cells.</summary>
    /// <returns>Where each cell begins and ends.</returns>
    public static (int From, int To)[] ByCell(RepeatList list, int cells)
    {
        var scratch = ArrayPool<ulong>.Shared.Rent(list.Count);
        list.Entries.CopyTo(scratch);
        var within = ByCell(scratch.AsSpan(0, list.Count), list.Entries, cells);
        ArrayPool<ulong>.Shared.Return(scratch);
        return within;
    }

    /// <summary>Puts those of one cell in order of customers.</summary>
    /// <param name="entries">Them; what is let go is gone.</param>
    /// <param name="alone">Whether those who answered once in the cell are wanted too.</param>
    /// <returns>How many are left.</returns>
    public static int ByCustomer(Span<ulong> entries, bool alone)
    {
        var scratch = ArrayPool<ulong>.Shared.Rent(entries.Length);
        if (!alone && entries.Length <= MostSparse) entries = Twice(entries, scratch.AsSpan(0, entries.Length));
        ByCustomer(entries, scratch.AsSpan(0, entries.Length));
        ArrayPool<ulong>.Shared.Return(scratch);
        return entries.Length;
    }

    private static (int From, int To)[] ByCell(ReadOnlySpan<ulong> from, Span<ulong> to, int cells)
    {
        var within = new (int From, int To)[cells];
        foreach (var entry in from) within[RepeatEntry.Cell(entry)].To++;
        var before = 0;
        foreach (ref var cell in within.AsSpan()) (cell, before) = ((before, before), before + cell.To);
        foreach (var entry in from) to[within[RepeatEntry.Cell(entry)].To++] = entry;
        return within;
    }

    // Most of those who might have answered twice in a cell did not: where another one fell on the same bit tells who may be let go without putting anything in order.
    private static Span<ulong> Twice(Span<ulong> entries, Span<ulong> scratch)
    {
        if (entries.Length < 2) return [];
        var bits = (int)BitOperations.RoundUpToPowerOf2((uint)entries.Length * Sparse);
        var (shift, words) = (32 - BitOperations.Log2((uint)bits), Math.Max(1, bits / 64));
        // One half of what is lent tells who was seen, the other who was seen again.
        if (2 * words > scratch.Length) return entries;
        var (once, again) = (0, words);
        scratch[..(2 * words)].Clear();
        foreach (var entry in entries)
        {
            var at = Bit(entry, shift);
            ref var seen = ref scratch[once + (int)(at >> 6)];
            scratch[again + (int)(at >> 6)] |= seen & (1UL << (int)at);
            seen |= 1UL << (int)at;
        }

        var kept = 0;
        foreach (var entry in entries)
        {
            var at = Bit(entry, shift);
            entries[kept] = entry;
            kept += (int)(scratch[again + (int)(at >> 6)] >> (int)at) & 1;
        }

        return entries[..kept];
    }

    private static uint Bit(ulong entry, int shift) => (RepeatEntry.Customer(entry) * 2654435769u) >> shift;

    // Few are soon compared; many are laid out by one digit of their customer after the other.
    private static void ByCustomer(Span<ulong> entries, Span<ulong> scratch)
    {
        if (entries.Length < 2 * Digits)
        {
            entries.Sort();
            return;
        }

        var (most, begins) = (0ul, new int[Digits]);
        foreach (var entry in entries) most |= entry;
        var from = entries;
        var to = scratch[..entries.Length];
        for (var shift = RepeatEntry.ValueBits; RepeatEntry.Customer(most) >> (shift - RepeatEntry.ValueBits) != 0; shift += Bits)
        {
            Array.Clear(begins);
            foreach (var entry in from) begins[(byte)(entry >> shift)]++;
            var before = 0;
            foreach (ref var count in begins.AsSpan()) (count, before) = (before, before + count);
            foreach (var entry in from) to[begins[(byte)(entry >> shift)]++] = entry;
            var done = to;
            to = from;
            from = done;
        }

        if (!from.Overlaps(entries)) from.CopyTo(entries);
    }
}
