using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kolot.Core.Facts;

/// <summary>For each axis a table that says for every code how it moves a voice's slot. It serves however many groups and answers there are.</summary>
internal sealed class MovePlan
{
    /// <summary>Leaves a voice out, whatever the others say: one of these and the last of all slots are below nothing, and one of each axis are still a number.</summary>
    public const int Out = -(1 << 25);

    public MovePlan(FactPlan plan)
    {
        Answers = Table(plan.Slots.Length, code => plan.Slots[code] < 0 ? null : plan.Slots[code]);
        foreach (var axis in plan.Axes)
        {
            if (axis.Kind == FactAxisKind.Attribute) AddCustomers(plan.CodesOf(axis), plan.KnownCustomers, axis);
            else Columns.Add((axis.Kind, axis.Question, Table(axis.GroupOf.Length, axis.MoveOf)));
        }
    }

    /// <summary>For each code of an answer the slot within a cell.</summary>
    public int[] Answers { get; }

    /// <summary>What the columns of a voice's own say.</summary>
    public List<(FactAxisKind Kind, int Question, int[] Moves)> Columns { get; } = [];

    /// <summary>What is known of the customers says, for each of them; null where it does not matter.</summary>
    public int[]? Customers { get; private set; }

    private static int[] Table(int codes, Func<int, int?> moveOf)
    {
        var table = new int[ushort.MaxValue + 1];
        Array.Fill(table, Out);
        for (var code = 0; code < codes; code++) table[code] = moveOf(code) ?? Out;
        return table;
    }

    private void AddCustomers(ReadOnlySpan<ushort> codes, int count, PlannedAxis axis)
    {
        Customers ??= new int[count];
        var moves = Table(axis.GroupOf.Length, axis.MoveOf);
        for (var customer = 0; customer < count; customer++)
            Customers[customer] = Math.Max(Out, Customers[customer] + moves[customer < codes.Length ? codes[customer] : 0]);
    }
}

/// <summary>Walks axis by axis: for questions with more groups and answers than <see cref="DigitWalk"/> holds.</summary>
internal sealed class MoveWalk(FactPlan plan, MovePlan moves) : FactWalk(plan)
{
    private readonly FactPlan plan = plan;
    private readonly int[] slots = new int[FactBlock.Stretch];
    private readonly ushort[] scratch = new ushort[FactBlock.Stretch];

    /// <inheritdoc/>
    protected override void Stretch(FactBlock block, (int From, int Count) rows, int? span)
    {
        var at = slots.AsSpan(0, rows.Count);
        Find(at, block, rows);
        var beside = new DaysBeside(block, rows.From, rows.Count);
        var near = plan.NearOf(span, DaysOf(block, rows.From));
        for (var row = 0; row < at.Length; row++)
        {
            var slot = at[row];
            if (slot < 0 || (span ?? SpanOf(block.Days[rows.From + row])) is not (>= 0 and var within)) continue;
            Counts[(within * plan.SpanWidth) + slot]++;
            if (plan.Question.CountsOnly || (beside.Since[row] > near.Since && beside.Until[row] > near.Until)) continue;
            var (cell, value) = Math.DivRem(slot, plan.SlotsOfCell);
            Repeats.Room(1)[0] = RepeatEntry.Of((within * plan.CellsOfSpan) + cell, value, block.Customers[rows.From + row]);
            Repeats.Take(1);
        }
    }

    private void Find(Span<int> at, FactBlock block, (int From, int Count) rows)
    {
        at.Clear();
        if (plan.Number is { } number) Move(at, Codes(FactAxisKind.Answer, number, block, rows, scratch), moves.Answers);
        if (plan.NeedsKind)
        {
            var kinds = block.Kinds.AsSpan(rows.From, rows.Count);
            for (var row = 0; row < at.Length; row++)
                if (kinds[row] == FactBlock.Gone) at[row] = MovePlan.Out;
        }

        foreach (var (kind, question, table) in moves.Columns)
        {
            if (Bytes(kind, question, block, rows) is { Length: > 0 } bytes) Move(at, bytes, table);
            else Move(at, Codes(kind, question, block, rows, scratch), table);
        }

        if (moves.Customers is { } known) MoveByCustomer(at, block.Customers.AsSpan(rows.From, rows.Count), known);
        if (plan.UnitsInReach is { } units) Reach(at, block, rows.From, units);
    }

    private static void Move(Span<int> at, ReadOnlySpan<ushort> codes, int[] moves)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(moves);
        for (var row = 0; row < at.Length && row < codes.Length; row++) at[row] += Unsafe.Add(ref first, (nint)codes[row]);
        // Nobody in this block answered: that is the code 0.
        for (var row = codes.Length; row < at.Length; row++) at[row] += first;
    }

    private static void Move(Span<int> at, ReadOnlySpan<byte> codes, int[] moves)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(moves);
        for (var row = 0; row < at.Length && row < codes.Length; row++) at[row] += Unsafe.Add(ref first, (nint)codes[row]);
    }

    // A voice that was put right this moment may name a customer who came after the question was asked.
    private static void MoveByCustomer(Span<int> at, ReadOnlySpan<int> customers, int[] moves)
    {
        for (var row = 0; row < at.Length && row < customers.Length; row++)
            at[row] += (uint)customers[row] < (uint)moves.Length ? moves[customers[row]] : MovePlan.Out;
    }

    private void Reach(Span<int> at, FactBlock block, int from, bool[] units)
    {
        for (var row = 0; row < at.Length; row++)
            if (!units[block.Units[from + row]] && (plan.Self == 0 || block.Authors[from + row] != plan.Self)) at[row] = MovePlan.Out;
    }
}
