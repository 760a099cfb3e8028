using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kolot.Core.Facts;

/// <summary>The arithmetic of <see cref="DigitWalk"/>, on as many voices at once as the processor takes.</summary>
/// <remarks>
/// Where it is not asked whether an index lies within, its type or the line right above it sees to that: a number has two bytes and its tables a place for each of them, and the numbers of
/// customers are cut to the length of their table, which is a power of two. A voice that is put right at this very moment may have any code, which is why codes are held to the most that
/// there were. None of it waits to be compiled at its best until it was called often: the first who asks after a start waits long enough for what is read.
/// </remarks>
internal static class DigitKernel
{
    /// <summary>How long counts of numbers are: every other voice is counted in the second half, so that neighbours of one number need not wait for each other.</summary>
    public const int CountsLength = 2 * Half;

    private const int Half = 1 << 16;

    /// <summary>Adds a digit: the code itself, or the most that there may be, times what it is worth.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<ushort> to, ReadOnlySpan<ushort> codes, ushort most, ushort step)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(codes.Length, to.Length);
        var (row, limit, worth) = (0, new Vector<ushort>(most), new Vector<ushort>(step));
        ref var number = ref MemoryMarshal.GetReference(to);
        ref var code = ref MemoryMarshal.GetReference(codes);
        for (; row <= to.Length - Vector<ushort>.Count; row += Vector<ushort>.Count)
            (Vector.LoadUnsafe(ref number, (nuint)row) + (Vector.Min(Vector.LoadUnsafe(ref code, (nuint)row), limit) * worth)).StoreUnsafe(ref number, (nuint)row);
        for (; row < to.Length; row++) to[row] += (ushort)(Math.Min(codes[row], most) * step);
    }

    /// <summary>The same for codes of one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<ushort> to, ReadOnlySpan<byte> codes, ushort most, ushort step)
    {
        var (row, limit, worth) = (0, new Vector<ushort>(most), new Vector<ushort>(step));
        for (; row <= to.Length - Vector<byte>.Count; row += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(codes[row..]), out var first, out var second);
            var here = to[row..];
            var next = here[Vector<ushort>.Count..];
            (new Vector<ushort>(here) + (Vector.Min(first, limit) * worth)).CopyTo(here);
            (new Vector<ushort>(next) + (Vector.Min(second, limit) * worth)).CopyTo(next);
        }

        for (; row < to.Length; row++) to[row] += (ushort)(Math.Min(codes[row], most) * step);
    }

    /// <summary>Adds what a table says of each code.</summary>
    /// <param name="to">To what.</param>
    /// <param name="codes">The codes.</param>
    /// <param name="added">For every code that two bytes can hold what it adds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddLooked(Span<ushort> to, ReadOnlySpan<ushort> codes, ushort[] added)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(added.Length, Half);
        ref var table = ref MemoryMarshal.GetArrayDataReference(added);
        for (var row = 0; row < to.Length && row < codes.Length; row++) to[row] += Unsafe.Add(ref table, (nint)codes[row]);
    }

    /// <summary>The same for codes of one byte.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddLooked(Span<ushort> to, ReadOnlySpan<byte> codes, ushort[] added)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(added.Length, Half);
        ref var table = ref MemoryMarshal.GetArrayDataReference(added);
        for (var row = 0; row < to.Length && row < codes.Length; row++) to[row] += Unsafe.Add(ref table, (nint)codes[row]);
    }

    /// <summary>Adds the digit of each customer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddLooked(Span<ushort> to, ReadOnlySpan<int> customers, ReadOnlySpan<byte> known)
    {
        for (var row = 0; row < to.Length && row < customers.Length; row++) to[row] += known[customers[row] & (known.Length - 1)];
    }

    /// <summary>Adds the digit of each customer, and counts how often each number came.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(Span<ushort> to, ReadOnlySpan<int> customers, ReadOnlySpan<byte> known, int[] counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(customers.Length, to.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(BitOperations.IsPow2(known.Length) && counts.Length >= CountsLength, true);
        ref var number = ref MemoryMarshal.GetReference(to);
        ref var customer = ref MemoryMarshal.GetReference(customers);
        ref var digit = ref MemoryMarshal.GetReference(known);
        ref var even = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var odd = ref Unsafe.Add(ref even, Half);
        var (cut, row) = (known.Length - 1, 0);
        for (; row < to.Length - 1; row += 2)
        {
            var one = (ushort)(Unsafe.Add(ref number, row) + Unsafe.Add(ref digit, Unsafe.Add(ref customer, row) & cut));
            var other = (ushort)(Unsafe.Add(ref number, row + 1) + Unsafe.Add(ref digit, Unsafe.Add(ref customer, row + 1) & cut));
            Unsafe.Add(ref number, row) = one;
            Unsafe.Add(ref number, row + 1) = other;
            Unsafe.Add(ref even, (nint)one)++;
            Unsafe.Add(ref odd, (nint)other)++;
        }

        if (row == to.Length) return;
        to[row] += known[customers[row] & cut];
        counts[to[row]]++;
    }

    /// <summary>Counts how often each number came.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Count(ReadOnlySpan<ushort> numbers, int[] counts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(counts.Length, CountsLength);
        ref var number = ref MemoryMarshal.GetReference(numbers);
        ref var even = ref MemoryMarshal.GetArrayDataReference(counts);
        ref var odd = ref Unsafe.Add(ref even, Half);
        var row = 0;
        for (; row < numbers.Length - 1; row += 2)
        {
            Unsafe.Add(ref even, (nint)Unsafe.Add(ref number, row))++;
            Unsafe.Add(ref odd, (nint)Unsafe.Add(ref number, row + 1))++;
        }

        if (row < numbers.Length) counts[numbers[row]]++;
    }

    /// <summary>How often a number came; from then on it did not.</summary>
    public static int Take(int[] counts, int number)
    {
        var count = counts[number] + counts[number + Half];
        (counts[number], counts[number + Half]) = (0, 0);
        return count;
    }

    /// <summary>Adds to each customer's number what a table says of their code, the last entry for all codes beyond; without a code, the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddLooked(Span<byte> to, ReadOnlySpan<ushort> codes, byte[] added)
    {
        var known = Math.Min(to.Length, codes.Length);
        for (var customer = 0; customer < known; customer++) to[customer] += added[Math.Min(codes[customer], added.Length - 1)];
        if (added[0] == 0) return;
        foreach (ref var number in to[known..]) number += added[0];
    }
}
