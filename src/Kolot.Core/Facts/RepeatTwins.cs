using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Lets go of answers whose customer has no other one in the same cell, before anything is put in order: of those who might have answered twice there, most did not.</summary>
/// <remarks>
/// Cell and customer fall on a bit by chance, and an answer stays where another one fell on the same: all that did twice, and one in <see cref="Sparse"/> of the others. Span by span: voices
/// stand in order of time, and the bits of one span stay in the nearest memory.
/// </remarks>
internal static class RepeatTwins
{
    private const int Sparse = 8;

    // Of so many in one cell mostly many did answer twice.
    private const int MostInCell = 1 << 12;

    // In so many pieces they lie where they do not stand in order of time: then all are looked at together.
    private const int MostRuns = 1 << 12;
    private const int Word = 64;

    /// <summary>Lets go of them in every list.</summary>
    public static void Keep(IReadOnlyList<RepeatList> lists, FactPlan plan)
    {
        var all = lists.Sum(list => list.Count);
        if (all == 0 || all / (plan.CellsOfSpan * plan.Question.Spans.Count) > MostInCell) return;
        var runs = lists.Select(list => RunsOf(list.Entries, plan.CellsOfSpan)).ToArray();
        if (runs.Sum(some => some.Count) > MostRuns) runs = [.. lists.Select(list => new List<Run> { new(0, 0, list.Count) })];
        var spans = runs.SelectMany((some, list) => some.Select(run => (List: lists[list], Run: run))).GroupBy(one => one.Run.Span).Select(span => span.ToArray()).ToArray();
        if (spans.Length == 1 || plan.Question.Workers < 2) Each(0, 1);
        else Parallel.For(0, plan.Question.Workers, worker => Each(worker, plan.Question.Workers));
        for (var list = 0; list < runs.Length; list++) lists[list].Join(runs[list]);

        void Each(int worker, int of)
        {
            using var marks = new Marks();
            for (var span = worker; span < spans.Length; span += of)
            {
                marks.Begin(spans[span].Sum(one => one.Run.Count) * Sparse);
                foreach (var (list, run) in spans[span]) marks.Mark(list.Entries.Slice(run.From, run.Count));
                foreach (var (list, run) in spans[span]) run.Count = marks.Keep(list.Entries.Slice(run.From, run.Count));
            }
        }
    }

    // Where entries of one span follow each other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static List<Run> RunsOf(ReadOnlySpan<ulong> entries, int cellsOfSpan)
    {
        var runs = new List<Run>();
        for (var from = 0; from < entries.Length;)
        {
            var span = RepeatEntry.Cell(entries[from]) / cellsOfSpan;
            var (low, high, to) = (RepeatEntry.Of(span * cellsOfSpan, 0, 0), RepeatEntry.Of((span + 1) * cellsOfSpan, 0, 0), from + 1);
            while (to < entries.Length && entries[to] - low < high - low) to++;
            runs.Add(new(span, from, to - from));
            from = to;
        }

        return runs;
    }

    /// <summary>Entries of one span that follow each other.</summary>
    internal sealed class Run(int span, int from, int count)
    {
        public int Span => span;

        public int From => from;

        /// <summary>How many, and then how many stay: they are the first of them.</summary>
        public int Count { get; set; } = count;
    }

    private sealed class Marks : IDisposable
    {
        private ulong[] once = [], again = [];
        private int shift;

        public void Begin(int atLeast)
        {
            var bits = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(Word, atLeast));
            if (once.Length < bits / Word)
            {
                Dispose();
                (once, again) = (ArrayPool<ulong>.Shared.Rent(bits / Word), ArrayPool<ulong>.Shared.Rent(bits / Word));
            }

            shift = Word - BitOperations.Log2((uint)bits);
            once.AsSpan(0, bits / Word).Clear();
            again.AsSpan(0, bits / Word).Clear();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Mark(ReadOnlySpan<ulong> entries)
        {
            var (first, second, by) = (once, again, shift);
            foreach (var entry in entries)
            {
                var at = Bit(entry, by);
                var mark = 1UL << (int)at;
                ref var seen = ref first[at >> 6];
                second[at >> 6] |= seen & mark;
                seen |= mark;
            }
        }

        /// <summary>Brings those that stay to the beginning.</summary>
        /// <returns>How many.</returns>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Keep(Span<ulong> entries)
        {
            var (twice, by, kept) = (again, shift, 0);
            for (var from = 0; from < entries.Length; from++)
            {
                var entry = entries[from];
                var at = Bit(entry, by);
                entries[kept] = entry;
                kept += (int)((twice[at >> 6] >> (int)at) & 1);
            }

            return kept;
        }

        public void Dispose()
        {
            if (once.Length == 0) return;
            ArrayPool<ulong>.Shared.Return(once);
            ArrayPool<ulong>.Shared.Return(again);
            (once, again) = ([], []);
        }

        private static ulong Bit(ulong entry, int shift) => ((entry >> RepeatEntry.ValueBits) * 0x9E3779B97F4A7C15) >> shift;
    }
}
