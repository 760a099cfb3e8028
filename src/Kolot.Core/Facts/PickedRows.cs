using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>Those of a stretch's voices that are looked at: all of them, or some. Of a column it gives their values, close together.</summary>
internal sealed class PickedRows
{
    private ushort[]? rows;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>From now on all of a stretch.</summary>
    public void All(int count) => (rows, Count) = (null, count);

    /// <summary>From now on the first so many of these places.</summary>
    public void Some(ushort[] picked, int count) => (rows, Count) = (picked, count);

    /// <summary>Where in the stretch the voice stands that comes at a place among them.</summary>
    public int At(int place) => rows is { } some ? some[place] : place;

    /// <summary>What a column of the stretch says of them; nothing of one that says nothing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="scratch">Where to put it, if not all are picked.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> column, T[] scratch)
    {
        if (rows is not { } some || column.Length == 0) return column;
        var picked = some.AsSpan(0, Count);
        var to = scratch.AsSpan(0, Count);
        for (var at = 0; at < picked.Length && at < to.Length; at++) to[at] = column[picked[at]];
        return to;
    }
}
