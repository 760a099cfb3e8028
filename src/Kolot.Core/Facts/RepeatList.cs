namespace Kolot.Core.Facts;

/// <summary>Answers of customers who may have answered more than once in a cell.</summary>
/// <remarks>
/// Beyond a million of them every second customer is looked at, then every fourth, and so on: whole customers, chosen by their number alone, so that what
/// they answered twice is a fair part of what all did.
/// </remarks>
internal sealed class RepeatList
{
    private const int Most = 1 << 20;

    private ulong[] entries = new ulong[256];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Of how many customers one is looked at: a power of two.</summary>
    public int OneOf { get; private set; } = 1;

    /// <summary>Them: the slot in the upper half, the customer in the lower.</summary>
    public ReadOnlySpan<ulong> Entries => entries.AsSpan(0, Count);

    /// <summary>Adds one.</summary>
    public void Add(int slot, int customer)
    {
        if (!IsLookedAt(customer)) return;
        if (Count == Most) Thin(OneOf * 2);
        if (Count == entries.Length) Array.Resize(ref entries, Math.Min(Most, entries.Length * 2));
        entries[Count++] = ((ulong)(uint)slot << 32) | (uint)customer;
    }

    /// <summary>Adds those of another list.</summary>
    public void Add(RepeatList other)
    {
        if (other.OneOf > OneOf) Thin(other.OneOf);
        foreach (var entry in other.Entries) Add((int)(entry >> 32), (int)(uint)entry);
    }

    private bool IsLookedAt(int customer) => (((uint)customer * 2654435769u) >> 8 & (uint)(OneOf - 1)) == 0;

    private void Thin(int oneOf)
    {
        OneOf = oneOf;
        var kept = 0;
        for (var index = 0; index < Count; index++)
            if (IsLookedAt((int)(uint)entries[index])) entries[kept++] = entries[index];
        Count = kept;
    }
}
