using System.Buffers;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Puts answers in order of cells, and within each of customers, without comparing them: what is gathered for a question is soon a million.</summary>
internal static class RepeatSort
{
    private const int Bits = 8;
    private const int Digits = 1 << Bits;

    /// <summary>Puts them in order of cells.</summary>
    /// <returns>Where each cell begins and ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int From, int To)[] ByCell(RepeatList list, int cells)
    {
        var scratch = ArrayPool<ulong>.Shared.Rent(list.Count);
        list.Entries.CopyTo(scratch);
        var within = ByCell(scratch.AsSpan(0, list.Count), list.Entries, cells);
        ArrayPool<ulong>.Shared.Return(scratch);
        return within;
    }

    /// <summary>Puts those of one cell in order of customers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ByCustomer(Span<ulong> entries)
    {
        // Few are soon compared.
        if (entries.Length < 2 * Digits)
        {
            entries.Sort();
            return;
        }

        var scratch = ArrayPool<ulong>.Shared.Rent(entries.Length);
        ByCustomer(entries, scratch.AsSpan(0, entries.Length));
        ArrayPool<ulong>.Shared.Return(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (int From, int To)[] ByCell(ReadOnlySpan<ulong> from, Span<ulong> to, int cells)
    {
        var within = new (int From, int To)[cells];
        foreach (var entry in from) within[RepeatEntry.Cell(entry)].To++;
        var before = 0;
        foreach (ref var cell in within.AsSpan()) (cell, before) = ((before, before), before + cell.To);
        foreach (var entry in from) to[within[RepeatEntry.Cell(entry)].To++] = entry;
        return within;
    }

    // They are laid out by one digit of their customer after the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ByCustomer(Span<ulong> entries, Span<ulong> scratch)
    {
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
