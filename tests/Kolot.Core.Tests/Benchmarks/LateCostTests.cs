using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Benchmarks.Sighted;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class LateCostTests
{
    private const double Soon = 60, Late = 3_000;

    [Fact]
    public void It_is_the_mean_of_what_came_within_a_day_less_that_of_the_rest()
    {
        Assert.Equal(1.5, LateCost.Of([.. Companies(6, 4.5, 3)]).Value.Points, 12);
    }

    [Fact]
    public void Its_interval_leaves_out_companies_one_after_the_other()
    {
        // Of three companies more with half a point less for lateness: leaving out one of six moves the mean by a fifth of its distance from it.
        var found = LateCost.Of([.. Companies(3, 4, 3), .. Companies(3, 4, 3.5, first: 4)]).Value;

        var half = 2.570581835636314 * Math.Sqrt(5 / 6.0 * 6 * .05 * .05);
        Assert.Equal((0.75, 0.75 - half, 0.75 + half), (found.Points, found.Interval.Value.Low, found.Interval.Value.High), Near);
    }

    [Fact]
    public void More_answers_of_the_same_companies_make_it_no_surer()
    {
        ProbeSeen[] once = [.. Companies(4, 4, 3), .. Companies(3, 4, 2, first: 5)];

        Assert.Equal(Ends(once), Ends([.. once, .. once, .. once]), Near);

        static (double, double, double) Ends(IReadOnlyList<ProbeSeen> probes) => LateCost.Of(probes).Value is var found ? (found.Points, found.Interval.Value.Low, found.Interval.Value.High) : default;
    }

    [Fact]
    public void Of_few_answers_or_companies_and_of_what_was_coded_together_it_is_not_said()
    {
        Assert.Equal(CannotSay.TooFew, LateCost.Of([.. Companies(4, 4, 3)]).Why);
        Assert.Equal(CannotSay.TooFew, LateCost.Of([.. Companies(2, 4, 3), .. Companies(2, 4, 3), .. Companies(2, 4, 3.5, first: 3)]).Value.Interval.Why);
        Assert.Equal(CannotSay.AllTheSame, LateCost.Of([.. Companies(6, 4, 3)]).Value.Interval.Why);
        Assert.NotNull(SpeedAndQuality.Of(Design with { CodedTogether = true }, [.. Companies(6, 4, 3)]).Late.Why);
    }

    [Fact]
    public void What_came_perhaps_within_a_day_and_perhaps_not_takes_no_part()
    {
        ProbeSeen[] sure = [.. Companies(6, 4, 3)];

        Assert.Equal(LateCost.Of(sure).Value.Points, LateCost.Of([.. sure, Answered(1, Soon, 1) with { Minutes = new(Soon, Late) }]).Value.Points);
    }

    private static readonly IEqualityComparer<(double, double, double)> Near = EqualityComparer<(double, double, double)>.Create(
        (one, other) => Math.Abs(one.Item1 - other.Item1) + Math.Abs(one.Item2 - other.Item2) + Math.Abs(one.Item3 - other.Item3) < 1e-9, _ => 0);

    // Of each company an answer within a day and one after it.
    private static IEnumerable<ProbeSeen> Companies(int many, double soon, double late, int first = 1) =>
        Enumerable.Range(first, many).SelectMany(company => new[] { Graded(company, Soon, soon), Graded(company, Late, late) });

    private static ProbeSeen Graded(int company, double minutes, double points) => Answered(company, minutes, points) with { Grade = new(points, points, points, points, false) };
}
