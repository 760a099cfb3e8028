using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using Kolot.Bench.Ground;

namespace Kolot.Bench.Numbers;

/// <summary>How fast this machine reads memory on all its cores: beyond that no question can be answered.</summary>
internal static class MemorySpeed
{
    private const int Rounds = 7;

    /// <summary>In gigabytes a second, in the middle of several rounds.</summary>
    public static double Measure()
    {
        var numbers = new long[1 << 26];
        Array.Fill(numbers, 3);
        var (speeds, part) = (new List<double>(), numbers.Length / Environment.ProcessorCount);
        for (var round = 0; round < Rounds; round++)
        {
            var (clock, sum) = (Stopwatch.GetTimestamp(), 0L);
            Parallel.For(0, Environment.ProcessorCount, at => Interlocked.Add(ref sum, Sum(numbers.AsSpan(at * part, part))));
            if (sum != 3L * part * Environment.ProcessorCount) throw new InvalidOperationException("It was not read.");
            speeds.Add(part * Environment.ProcessorCount * 8.0 / Stopwatch.GetElapsedTime(clock).TotalSeconds / 1e9);
        }

        return speeds.Median();
    }

    // Four sums at a time: one would wait for itself, and not for memory.
    private static long Sum(ReadOnlySpan<long> numbers)
    {
        var vectors = MemoryMarshal.Cast<long, Vector<long>>(numbers);
        var (one, two, three, four) = (Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero, Vector<long>.Zero);
        for (var at = 0; at < vectors.Length; at += 4) (one, two, three, four) = (one + vectors[at], two + vectors[at + 1], three + vectors[at + 2], four + vectors[at + 3]);
        return Vector.Sum(one + two + three + four);
    }
}
