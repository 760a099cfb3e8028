using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Those of a stretch's voices that are looked at: all of them, or some. Of a column it gives their values, close together.</summary>
internal sealed class PickedRows
{
    private const int Together = 64;

    private readonly ulong[] bits = new ulong[FactBlock.Stretch / Together];
    private readonly ushort[] places = new ushort[FactBlock.Stretch];
    private bool all, placed;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>A bit for each voice of a stretch: whether it is one of them.</summary>
    public ReadOnlySpan<ulong> Bits => bits;

    /// <summary>From now on all of a stretch.</summary>
    public void All(int count)
    {
        (all, Count) = (true, count);
        bits.AsSpan().Clear();
        bits.AsSpan(0, count / Together).Fill(ulong.MaxValue);
        if (count % Together > 0) bits[count / Together] = (1ul << (count % Together)) - 1;
    }

    /// <summary>From now on those of a stretch that are chosen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Some(ChosenVoices chosen, FactBlock block, (int From, int Count) rows)
    {
        chosen.Choose(block, rows, bits);
        (all, placed, Count) = (false, false, 0);
        foreach (var some in bits) Count += BitOperations.PopCount(some);
    }

    /// <summary>What a column of the stretch says of them; nothing of one that says nothing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="scratch">Where to put it, if not all are picked: a stretch and one vector more.</param>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> column, byte[] scratch)
    {
        if (all || column.Length == 0) return column;
        if (!Squeeze.Serves || column.Length < FactBlock.Stretch) return OneByOne(column, scratch);
        Squeeze.Bytes(column, bits, scratch);
        return scratch.AsSpan(0, Count);
    }

    /// <summary>The same of a column of two bytes.</summary>
    public ReadOnlySpan<ushort> Of(ReadOnlySpan<ushort> column, ushort[] scratch) => all || column.Length == 0 ? column : OneByOne(column, scratch);

    /// <summary>The same of a column of four bytes.</summary>
    public ReadOnlySpan<int> Of(ReadOnlySpan<int> column, int[] scratch) => all || column.Length == 0 ? column : OneByOne(column, scratch);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<T> OneByOne<T>(ReadOnlySpan<T> column, T[] scratch)
    {
        if (!placed) Place();
        var from = places.AsSpan(0, Count);
        var to = scratch.AsSpan(0, Count);
        for (var at = 0; at < from.Length && at < to.Length; at++) to[at] = column[from[at]];
        return to;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place()
    {
        var count = 0;
        for (var at = 0; at < bits.Length; at++)
            for (var some = bits[at]; some != 0; some &= some - 1) places[count++] = (ushort)((at * Together) + BitOperations.TrailingZeroCount(some));
        placed = true;
    }
}
