namespace Kolot.Listen.SurveyResults;

/// <summary>Puts numbers together where there are many different ones.</summary>
public static class Histogram
{
    private const int MostAlone = 15;
    private const int Bins = 10;
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>How many lie from one bound up to the next; each by itself where there are few.</summary>
    public static IReadOnlyList<(double From, double To, long Count)> Of(IReadOnlyDictionary<double, long> counts)
    {
        if (counts.Count <= MostAlone) return [.. counts.OrderBy(one => one.Key).Select(one => (one.Key, one.Key, one.Value))];
        var (low, high) = (counts.Keys.Min(), counts.Keys.Max());
        var rough = (high - low) / Bins;
        var scale = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Steps.First(one => one * scale >= rough * 0.999999) * scale;
        var first = Math.Floor(low / step);
        var bins = new long[(int)(Math.Floor(high / step) - first) + 1];
        foreach (var (number, count) in counts) bins[(int)(Math.Floor(number / step) - first)] += count;
        return [.. bins.Select((count, at) => (Math.Round((first + at) * step, 9), Math.Round((first + at + 1) * step, 9), count))];
    }
}
