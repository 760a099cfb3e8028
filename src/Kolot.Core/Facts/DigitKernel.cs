using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Kolot.Core.Facts;

/// <summary>The arithmetic of <see cref="SlotsByDigits"/>, on as many voices at once as the processor takes.</summary>
/// <remarks>
/// Nothing here asks whether an index lies within: each is made not to lie beyond by the lines right above it, and the tables are as long as their plan says. A voice that is put right at
/// this very moment may have any code, which is why codes are held to the most that there were.
/// </remarks>
internal static class DigitKernel
{
    /// <summary>Adds a digit: the code itself, or the most that there may be, times what it is worth.</summary>
    public static void Add(Span<ushort> to, ReadOnlySpan<ushort> codes, ushort most, ushort step)
    {
        var (row, limit, worth) = (0, new Vector<ushort>(most), new Vector<ushort>(step));
        for (; row <= to.Length - Vector<ushort>.Count; row += Vector<ushort>.Count)
        {
            var here = to[row..];
            (new Vector<ushort>(here) + (Vector.Min(new Vector<ushort>(codes[row..]), limit) * worth)).CopyTo(here);
        }

        for (; row < to.Length; row++) to[row] += (ushort)(Math.Min(codes[row], most) * step);
    }

    /// <summary>The same for codes of one byte.</summary>
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
    public static void AddLooked(Span<ushort> to, ReadOnlySpan<ushort> codes, ushort[] added)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(added.Length, ushort.MaxValue + 1);
        ref var table = ref MemoryMarshal.GetArrayDataReference(added);
        for (var row = 0; row < to.Length && row < codes.Length; row++) to[row] += Unsafe.Add(ref table, (nint)codes[row]);
    }

    /// <summary>Adds to each customer's number what a table says of their code, the last entry for all codes beyond; without a code, the first.</summary>
    public static void AddLooked(Span<byte> to, ReadOnlySpan<ushort> codes, byte[] added)
    {
        var (known, none) = (Math.Min(to.Length, codes.Length), added[0]);
        var different = added.Index().Where(one => one.Item != added[^1]).ToArray();
        // Mostly a filter lets one value through: that is told of many customers at once.
        if (different.Length == 1) AddAllBut(to[..known], codes, ((ushort)different[0].Index, different[0].Item), added[^1]);
        else for (var customer = 0; customer < known; customer++) to[customer] += added[Math.Min(codes[customer], added.Length - 1)];
        if (none == 0) return;
        foreach (ref var number in to[known..]) number += none;
    }

    /// <summary>Finds the slot of each number.</summary>
    public static void LookUp(Span<int> at, ReadOnlySpan<ushort> numbers, int[] slots)
    {
        for (var row = 0; row < at.Length && row < numbers.Length; row++) at[row] = slots[numbers[row]];
    }

    /// <summary>Finds the slot of each number, with what is known of the customer as its last digit.</summary>
    /// <param name="at">Where to.</param>
    /// <param name="numbers">The numbers that the voices' own columns made.</param>
    /// <param name="customers">The voices' customers.</param>
    /// <param name="known">The number of each customer; the last is of all beyond.</param>
    /// <param name="look">The slots, and what one in a customer's number is worth.</param>
    public static void LookUp(Span<int> at, ReadOnlySpan<ushort> numbers, ReadOnlySpan<int> customers, ReadOnlySpan<byte> known, (int[] Slots, int Step) look)
    {
        var last = (uint)known.Length - 1;
        ref var of = ref MemoryMarshal.GetReference(known);
        ref var slots = ref MemoryMarshal.GetArrayDataReference(look.Slots);
        for (var row = 0; row < at.Length && row < numbers.Length && row < customers.Length; row++)
        {
            var customer = Unsafe.Add(ref of, (nint)Math.Min((uint)customers[row], last));
            at[row] = Unsafe.Add(ref slots, (nint)(uint)(numbers[row] + (customer * look.Step)));
        }
    }

    private static void AddAllBut(Span<byte> to, ReadOnlySpan<ushort> codes, (ushort Code, byte Added) one, byte all)
    {
        var (row, code, added, rest) = (0, new Vector<ushort>(one.Code), new Vector<byte>(one.Added), new Vector<byte>(all));
        for (; row <= to.Length - Vector<byte>.Count; row += Vector<byte>.Count)
        {
            var here = to[row..];
            var are = Vector.Narrow(
                Vector.Equals(new Vector<ushort>(codes[row..]), code), Vector.Equals(new Vector<ushort>(codes[(row + Vector<ushort>.Count)..]), code));
            (new Vector<byte>(here) + Vector.ConditionalSelect(are, added, rest)).CopyTo(here);
        }

        for (; row < to.Length; row++) to[row] += codes[row] == one.Code ? one.Added : all;
    }
}
