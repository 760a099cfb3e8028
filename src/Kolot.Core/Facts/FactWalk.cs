using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kolot.Core.Facts;

/// <summary>The walk of one processor through the blocks, stretch by stretch: what <see cref="SlotFinder"/> finds is counted, and who may have answered twice is noted.</summary>
internal sealed class FactWalk(FactPlan plan, SlotFinder slots)
{
    private readonly int[] at = new int[FactBlock.Stretch];

    /// <summary>What was counted: for each span <see cref="FactPlan.Stride"/> numbers.</summary>
    public int[] Counts { get; } = new int[plan.Stride * plan.Question.Spans.Count];

    /// <summary>Who may have answered more than once.</summary>
    public RepeatList Repeats { get; } = new();

    /// <summary>Counts the voices of a block.</summary>
    public void Through(FactView.Part part)
    {
        var block = part.Block;
        if (plan.Number is { } number && (number >= block.Answers.Length || block.Answers[number] is null)) return;
        for (int from = 0, stretch = 0; from < part.Count; from += FactBlock.Stretch, stretch++)
        {
            var here = at.AsSpan(0, Math.Min(FactBlock.Stretch, part.Count - from));
            var span = stretch < block.Stretches.Length ? SpanOf(block.Stretches[stretch]) : null;
            if (span < 0) continue;
            slots.Find(here, block, from);
            if (span is { } one) Count(here, ref Counts[(one * plan.Stride) + FactPlan.LeftOut]);
            else CountByDay(here, block.Days.AsSpan(from, here.Length));
            if (plan.Together > 0) Note(here, block, from, span);
        }
    }

    // Where all of a stretch lies in one span, or none of it in any: the span, or -1.
    private int? SpanOf((ushort First, ushort Last) days)
    {
        if (days.Last < plan.FirstDay || days.First >= plan.FirstDay + plan.SpanOfDay.Length) return -1;
        if (days.First < plan.FirstDay || days.Last >= plan.FirstDay + plan.SpanOfDay.Length) return null;
        var spans = plan.SpanOfDay.AsSpan(days.First - plan.FirstDay, days.Last - days.First + 1);
        return spans.ContainsAnyExcept(spans[0]) ? null : spans[0];
    }

    private int SpanOf(ushort day)
    {
        var since = (uint)(day - plan.FirstDay);
        return since < (uint)plan.SpanOfDay.Length ? plan.SpanOfDay[since] : -1;
    }

    // Whoever is left out is counted too, in turn in one of some places before the first slot: to ask of each voice would take longer, and so would one place, which each had to wait for.
    private static void Count(ReadOnlySpan<int> here, ref int counts)
    {
        for (var row = 0; row < here.Length; row++)
        {
            var slot = here[row];
            var leftOut = ~(row & (FactPlan.LeftOut - 1));
            Unsafe.Add(ref counts, (nint)(slot < 0 ? leftOut : slot))++;
        }
    }

    private void CountByDay(Span<int> here, ReadOnlySpan<ushort> days)
    {
        for (var row = 0; row < here.Length && row < days.Length; row++)
        {
            var span = here[row] < 0 ? -1 : SpanOf(days[row]);
            if (span < 0) here[row] = -1;
            else Counts[(span * plan.Stride) + FactPlan.LeftOut + here[row]]++;
        }
    }

    // Of most voices it is told at once, for many together, that they are left out or their customer spoke once only.
    private void Note(ReadOnlySpan<int> here, FactBlock block, int from, int? span)
    {
        var nearest = block.Nearest.AsSpan(from, here.Length);
        var (row, limit) = (0, Vector256.Create((byte)plan.Together));
        for (; row <= here.Length - Vector256<byte>.Count; row += Vector256<byte>.Count)
        {
            var near = Vector256.LessThan(Vector256.Create(nearest[row..]), limit).ExtractMostSignificantBits();
            if (near != 0) near &= Counted(here[row..]);
            for (; near != 0; near &= near - 1) Note(here, block, from, row + BitOperations.TrailingZeroCount(near), span);
        }

        for (; row < here.Length; row++)
            if (nearest[row] < plan.Together && (uint)here[row] < (uint)plan.SpanWidth) Note(here, block, from, row, span);
    }

    private uint Counted(ReadOnlySpan<int> here)
    {
        var (counted, width) = (0u, Vector256.Create((uint)plan.SpanWidth));
        for (var eight = 0; eight < Vector256<byte>.Count; eight += Vector256<int>.Count)
            counted |= Vector256.LessThan(Vector256.Create(here[eight..]).AsUInt32(), width).ExtractMostSignificantBits() << eight;
        return counted;
    }

    private void Note(ReadOnlySpan<int> here, FactBlock block, int from, int row, int? span)
    {
        var (cell, value) = Math.DivRem(here[row], plan.SlotsOfCell);
        Repeats.Add(RepeatEntry.Of(((span ?? SpanOf(block.Days[from + row])) * plan.CellsOfSpan) + cell, value, block.Customers[from + row]));
    }
}
