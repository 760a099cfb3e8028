using System.Diagnostics;
using Kolot.Bench.Ground;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;
using Kolot.Core.Tests.Benchmarks;

namespace Kolot.Bench.Benchmarks;

/// <summary>The result of a large study, its ranks and the agreement of its raters; beside drawing probe by probe and sorting, and beside alpha by its table.</summary>
internal static class ReckoningRows
{
    private const int Rounds = 5, Warm = 12, Companies = 5_000, Waves = 4, Each = 3, Pairs = 50_000, PlainReplicates = 40;

    private static readonly StudyDesign Design = new(Wording.None, OutcomeRule.Usual, [ProbeChannel.Mail]);

    public static void Measure(CancellationToken cancelled)
    {
        var (whole, wave) = (Study(Waves), Study(1));
        var (league, first) = (LeagueTable.Of(whole), LeagueTable.Of(wave));
        var ungraded = LeagueTable.Of(whole with { Probes = [.. whole.Probes.Select(probe => probe with { Grade = null, Again = null, Outcome = probe.Outcome == Outcome.Never ? Outcome.Never : Outcome.Unknown })] });
        var grades = Grades();
        Line("result of 60,000 probes, no ranks", null, Times(() => StudyResult.Of(whole), cancelled), null);
        Line("ranks, 5,000 x 12, 10,000 replicates", 2_000, Times(() => LeagueRanks.Of(league), cancelled), Plain(whole));
        Line("ranks, 5,000 x 3, 10,000 replicates", 2_000, Times(() => LeagueRanks.Of(first), cancelled), Plain(wave));
        Line("ranks by speed, 5,000 x 12, 10,000", 2_000, Times(() => LeagueRanks.Of(ungraded), cancelled), null);
        Line("agreement of 100,000 ratings", 1_000, Times(() => RaterAgreement.Of(grades), cancelled), Times(() => Krippendorff.Of([.. grades.Select(pair => (IReadOnlyList<double>)[pair.First, pair.Second])], RatingScale.Interval), cancelled).Took);
    }

    private static void Line(string name, double? wanted, (double Took, double Cpu) measured, double? beside) => Figures.Line(
        name, $"{measured.Took:f0}", $"{measured.Cpu:f0}", beside is { } plain ? $"{plain:f0}" : "", $"{wanted:f0}", wanted is { } most ? $"  {Figures.Met(measured.Took < most)}" : "");

    private static (double Took, double Cpu) Times<T>(Func<T> measured, CancellationToken cancelled)
    {
        // The first rounds compile, in steps, and do not count.
        for (var round = 0; round < Warm; round++) _ = measured();
        var rounds = Enumerable.Range(0, Rounds).Select(_ =>
        {
            cancelled.ThrowIfCancellationRequested();
            var (clock, spent) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            measured();
            return (Took: Stopwatch.GetElapsedTime(clock).TotalMilliseconds, Cpu: (Environment.CpuUsage.TotalTime - spent).TotalMilliseconds);
        }).ToArray();
        return (rounds.Select(round => round.Took).Median(), rounds.Select(round => round.Cpu).Median());
    }

    // As many replicates would take as long as these do, so many times over.
    private static double Plain(StudySeen seen)
    {
        var clock = Stopwatch.GetTimestamp();
        PlainRanks.Of(seen, PlainReplicates, 1);
        return Stopwatch.GetElapsedTime(clock).TotalMilliseconds * LeagueRanks.Usual / PlainReplicates;
    }

    // Companies that differ, each probe by chance: one in five is not answered, one in ten of the others graded twice.
    private static StudySeen Study(int waves)
    {
        var chance = new Random(7);
        CompanySeen[] companies = [.. Enumerable.Range(1, Companies).Select(at => new CompanySeen(new(at, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), $"industry {at % 20}", at == 1))];
        var probes = new List<ProbeSeen>();
        foreach (var company in companies)
        {
            var good = chance.NextDouble();
            for (var at = 0; at < waves * Each; at++) probes.Add(Probe(chance, company.Id, 1 + (at / Each), good));
        }

        return new(Design, companies, probes);
    }

    private static ProbeSeen Probe(Random chance, Guid company, int wave, double good)
    {
        if (chance.NextDouble() < 0.4 * (1 - good)) return new(company, wave, ProbeState.Silent, new(10_080, double.PositiveInfinity), null, null, Outcome.Never);
        var minutes = Within.At(Math.Round(Math.Exp(4 + (4 * chance.NextDouble()) - good)));
        var grade = Graded(chance, good);
        return new(company, wave, ProbeState.Answered, minutes, grade, chance.Next(10) == 0 ? Graded(chance, good) : null, Design.Rule.Of(ProbeState.Answered, minutes, grade));
    }

    private static Grade Graded(Random chance, double good)
    {
        double[] layers = [.. Enumerable.Range(0, 3).Select(_ => Math.Clamp(Math.Round(4 * (1 + (3 * good) + (1.5 * chance.NextDouble()))) / 4, 1, 5))];
        return new(layers[0], layers[1], layers[2], layers.Average(), false);
    }

    private static (double First, double Second)[] Grades()
    {
        var chance = new Random(5);
        return [.. Enumerable.Range(0, Pairs).Select(_ => 1 + (chance.Next(17) / 4.0)).Select(first => (first, Math.Clamp(first + ((chance.Next(5) - 2) / 4.0), 1, 5)))];
    }
}
