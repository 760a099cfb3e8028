using System.Buffers;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Walks by numbers made of digits, many voices at once. What is asked mostly is answered so.</summary>
internal sealed class DigitWalk(FactPlan plan, DigitPlan digits) : FactWalk(plan)
{
    private readonly FactPlan plan = plan;
    private readonly PickedRows picked = new();
    private readonly ushort[] numbers = new ushort[FactBlock.Stretch];
    private readonly ushort[] spread = new ushort[FactBlock.Stretch];
    private readonly ushort[] authorsSpread = new ushort[FactBlock.Stretch];

    // What columns say of those that are picked; of two columns at once where a walk needs two.
    private readonly ushort[] codesPicked = new ushort[FactBlock.Stretch];
    private readonly ushort[] authorsPicked = new ushort[FactBlock.Stretch];
    private readonly byte[] bytesPicked = new byte[FactBlock.Stretch + Squeeze.Beyond];
    private readonly int[] customersPicked = new int[FactBlock.Stretch];
    private readonly NearRows near = new();
    private readonly int[] customersNear = new int[FactBlock.Stretch];

    // How often each number came in the span where the walk is: only there, so that it stays in the nearest memory.
    private int[] counts = Cleared();
    private int here = -1;

    /// <inheritdoc/>
    public override void End()
    {
        Bring();
        ArrayPool<int>.Shared.Return(counts);
        counts = [];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Stretch(FactBlock block, (int From, int Count) rows, int? span)
    {
        if (digits.Chosen is { } chosen) picked.Some(chosen, block, rows);
        else picked.All(rows.Count);
        if (picked.Count == 0) return;
        var all = (ReadOnlySpan<int>)block.Customers.AsSpan(rows.From, rows.Count);
        var customers = digits.ByCustomer ? picked.Of(all, customersPicked) : [];
        var of = numbers.AsSpan(0, picked.Count);
        of.Clear();
        foreach (var digit in digits.Columns) Add(of, digit, block, rows);
        if (digits.Reach is { } reach) AddReach(of, block, rows, reach);
        if (span is { } one)
        {
            if (one != here) Bring();
            here = one;
            if (digits.ByCustomer) DigitKernel.Count(of, customers, digits.Customers, counts);
            else DigitKernel.Count(of, counts);
        }
        else
        {
            if (digits.ByCustomer) DigitKernel.AddLooked(of, customers, digits.Customers);
            CountByDay(of, block, rows);
        }

        if (!plan.Question.CountsOnly) Note(of, all, block, rows, span);
    }

    // Brings to its span what was counted there.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bring()
    {
        if (here < 0) return;
        var to = Counts.AsSpan(here * plan.SpanWidth, plan.SpanWidth);
        for (var number = 0; number < digits.SlotOf.Length; number++)
        {
            var (count, slot) = (DigitKernel.Take(counts, number), digits.SlotOf[number]);
            if (slot >= 0) to[slot] += count;
        }
    }

    private static int[] Cleared()
    {
        var counts = ArrayPool<int>.Shared.Rent(DigitKernel.CountsLength);
        counts.AsSpan().Clear();
        return counts;
    }

    private void Add(Span<ushort> to, Digit digit, FactBlock block, (int From, int Count) rows)
    {
        if (picked.Of(Bytes(digit.Kind, digit.Question, block, rows), bytesPicked) is { Length: > 0 } bytes)
        {
            if (digit.Added is { } looked) DigitKernel.AddLooked(to, bytes, looked);
            else DigitKernel.Add(to, bytes, digit.Most, digit.Step);
        }
        else if (picked.Of(Codes(digit.Kind, digit.Question, block, rows, spread), codesPicked) is not { Length: > 0 } codes) AddNothing(to, digit);
        else if (digit.Added is { } added) DigitKernel.AddLooked(to, codes, added);
        else DigitKernel.Add(to, codes, digit.Most, digit.Step);
    }

    // Nobody here answered: that is the code 0, which is its own digit unless it is looked up.
    private static void AddNothing(Span<ushort> to, Digit digit)
    {
        if (digit.Added is not { } added || added[0] == 0) return;
        foreach (ref var number in to) number += added[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddReach(Span<ushort> to, FactBlock block, (int From, int Count) rows, ushort[] reach)
    {
        var units = picked.Of(block.Units.Spread(spread, rows.From, rows.Count), codesPicked);
        DigitKernel.AddLooked(to, units, reach);
        if (plan.Self == 0) return;
        // Whoever asks may count what they entered, wherever that was.
        var authors = picked.Of(block.Authors.Spread(authorsSpread, rows.From, rows.Count), authorsPicked);
        for (var row = 0; row < to.Length; row++)
            if (authors[row] == plan.Self) to[row] -= reach[units[row]];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountByDay(ReadOnlySpan<ushort> of, FactBlock block, (int From, int Count) rows)
    {
        var days = picked.Of(block.Days.AsSpan(rows.From, rows.Count), codesPicked);
        for (var row = 0; row < of.Length && row < days.Length; row++)
            if (digits.SlotOf[of[row]] is >= 0 and var slot && SpanOf(days[row]) is >= 0 and var span) Counts[(span * plan.SpanWidth) + slot]++;
    }

    // Of most voices it is told at once, for many together, that their customer spoke once only. Whose the others are is read in a loop of its own: each waits for memory, and so all wait together.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Note(ReadOnlySpan<ushort> of, ReadOnlySpan<int> customers, FactBlock block, (int From, int Count) rows, int? span)
    {
        near.Find(block.Near(rows.From, plan.NearOf(span, DaysOf(block, rows.From))), picked.Bits);
        var at = near.Rows;
        var among = near.Places;
        var whose = customersNear.AsSpan(0, at.Length);
        for (var one = 0; one < at.Length && one < whose.Length; one++) whose[one] = customers[at[one]];
        var to = Repeats.Room(at.Length);
        var (entries, taken) = (digits.EntryOf, 0);
        for (var one = 0; one < at.Length && one < whose.Length && one < among.Length; one++)
        {
            var entry = entries[of[among[one]]];
            var within = span ?? SpanOf(block.Days[rows.From + at[one]]);
            to[taken] = entry + RepeatEntry.Of(within * plan.CellsOfSpan, 0, whose[one]);
            if (entry != DigitPlan.NoEntry && within >= 0) taken++;
        }

        Repeats.Take(taken);
    }
}
