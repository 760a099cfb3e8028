using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Lets go of answers whose customer has no other one in the same cell, before anything is put in order: of those who might have answered twice there, most did not.</summary>
/// <remarks>Cell and customer fall on a bit by chance, and an answer stays where another one fell on the same: all that did twice, and one in <see cref="Sparse"/> of the others.</remarks>
internal static class RepeatTwins
{
    private const int Sparse = 8;

    // Of so many in one cell mostly many did answer twice.
    private const int MostInCell = 1 << 12;
    private const int Word = 64;

    /// <summary>Lets go of them in every list. Each processor marks and looks through its own.</summary>
    public static void Keep(IReadOnlyList<RepeatList> lists, int cells)
    {
        var all = lists.Sum(list => list.Count);
        if (all == 0 || all / cells > MostInCell) return;
        var bits = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Word, all * Sparse));
        var marks = lists.Select(_ => new Marks(bits)).ToArray();
        Each(lists.Count, at => marks[at].Mark(lists[at].Entries));
        foreach (var other in marks.Skip(1)) marks[0].Join(other);
        Each(lists.Count, at => lists[at].Keep(marks[0].Again));
        foreach (var one in marks) one.Dispose();
    }

    private static void Each(int count, Action<int> act)
    {
        if (count == 1) act(0);
        else Parallel.For(0, count, act);
    }

    private sealed class Marks(int bits) : IDisposable
    {
        private readonly int shift = Word - BitOperations.Log2((uint)bits);
        private readonly ulong[] once = Cleared(bits / Word), again = Cleared(bits / Word);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Mark(ReadOnlySpan<ulong> entries)
        {
            foreach (var entry in entries)
            {
                var at = Bit(entry);
                var mark = 1UL << (int)at;
                ref var seen = ref once[at >> 6];
                again[at >> 6] |= seen & mark;
                seen |= mark;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Join(Marks other)
        {
            for (var at = 0; at < bits / Word; at++)
            {
                again[at] |= other.again[at] | (once[at] & other.once[at]);
                once[at] |= other.once[at];
            }
        }

        public bool Again(ulong entry)
        {
            var at = Bit(entry);
            return ((again[at >> 6] >> (int)at) & 1) != 0;
        }

        public void Dispose()
        {
            ArrayPool<ulong>.Shared.Return(once);
            ArrayPool<ulong>.Shared.Return(again);
        }

        private ulong Bit(ulong entry) => ((entry >> RepeatEntry.ValueBits) * 0x9E3779B97F4A7C15) >> shift;

        private static ulong[] Cleared(int words)
        {
            var rented = ArrayPool<ulong>.Shared.Rent(words);
            rented.AsSpan(0, words).Clear();
            return rented;
        }
    }
}
