using System.Buffers;

namespace Kolot.Core.Language;

/// <summary>Tokens gathered once each, in the order met, held as the very text that will be stored.</summary>
internal ref struct TokenBag : IDisposable
{
    /// <summary>A text is searched by no more tokens than this.</summary>
    public const int Most = 4000;

    private char[] chars = ArrayPool<char>.Shared.Rent(1024);
    private int[] starts = ArrayPool<int>.Shared.Rent(129);
    private int[] slots = ArrayPool<int>.Shared.Rent(256);
    private int size = 256;

    public TokenBag() => Clear();

    public int Count { get; private set; }

    public readonly bool IsFull => Count == Most;

    public readonly ReadOnlySpan<char> this[int index] => chars.AsSpan(starts[index], starts[index + 1] - starts[index] - 1);

    public void Clear()
    {
        slots.AsSpan(0, size).Clear();
        starts[0] = 0;
        Count = 0;
    }

    public void Add(scoped ReadOnlySpan<char> token)
    {
        if (token.IsEmpty || IsFull)
            return;
        var slot = SlotOf(token);
        if (slots[slot] != 0)
            return;

        var start = starts[Count];
        var end = start + token.Length + 1;
        if (end > chars.Length)
            Grow(ref chars, start, end * 2);
        token.CopyTo(chars.AsSpan(start));
        chars[end - 1] = ' ';

        slots[slot] = ++Count;
        starts[Count] = end;
        if (Count * 2 >= size)
            Widen();
    }

    public readonly bool Holds(scoped ReadOnlySpan<char> token) => slots[SlotOf(token)] != 0;

    public override readonly string ToString() => Count == 0 ? "" : new string(chars, 0, starts[Count] - 1);

    public readonly void Dispose()
    {
        ArrayPool<char>.Shared.Return(chars);
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(slots);
    }

    /// <summary>Where the token lies, or the free slot in which it would.</summary>
    private readonly int SlotOf(scoped ReadOnlySpan<char> token)
    {
        var hash = 2166136261u;
        foreach (var c in token)
            hash = (hash ^ c) * 16777619u;
        hash ^= hash >> 15;

        var slot = (int)(hash & (uint)(size - 1));
        while (slots[slot] != 0 && !this[slots[slot] - 1].SequenceEqual(token))
            slot = (slot + 1) & (size - 1);
        return slot;
    }

    private void Widen()
    {
        size *= 2;
        Grow(ref starts, Count + 1, size / 2 + 1);
        Grow(ref slots, 0, size);
        slots.AsSpan(0, size).Clear();
        for (var i = 0; i < Count; i++)
            slots[SlotOf(this[i])] = i + 1;
    }

    private static void Grow<T>(ref T[] array, int used, int length)
    {
        var larger = ArrayPool<T>.Shared.Rent(length);
        array.AsSpan(0, used).CopyTo(larger);
        ArrayPool<T>.Shared.Return(array);
        array = larger;
    }
}
