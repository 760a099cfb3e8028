namespace Kolot.Bench.Ground;

/// <summary>Figures of several rounds, of which the middle one counts.</summary>
internal static class Figures
{
    public static double Median(this IEnumerable<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Prints a line of a table: the name, then the figures, each under its head.</summary>
    public static void Line(string name, params ReadOnlySpan<string> cells)
    {
        Console.Write($"  {name,-34}");
        foreach (var cell in cells) Console.Write($"{cell,14}");
        Console.WriteLine();
    }

    public static string Met(bool met) => met ? "met" : "NOT met";
}
