namespace Kolot.Core.Statistics;

/// <summary>Draws that come the same from the same seed, on every machine: SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, 453-472).</summary>
internal sealed class Draws(ulong seed)
{
    private ulong state = seed;

    /// <summary>A whole number from 0 to below the end, by the upper half of the product (Lemire 2019, ACM TOMACS 29, 3), whose lean is below end / 2⁶⁴.</summary>
    public int Below(int end) => (int)Math.BigMul(Next(), (ulong)end, out _);

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        var mixed = state += 0x9E3779B97F4A7C15UL;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
