namespace Kolot.Core.Statistics;

/// <summary>What p values are worth when many comparisons are shown together; each answer stands where its p value stood.</summary>
public static class ManyTests
{
    /// <summary>Holds the share of false alarms among those shown as real (Benjamini and Hochberg 1995, JRSS B 57, 289-300). The one that pages use.</summary>
    public static Said<double[]> BenjaminiHochberg(IReadOnlyList<double> p) => Down(p, 1);

    /// <summary>The same when tests may depend on one another in any way (Benjamini and Yekutieli 2001, Annals of Statistics 29, 1165-1188).</summary>
    public static Said<double[]> BenjaminiYekutieli(IReadOnlyList<double> p) => Down(p, Enumerable.Range(1, p.Count).Sum(at => 1.0 / at));

    /// <summary>Holds the chance of even one false alarm (Holm 1979, Scandinavian Journal of Statistics 6, 65-70).</summary>
    public static Said<double[]> Holm(IReadOnlyList<double> p)
    {
        if (Fault(p) is { } fault) return fault;
        var (adjusted, most) = (new double[p.Count], 0.0);
        foreach (var (at, place) in Enumerable.Range(0, p.Count).OrderBy(at => p[at]).Select((at, place) => (at, place)))
            adjusted[at] = most = Math.Max(most, Math.Min(1, p[at] * (p.Count - place)));
        return adjusted;
    }

    /// <summary>The same, more simply and more strictly (Bonferroni 1936): each times their number.</summary>
    public static Said<double[]> Bonferroni(IReadOnlyList<double> p) =>
        Fault(p) is { } fault ? fault : p.Select(each => Math.Min(1, each * p.Count)).ToArray();

    private static Said<double[]> Down(IReadOnlyList<double> p, double factor)
    {
        if (Fault(p) is { } fault) return fault;
        var (adjusted, least) = (new double[p.Count], 1.0);
        foreach (var (at, place) in Enumerable.Range(0, p.Count).OrderByDescending(at => p[at]).Select((at, place) => (at, place)))
            adjusted[at] = least = Math.Min(least, p[at] * factor * p.Count / (p.Count - place));
        return adjusted;
    }

    private static CannotSay? Fault(IReadOnlyList<double> p) =>
        p.Any(each => !double.IsFinite(each)) ? CannotSay.NotANumber : p.Any(each => each is < 0 or > 1) ? CannotSay.OutOfRange : null;
}
