namespace Kolot.Core.Statistics;

/// <summary>Places of numbers in their order, from 1; equal ones share the mean of theirs.</summary>
internal static class Ranks
{
    public static double[] Of(IReadOnlyList<double> numbers)
    {
        var order = Enumerable.Range(0, numbers.Count).OrderBy(at => numbers[at]).ToArray();
        var ranks = new double[numbers.Count];
        for (var start = 0; start < order.Length;)
        {
            var end = start + 1;
            while (end < order.Length && numbers[order[end]] == numbers[order[start]]) end++;
            for (var at = start; at < end; at++) ranks[order[at]] = (start + end + 1) / 2.0;
            start = end;
        }

        return ranks;
    }
}
