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

    // Below so many a second processor is not worth waking.
    private const int WorthSharing = 1 << 14;

    /// <summary>Puts them in order.</summary>
    /// <param name="list">Them; what is let go is gone.</param>
    /// <param name="cells">How many cells there are.</param>
    /// <param name="alone">Whether those who answered once in a cell are wanted too.</param>
    /// <param name="workers">How many processors may work on it.</param>
    /// <returns>Where each cell begins and ends.</returns>
    public static (int From, int To)[] Sort(RepeatList list, int cells, bool alone, int workers)
    {
        var scratch = ArrayPool<ulong>.Shared.Rent(list.Count);
        list.Entries.CopyTo(scratch);
        var within = ByCell(scratch.AsSpan(0, list.Count), list.Entries, cells);
        // Each cell has its own piece of both.
        if (workers < 2 || list.Count < WorthSharing) One(0, 1);
        else Parallel.For(0, workers, worker => One(worker, workers));
        ArrayPool<ulong>.Shared.Return(scratch);
        return within;

        void One(int worker, int of)
        {
            for (var cell = worker; cell < cells; cell += of)
            {
                ref var here = ref within[cell];
                var room = scratch.AsSpan(here.From, here.To - here.From);
                var entries = list.Entries[here.From..here.To];
                if (!alone && entries.Length <= MostSparse) entries = Twice(entries, room);
                ByCustomer(entries, room);
                here.To = here.From + entries.Length;
            }
        }
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
