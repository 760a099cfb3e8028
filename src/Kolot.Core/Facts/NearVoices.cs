using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Kolot.Core.Facts;

/// <summary>Which voices of a stretch have another one of their customer near: a bit for each.</summary>
/// <remarks>Full blocks keep it, since most who ask ask about the same weeks: a sixteenth of what it is found from is read then.</remarks>
/// <param name="Days">What is near.</param>
/// <param name="Shifts">How often the days beside voices of the stretch had changed by then.</param>
/// <param name="Bits">The bits.</param>
internal sealed record NearVoices(NearDays Days, int Shifts, ulong[] Bits)
{
    /// <summary>How many are kept of a stretch: one of days or weeks, and one of longer times.</summary>
    public const int Kept = 2;

    private const int Together = 64, Fortnight = 14;

    /// <summary>Where they are kept of a stretch.</summary>
    public static int PlaceOf(int stretch, NearDays days) => (stretch * Kept) + (days.Since + days.Until > Fortnight ? 1 : 0);

    /// <summary>Finds them for a stretch, whole or not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong[] Find(FactBlock block, int from, NearDays near)
    {
        var days = new DaysBeside(block, from, FactBlock.Stretch);
        var bits = new ulong[FactBlock.Stretch / Together];
        for (var at = 0; at < bits.Length; at++)
            bits[at] = Near(days, at * Together, near) | ((ulong)Near(days, (at * Together) + Vector256<byte>.Count, near) << Vector256<byte>.Count);
        return bits;
    }

    private static uint Near(DaysBeside days, int from, NearDays near) =>
        (Vector256.LessThanOrEqual(Vector256.Create(days.Since[from..]), Vector256.Create(near.Since))
            | Vector256.LessThanOrEqual(Vector256.Create(days.Until[from..]), Vector256.Create(near.Until))).ExtractMostSignificantBits();
}
