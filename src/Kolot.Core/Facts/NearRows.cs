using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Kolot.Core.Facts;

/// <summary>How many days before or after a voice its customer's next one may lie, to be near.</summary>
/// <param name="Since">Before.</param>
/// <param name="Until">After.</param>
internal readonly record struct NearDays(byte Since, byte Until)
{
    /// <summary>Whoever spoke at all besides.</summary>
    public static NearDays Any { get; } = new(FactBlock.Far, FactBlock.Far);

    /// <summary>So many, or as many as are told apart.</summary>
    public static NearDays Within(int since, int until) => new((byte)Math.Clamp(since, 0, FactBlock.Far), (byte)Math.Clamp(until, 0, FactBlock.Far));
}

/// <summary>Those of a stretch's picked voices whose customer has another one near: where in the stretch they stand, and where among those picked.</summary>
internal sealed class NearRows
{
    private const int Together = 64;

    private readonly ushort[] rows = new ushort[FactBlock.Stretch + Squeeze.Beyond];
    private readonly ushort[] places = new ushort[FactBlock.Stretch + Squeeze.Beyond];
    private int count;

    /// <summary>Where in the stretch they stand.</summary>
    public ReadOnlySpan<ushort> Rows => rows.AsSpan(0, count);

    /// <summary>The same voices: at which place among those picked.</summary>
    public ReadOnlySpan<ushort> Places => places.AsSpan(0, count);

    /// <summary>Finds them.</summary>
    /// <param name="near">A bit for each voice of the stretch whose customer has another one near.</param>
    /// <param name="picked">A bit for each voice that is picked.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(ReadOnlySpan<ulong> near, ReadOnlySpan<ulong> picked)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(near.Length, picked.Length);
        count = 0;
        var before = 0;
        for (var at = 0; at < picked.Length && at < near.Length; at++)
        {
            var here = picked[at];
            var some = near[at] & here;
            if (Squeeze.Serves && some != 0)
            {
                Squeeze.Places(Bmi2.X64.ParallelBitExtract(some, here), before, places.AsSpan(count));
                count += Squeeze.Places(some, at * Together, rows.AsSpan(count));
            }
            else
            {
                for (; some != 0; some &= some - 1)
                {
                    var row = BitOperations.TrailingZeroCount(some);
                    rows[count] = (ushort)((at * Together) + row);
                    places[count++] = (ushort)(before + BitOperations.PopCount(here & ((1ul << row) - 1)));
                }
            }

            before += BitOperations.PopCount(here);
        }
    }
}

/// <summary>How many days before and after some voices their customers spoke.</summary>
/// <param name="block">Their block.</param>
/// <param name="from">The first of them.</param>
/// <param name="count">How many.</param>
internal readonly ref struct DaysBeside(FactBlock block, int from, int count)
{
    /// <summary>Before.</summary>
    public ReadOnlySpan<byte> Since { get; } = block.Since.AsSpan(from, count);

    /// <summary>After.</summary>
    public ReadOnlySpan<byte> Until { get; } = block.Until.AsSpan(from, count);
}
