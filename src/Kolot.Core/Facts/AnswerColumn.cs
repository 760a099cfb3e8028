namespace Kolot.Core.Facts;

/// <summary>What the voices of one block answered to one question: a code for each, or, where few did, the few.</summary>
public sealed class AnswerColumn
{
    // A code for each voice takes two bytes, and one for each that answered takes four.
    private const int Thin = 3;

    private ushort[]? dense = new ushort[FactBlock.Size];
    private ushort[] rows = [];
    private ushort[] codes = [];

    /// <summary>The bytes that it takes.</summary>
    public int Bytes => ((dense?.Length ?? 0) + rows.Length + codes.Length) * sizeof(ushort);

    /// <summary>The answer of a voice; 0 if it gave none.</summary>
    public ushort this[int row]
    {
        get
        {
            if (dense is { } all) return all[row];
            var found = Array.BinarySearch(rows, (ushort)row);
            return found < 0 ? (ushort)0 : codes[found];
        }

        set
        {
            if (dense is null && Array.BinarySearch(rows, (ushort)row) is >= 0 and var found) codes[found] = value;
            else if (dense is not null || value != 0) Whole()[row] = value;
        }
    }

    /// <summary>All codes of a block, spread into a scratch where only few are kept.</summary>
    public ReadOnlySpan<ushort> Spread(ushort[] scratch)
    {
        if (dense is { } all) return all;
        Array.Clear(scratch);
        var (of, code) = (rows, codes);
        for (var index = 0; index < of.Length; index++) scratch[of[index]] = code[index];
        return scratch;
    }

    /// <summary>Takes as little room as it can.</summary>
    /// <param name="count">How many voices the block has.</param>
    public void Pack(int count)
    {
        if (dense is not { } all) return;
        var answered = count - all.AsSpan(0, count).Count((ushort)0);
        if (answered * Thin > count) return;
        (rows, codes) = (new ushort[answered], new ushort[answered]);
        for (int row = 0, next = 0; row < count; row++)
        {
            if (all[row] == 0) continue;
            (rows[next], codes[next]) = ((ushort)row, all[row]);
            next++;
        }

        dense = null;
    }

    /// <summary>The same answers in another order of voices.</summary>
    /// <param name="order">Which voice comes at each row.</param>
    public AnswerColumn Ordered(ReadOnlySpan<int> order)
    {
        var ordered = new AnswerColumn();
        for (var row = 0; row < order.Length; row++) ordered.Whole()[row] = this[order[row]];
        ordered.Pack(order.Length);
        return ordered;
    }

    private ushort[] Whole()
    {
        if (dense is { } all) return all;
        var whole = new ushort[FactBlock.Size];
        Spread(whole);
        dense = whole;
        return whole;
    }
}
