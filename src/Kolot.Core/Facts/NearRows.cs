using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kolot.Core.Facts;

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
    /// <param name="nearest">Of each voice of the stretch, in how many days the customer's nearest other one lies.</param>
    /// <param name="near">Below what it is near.</param>
    /// <param name="picked">A bit for each voice that is picked.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Find(ReadOnlySpan<byte> nearest, byte near, ReadOnlySpan<ulong> picked)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(nearest.Length, picked.Length * Together);
        count = 0;
        var (before, below) = (0, Vector256.Create(near));
        for (var at = 0; at < picked.Length; at++)
        {
            var here = picked[at];
            var first = Vector256.LessThan(Vector256.Create(nearest[(at * Together)..]), below).ExtractMostSignificantBits();
            var second = Vector256.LessThan(Vector256.Create(nearest[((at * Together) + Vector256<byte>.Count)..]), below).ExtractMostSignificantBits();
            var some = (first | ((ulong)second << Vector256<byte>.Count)) & here;
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
