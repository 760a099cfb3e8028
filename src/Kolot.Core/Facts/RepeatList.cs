using System.Buffers;
using System.Runtime.CompilerServices;

namespace Kolot.Core.Facts;

/// <summary>An answer of a customer who may have answered more than once in a cell, as one number: the cell, the customer, and what was answered.</summary>
internal static class RepeatEntry
{
    /// <summary>Above how many bits the customer stands.</summary>
    public const int ValueBits = 16;

    private const int CustomerBits = 28;

    public static ulong Of(int cell, int value, int customer) =>
        ((ulong)(uint)cell << (CustomerBits + ValueBits)) | ((ulong)((uint)customer & ((1u << CustomerBits) - 1)) << ValueBits) | (uint)value;

    public static int Cell(ulong entry) => (int)(entry >> (CustomerBits + ValueBits));

    public static uint Customer(ulong entry) => (uint)(entry >> ValueBits) & ((1u << CustomerBits) - 1);

    public static int Value(ulong entry) => (int)entry & ((1 << ValueBits) - 1);
}

/// <summary>Answers of customers who may have answered more than once in a cell.</summary>
/// <remarks>
/// Beyond a quarter of a million of them every second customer is looked at, then every fourth, and so on: whole customers, chosen by their number alone, so that what
/// they answered twice is a fair part of what all did. What it is kept in is lent, and given back by <see cref="Dispose"/>: memory that is new each time costs more than what is done with it.
/// </remarks>
internal sealed class RepeatList : IDisposable
{
    private const int Most = 1 << 18;
    private const int Few = 1 << 12;

    private ulong[] entries = ArrayPool<ulong>.Shared.Rent(Few);
    private uint skipped;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Of how many customers one is looked at: a power of two.</summary>
    public int OneOf => (int)skipped + 1;

    /// <summary>Them.</summary>
    public Span<ulong> Entries => entries.AsSpan(0, Count);

    /// <summary>Room for some more, to be written to from its beginning on; <see cref="Take"/> says how many were.</summary>
    public Span<ulong> Room(int most)
    {
        MakeRoom(most);
        return entries.AsSpan(Count, most);
    }

    /// <summary>Adds the first of those that were written to the room.</summary>
    public void Take(int count)
    {
        if (skipped == 0) Count += count;
        else Keep(Count, count);
    }

    /// <summary>Adds those of another list.</summary>
    public void Add(RepeatList other)
    {
        if (other.OneOf > OneOf) Thin(other.OneOf);
        if (OneOf > other.OneOf) other.Thin(OneOf);
        if (Count + other.Count > Most)
        {
            Thin(OneOf * 2);
            other.Thin(OneOf);
        }

        MakeRoom(other.Count);
        other.Entries.CopyTo(entries.AsSpan(Count));
        Count += other.Count;
    }

    /// <summary>Keeps what stays of each run: the first of it.</summary>
    public void Join(IEnumerable<RepeatTwins.Run> runs)
    {
        var kept = 0;
        foreach (var run in runs)
        {
            Entries.Slice(run.From, run.Count).CopyTo(entries.AsSpan(kept));
            kept += run.Count;
        }

        Count = kept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<ulong>.Shared.Return(entries);
        (entries, Count) = ([], 0);
    }

    private bool IsLookedAt(ulong entry) => (((RepeatEntry.Customer(entry) * 2654435769u) >> 8) & skipped) == 0;

    private void MakeRoom(int more)
    {
        if (Count + more > Most) Thin(OneOf * 2);
        if (Count + more <= entries.Length) return;
        var wider = ArrayPool<ulong>.Shared.Rent(Math.Max(Count + more, entries.Length * 2));
        Entries.CopyTo(wider);
        ArrayPool<ulong>.Shared.Return(entries);
        entries = wider;
    }

    private void Thin(int oneOf)
    {
        skipped = (uint)oneOf - 1;
        var count = Count;
        Count = 0;
        Keep(0, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Keep(int from, int count)
    {
        foreach (var entry in entries.AsSpan(from, count))
        {
            entries[Count] = entry;
            if (IsLookedAt(entry)) Count++;
        }
    }
}
