using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kolot.Core.Facts;

/// <summary>Whose voices the filters on customers let through: a bit for each, so that a million of them stay in near memory.</summary>
internal sealed class ChosenCustomers : IDisposable
{
    private const int Together = 32;

    // A power of two of words: numbers of customers are cut to it. Who came after the question was asked is not among them.
    private readonly int words;
    private uint[] bits;

    /// <summary>All whose voices pass every filter.</summary>
    public ChosenCustomers(FactPlan plan, IEnumerable<PlannedAxis> filters)
    {
        words = (int)BitOperations.RoundUpToPowerOf2((uint)((plan.KnownCustomers / Together) + 1));
        bits = ArrayPool<uint>.Shared.Rent(words);
        var all = bits.AsSpan(0, words);
        all[..(plan.KnownCustomers / Together)].Fill(uint.MaxValue);
        all[(plan.KnownCustomers / Together)..].Clear();
        all[plan.KnownCustomers / Together] = (1u << (plan.KnownCustomers % Together)) - 1;
        foreach (var filter in filters) Narrow(all, plan.CodesOf(filter), [.. filter.GroupOf.Select(group => group >= 0)]);
    }

    /// <summary>Which of some voices are theirs.</summary>
    /// <param name="customers">The voices' customers; at most as many as a number of two bytes tells apart.</param>
    /// <param name="rows">Takes the places of those that are, and needs room for all.</param>
    /// <returns>How many.</returns>
    public int Choose(ReadOnlySpan<int> customers, ushort[] rows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows.Length, customers.Length);
        ref var word = ref MemoryMarshal.GetArrayDataReference(bits);
        ref var to = ref MemoryMarshal.GetArrayDataReference(rows);
        var (chosen, cut) = (0, words - 1);
        // Each is written and the place moves on for one that stays: a branch that nobody can foresee would cost more.
        for (var row = 0; row < customers.Length; row++)
        {
            var customer = customers[row];
            Unsafe.Add(ref to, chosen) = (ushort)row;
            chosen += (int)((Unsafe.Add(ref word, (customer >> 5) & cut) >> customer) & 1);
        }

        return chosen;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (bits.Length > 0) ArrayPool<uint>.Shared.Return(bits);
        bits = [];
    }

    // Who has no code, or one that there was not when the question was asked, has the first or none.
    private static void Narrow(Span<uint> bits, ReadOnlySpan<ushort> codes, bool[] through)
    {
        var only = through.AsSpan().IndexOf(true);
        var one = only > 0 && through.AsSpan(only + 1).IndexOf(true) < 0;
        for (var at = 0; at < bits.Length; at++)
        {
            if (bits[at] == 0) continue;
            var here = codes[Math.Min(at * Together, codes.Length)..];
            bits[at] &= one && here.Length >= Together ? Are(here, (ushort)only) : Pass(here, through);
        }
    }

    private static uint Are(ReadOnlySpan<ushort> codes, ushort code)
    {
        var wanted = Vector256.Create(code);
        var (first, second) = (Vector256.Equals(Vector256.Create(codes), wanted), Vector256.Equals(Vector256.Create(codes[(Together / 2)..]), wanted));
        return Vector256.Narrow(first, second).ExtractMostSignificantBits();
    }

    private static uint Pass(ReadOnlySpan<ushort> codes, bool[] through)
    {
        var pass = 0u;
        for (var at = 0; at < Together; at++)
        {
            var code = at < codes.Length ? codes[at] : 0;
            if (code < through.Length && through[code]) pass |= 1u << at;
        }

        return pass;
    }
}
