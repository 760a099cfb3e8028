using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Core.Statistics;

namespace Kolot.Bench.Numbers;

/// <summary>Ten thousand replicates of how two net promoter scores differ, of a hundred thousand answers: by answer, and by customer; beside drawing each answer anew.</summary>
internal static class BootstrapBench
{
    private const int Rounds = 5, Answers = 100_000, Customers = 40_000, PlainReplicates = 100;

    public static void Measure()
    {
        // The first round of each compiles, and does not count.
        var counts = (new NpsCounts(22_000, 16_000, 12_000), new NpsCounts(20_000, 16_000, 14_000));
        var (first, second) = (Half(0), Half(1));
        var byAnswer = Times(() => Bootstrap.OfNpsDifference(counts.Item1, counts.Item2));
        var byCustomer = Times(() => Bootstrap.DifferenceByCustomer(first, second));
        var plain = Times(Plain) * Bootstrap.Usual / PlainReplicates;
        Line("bootstrap of a difference, ms", byAnswer, plain);
        Line("the same by customer, ms", byCustomer, plain);
    }

    private static void Line(string name, double took, double plain) =>
        Figures.Line(name, $"{took:f0}", "", $"{plain:f0} drawn", "1000", "", $"  {Figures.Met(took < 1000)}: {plain / took:f0}x");

    private static double Times<T>(Func<T> measured)
    {
        _ = measured();
        return Enumerable.Range(0, Rounds).Select(round =>
        {
            var clock = Stopwatch.GetTimestamp();
            measured();
            return Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }).Median();
    }

    // Half of the answers, of customers who may have answered several times and in both halves.
    private static Given[] Half(int which)
    {
        var chance = new Random(which + 5);
        return [.. Enumerable.Range(0, Answers / 2).Select(_ => new Given(chance.Next(Customers), chance.Next(10) switch { < 4 => 100, < 7 => 0, _ => -100 }))];
    }

    private static double Plain()
    {
        var (chance, sum) = (new Random(9), 0.0);
        var answers = Enumerable.Range(0, Answers).Select(_ => chance.Next(10) switch { < 4 => 100.0, < 7 => 0, _ => -100 }).ToArray();
        for (var replicate = 0; replicate < PlainReplicates; replicate++)
        {
            for (var drawn = 0; drawn < Answers; drawn++) sum += answers[chance.Next(Answers)];
        }

        return sum;
    }
}
