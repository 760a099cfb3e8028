using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Kolot.Core.Facts;

/// <summary>Brings together what is marked by bits, 64 at once, on processors that know how (VBMI2: Intel's since 2019, AMD's since 2022); others go one by one.</summary>
/// <remarks>Each time a whole vector is written, and the next one over what was too much of it: whatever takes it needs room for one vector beyond its end.</remarks>
internal static class Squeeze
{
    /// <summary>How much room is needed beyond the end, in bytes.</summary>
    public const int Beyond = 64;

    private const int Together = 64;

    /// <summary>Whether this processor knows how.</summary>
    public static bool Serves => Avx512Vbmi2.IsSupported && Bmi2.X64.IsSupported;

    /// <summary>Of a column of bytes those that are marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Bytes(ReadOnlySpan<byte> column, ReadOnlySpan<ulong> bits, Span<byte> to)
    {
        var count = 0;
        for (var at = 0; at < bits.Length; at++)
        {
            var some = bits[at];
            if (some == 0) continue;
            Avx512Vbmi2.Compress(Vector512<byte>.Zero, Mask(some), Vector512.Create(column[(at * Together)..])).CopyTo(to[count..]);
            count += BitOperations.PopCount(some);
        }
    }

    /// <summary>The places of bits, from a first one on.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Places(ulong bits, int first, Span<ushort> to)
    {
        var (start, places) = (Vector512.Create((ushort)first), Avx512Vbmi2.Compress(Vector512<byte>.Zero, Mask(bits), Vector512<byte>.Indices));
        (Vector512.WidenLower(places) + start).CopyTo(to);
        var count = BitOperations.PopCount(bits);
        if (count > Vector512<ushort>.Count) (Vector512.WidenUpper(places) + start).CopyTo(to[Vector512<ushort>.Count..]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Mask(ulong bits)
    {
        var each = Vector512.Create(0x8040201008040201ul).AsByte();
        var spread = Avx512BW.Shuffle(
            Vector512.Create(bits).AsByte(),
            Vector512.Create(0x0000000000000000ul, 0x0101010101010101ul, 0x0202020202020202ul, 0x0303030303030303ul, 0x0404040404040404ul, 0x0505050505050505ul, 0x0606060606060606ul, 0x0707070707070707ul).AsByte());
        return Vector512.Equals(spread & each, each);
    }
}
