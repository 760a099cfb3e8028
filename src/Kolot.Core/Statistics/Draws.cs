using MathNet.Numerics;

namespace Kolot.Core.Statistics;

/// <summary>Draws that come the same from the same seed, on every machine: SplitMix64 (Steele, Lea and Flood 2014, OOPSLA, 453-472).</summary>
public sealed class Draws(ulong seed)
{
    // Below so many expected successes they are counted up; above, drawn and refused.
    private const double Few = 10;

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

    /// <summary>How many of so many tries succeed, each with the same chance: by inversion where few are expected, else by BTRS (Hörmann 1993, Journal of Statistical Computation and Simulation 46, 101-110).</summary>
    public long Successes(long tries, double chance)
    {
        if (tries <= 0 || chance <= 0) return 0;
        if (chance >= 1) return tries;
        if (chance > 0.5) return tries - Successes(tries, 1 - chance);
        return tries * chance < Few ? CountedUp(tries, chance) : Refused(tries, chance);
    }

    /// <summary>From 0 to below 1, in steps of 2⁻⁵³.</summary>
    internal double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    private long CountedUp(long tries, double chance)
    {
        var (left, odds, likely) = (Unit(), chance / (1 - chance), Math.Pow(1 - chance, tries));
        var count = 0L;
        while (left > likely && count < tries)
        {
            left -= likely;
            count++;
            likely *= odds * (tries - count + 1) / count;
        }

        return count;
    }

    private long Refused(long tries, double chance)
    {
        var spread = Math.Sqrt(tries * chance * (1 - chance));
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * chance);
        var (alpha, logOdds, mode) = ((2.83 + (5.1 / b)) * spread, Math.Log(chance / (1 - chance)), Math.Floor((tries + 1) * chance));
        var atMode = Factorials(mode);
        while (true)
        {
            var (u, v) = (Unit() - 0.5, Unit());
            var edge = 0.5 - Math.Abs(u);
            var count = Math.Floor((((2 * a / edge) + b) * u) + (tries * chance) + 0.5);
            if (edge >= 0.07 && v <= 0.92 - (4.2 / b)) return (long)count;
            if (!(count >= 0 && count <= tries)) continue;
            if (Math.Log(v * alpha / ((a / (edge * edge)) + b)) <= atMode - Factorials(count) + ((count - mode) * logOdds)) return (long)count;
        }

        double Factorials(double count) => SpecialFunctions.GammaLn(count + 1) + SpecialFunctions.GammaLn(tries - count + 1);
    }
}
