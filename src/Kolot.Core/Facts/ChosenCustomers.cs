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
    private const int Voices = 64;

    // A power of two of words: numbers of customers are cut to it. Who came after the question was asked is not among them.
    private readonly int words;
    private readonly int known;
    private uint[] bits;

    /// <summary>All whose voices pass every filter.</summary>
    public ChosenCustomers(FactPlan plan, IEnumerable<PlannedAxis> filters)
    {
        known = plan.KnownCustomers;
        words = (int)BitOperations.RoundUpToPowerOf2((uint)((known / Together) + 1));
        bits = ArrayPool<uint>.Shared.Rent(words);
        var all = bits.AsSpan(0, words);
        all[..(known / Together)].Fill(uint.MaxValue);
        all[(known / Together)..].Clear();
        all[known / Together] = (1u << (known % Together)) - 1;
        foreach (var filter in filters) Narrow(all, plan.CodesOf(filter), [.. filter.GroupOf.Select(group => group >= 0)]);
    }

    /// <summary>Marks which of some voices are theirs.</summary>
    /// <param name="customers">The voices' customers.</param>
    /// <param name="marks">Takes a bit for each; those beyond are cleared.</param>
    /// <returns>Whether all of them are customers that there were when the question was asked.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Mark(ReadOnlySpan<int> customers, Span<ulong> marks)
    {
        ref var word = ref MemoryMarshal.GetArrayDataReference(bits);
        var (most, cut) = (0u, words - 1);
        for (var at = 0; at < marks.Length; at++)
        {
            var some = 0ul;
            var here = customers[Math.Min(at * Voices, customers.Length)..Math.Min((at + 1) * Voices, customers.Length)];
            for (var row = 0; row < here.Length; row++)
            {
                var customer = here[row];
                most = Math.Max(most, (uint)customer);
                some |= (ulong)((Unsafe.Add(ref word, (customer >> 5) & cut) >> customer) & 1) << row;
            }

            marks[at] = some;
        }

        return most < (uint)known;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (bits.Length > 0) ArrayPool<uint>.Shared.Return(bits);
        bits = [];
    }

    // Who has no code, or one that there was not when the question was asked, has the first or none.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
