using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>A code for each voice of a block: a byte each as long as no code needs two, since what a question takes is above all the bytes that it reads.</summary>
/// <remarks>One writer changes codes while others read: who still reads bytes when a code comes that needs two reads as it was just before.</remarks>
internal sealed class CodeColumn
{
    private byte[]? narrow = new byte[FactBlock.Size];
    private ushort[] wide = [];

    /// <summary>The bytes that it takes.</summary>
    public int Bytes => (narrow?.Length ?? 0) + (wide.Length * sizeof(ushort));

    /// <summary>Whether a byte each is enough.</summary>
    public bool IsNarrow => narrow is not null;

    /// <summary>The code of a voice.</summary>
    public ushort this[int row]
    {
        get => Volatile.Read(ref narrow) is { } bytes ? bytes[row] : wide[row];
        set
        {
            if (value > byte.MaxValue) Widen();
            if (narrow is { } bytes) bytes[row] = (byte)value;
            else wide[row] = value;
        }
    }

    /// <summary>The codes of some voices that follow one another, where a byte each is enough; else nothing.</summary>
    public ReadOnlySpan<byte> Narrow(int from, int count) => Volatile.Read(ref narrow) is { } bytes ? bytes.AsSpan(from, count) : [];

    /// <summary>The codes of some voices that follow one another.</summary>
    /// <param name="scratch">Where to lay them out, if they are bytes.</param>
    /// <param name="from">The first.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<ushort> Spread(ushort[] scratch, int from, int count)
    {
        if (Volatile.Read(ref narrow) is not { } bytes) return wide.AsSpan(from, count);
        var of = bytes.AsSpan(from, count);
        var to = scratch.AsSpan(0, count);
        var row = 0;
        for (; row <= count - Vector<byte>.Count; row += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(of[row..]), out var first, out var second);
            first.CopyTo(to[row..]);
            second.CopyTo(to[(row + Vector<ushort>.Count)..]);
        }

        for (; row < count; row++) to[row] = of[row];
        return to;
    }

    internal static CodeColumn Read(ref FactBytesIn bytes, int count)
    {
        var column = new CodeColumn();
        if (!bytes.Read<bool>()) column.Widen();
        if (column.narrow is { } codes) bytes.ReadColumn(codes.AsSpan(0, count));
        else bytes.ReadColumn(column.wide.AsSpan(0, count));
        return column;
    }

    internal void Write(FactBytesOut bytes, int count)
    {
        var codes = Volatile.Read(ref narrow);
        bytes.Write(codes is not null);
        if (codes is not null) bytes.WriteColumn<byte>(codes.AsSpan(0, count));
        else bytes.WriteColumn<ushort>(wide.AsSpan(0, count));
    }

    private void Widen()
    {
        if (narrow is null) return;
        var codes = new ushort[FactBlock.Size];
        _ = Spread(codes, 0, codes.Length);
        wide = codes;
        Volatile.Write(ref narrow, null);
    }
}
