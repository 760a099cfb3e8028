namespace Kolot.Core.Facts;

/// <summary>What the voices of one block answered to one question: a code for each, or, where few did, the few.</summary>
public sealed class AnswerColumn
{
    // A code for each voice takes a byte or two, and one for each that answered takes four.
    private const int Thin = 6, ThinWhereWide = 3;

    private CodeColumn? dense = new();
    private ushort[] rows = [];
    private ushort[] codes = [];

    /// <summary>The bytes that it takes.</summary>
    public int Bytes => (dense?.Bytes ?? 0) + ((rows.Length + codes.Length) * sizeof(ushort));

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

    /// <summary>The codes of some voices that follow one another, spread into a scratch where only few are kept.</summary>
    public ReadOnlySpan<ushort> Spread(ushort[] scratch, int from, int count)
    {
        if (dense is { } all) return all.Spread(scratch, from, count);
        var (of, code) = (rows, codes);
        var spread = scratch.AsSpan(0, count);
        spread.Clear();
        var index = Array.BinarySearch(of, (ushort)from);
        for (index = index < 0 ? ~index : index; index < of.Length && of[index] < from + count; index++) spread[of[index] - from] = code[index];
        return spread;
    }

    /// <summary>The same where there is a byte for each voice; else nothing.</summary>
    public ReadOnlySpan<byte> Narrow(int from, int count) => dense is { } all ? all.Narrow(from, count) : [];

    /// <summary>The codes that were given, in no order; some may be 0.</summary>
    public ReadOnlySpan<ushort> Given(int count) => dense is { } all ? all.Spread(new ushort[count], 0, count) : codes;

    /// <summary>Takes as little room as it can.</summary>
    /// <param name="count">How many voices the block has.</param>
    public void Pack(int count)
    {
        if (dense is not { } column) return;
        var all = column.Spread(new ushort[count], 0, count);
        var answered = count - all.Count((ushort)0);
        if (answered * (column.IsNarrow ? Thin : ThinWhereWide) > count) return;
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

    internal static AnswerColumn Read(ref FactBytesIn bytes, int count)
    {
        var column = new AnswerColumn();
        if (bytes.Read<bool>()) column.dense = CodeColumn.Read(ref bytes, count);
        else (column.dense, column.rows, column.codes) = (null, bytes.ReadAll<ushort>().ToArray(), bytes.ReadAll<ushort>().ToArray());
        return column;
    }

    internal void Write(FactBytesOut bytes, int count)
    {
        var all = dense;
        bytes.Write(all is not null);
        if (all is not null) all.Write(bytes, count);
        else
        {
            bytes.WriteAll<ushort>(rows);
            bytes.WriteAll<ushort>(codes);
        }
    }

    private CodeColumn Whole()
    {
        if (dense is { } all) return all;
        var whole = new CodeColumn();
        for (var at = 0; at < rows.Length; at++) whole[rows[at]] = codes[at];
        dense = whole;
        return whole;
    }
}
