using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>How many points of the emotional experience answers have less that came after more than a day. It is an association: who answers late may be poor for another reason, and whoever grades first knows how long they waited.</summary>
/// <param name="Points">The mean of those that came within a day less that of the others, -4 to 4.</param>
/// <param name="Interval">Where it lies, 95 %; of fewer than five companies it cannot be said.</param>
/// <remarks>Answers of one company are alike, so companies are left out one after the other, each with all its answers (the jackknife of groups: Efron and Tibshirani 1993, 11; Student's point is that of their number).</remarks>
public sealed record LateCost(double Points, Said<Interval> Interval)
{
    private const double Day = 24 * 60;

    // On each side.
    private const int Fewest = 5, FewestCompanies = 5;

    /// <summary>That of probes which were answered at a time that is known, and graded; of fewer than five on either side it cannot be said.</summary>
    public static Said<LateCost> Of(IReadOnlyList<ProbeSeen> probes)
    {
        var companies = new Dictionary<Guid, Sides>();
        var all = default(Sides);
        foreach (var probe in probes)
        {
            if (probe is not { State: ProbeState.Answered, Grade.Emotional: { } points } || probe.Minutes.High >= double.MaxValue || (probe.Minutes.Low <= Day && probe.Minutes.High > Day)) continue;
            var one = Sides.Of(probe.Minutes.Low > Day, points);
            companies[probe.Company] = companies.GetValueOrDefault(probe.Company) + one;
            all += one;
        }

        return all.Late < Fewest || all.Soon < Fewest ? CannotSay.TooFew : new LateCost(all.Less, Around(all, [.. companies.Values]));
    }

    private static Said<Interval> Around(Sides all, Sides[] companies)
    {
        double[] without = [.. companies.Select(one => (all - one).Less)];
        if (companies.Length < FewestCompanies || !without.All(double.IsFinite)) return CannotSay.TooFew;
        var mean = without.Average();
        var error = Math.Sqrt((companies.Length - 1.0) / companies.Length * without.Sum(one => (one - mean) * (one - mean)));
        if (error <= 1e-9) return CannotSay.AllTheSame;
        var half = Tails.StudentPoint(companies.Length - 1) * error;
        return new Interval(all.Less - half, all.Less + half);
    }

    // How many came within a day and later, and the sums of their points.
    private readonly record struct Sides(int Soon, double SoonSum, int Late, double LateSum)
    {
        public double Less => (SoonSum / Soon) - (LateSum / Late);

        public static Sides Of(bool late, double points) => late ? new(0, 0, 1, points) : new(1, points, 0, 0);

        public static Sides operator +(Sides one, Sides other) => new(one.Soon + other.Soon, one.SoonSum + other.SoonSum, one.Late + other.Late, one.LateSum + other.LateSum);

        public static Sides operator -(Sides one, Sides other) => new(one.Soon - other.Soon, one.SoonSum - other.SoonSum, one.Late - other.Late, one.LateSum - other.LateSum);
    }
}
