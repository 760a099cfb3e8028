using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>What is held against what.</summary>
public enum Against
{
    /// <summary>The organisation itself against all others.</summary>
    Rest = 0,

    /// <summary>A wave against the one before it.</summary>
    WaveBefore = 1,

    /// <summary>The organisation itself in a wave against itself in the one before it.</summary>
    OwnWaveBefore = 2,
}

/// <summary>How two groups of probes differ; the first less the second.</summary>
/// <param name="What">What is held against what.</param>
/// <param name="Wave">Which wave; 0 for all together.</param>
/// <param name="Before">Against which.</param>
/// <param name="Answered">The shares answered, of those of whom it is known: Newcombe's interval, Fisher's test.</param>
/// <param name="Overall">The means of the overall grades: Welch.</param>
/// <param name="Times">The times to reply: the log-rank test.</param>
/// <param name="Medians">The medians of the two.</param>
public sealed record StudyComparison(
    Against What, int Wave, int Before, Said<ShareDifference> Answered, Said<MeanDifference> Overall, Said<LogRank> Times, (Said<double> First, Said<double> Second) Medians)
{
    /// <summary>How likely the shares would differ so by chance, many comparisons told together (Benjamini and Hochberg); null where they are not compared.</summary>
    public double? AnsweredP { get; init; }

    /// <summary>The same of the means.</summary>
    public double? OverallP { get; init; }

    /// <summary>The same of the times.</summary>
    public double? TimesP { get; init; }

    /// <summary>Compares what a study holds: ours with the rest, each wave with the one before.</summary>
    public static IReadOnlyList<StudyComparison> Of(StudySeen seen)
    {
        var ours = seen.Companies.Where(company => company.Ours).Select(company => company.Id).ToHashSet();
        var (own, rest) = (seen.Probes.Where(probe => ours.Contains(probe.Company)).ToList(), seen.Probes.Where(probe => !ours.Contains(probe.Company)).ToList());
        var all = new List<StudyComparison>();
        if (own.Count > 0 && rest.Count > 0) all.Add(Of(seen.Design, (Against.Rest, 0, 0), own, rest));
        var waves = seen.Probes.GroupBy(probe => probe.Wave).OrderBy(wave => wave.Key).Select(wave => (Number: wave.Key, Probes: wave.ToList())).ToArray();
        foreach (var (before, wave) in waves.Zip(waves.Skip(1)))
        {
            all.Add(Of(seen.Design, (Against.WaveBefore, wave.Number, before.Number), wave.Probes, before.Probes));
            var (mine, mineBefore) = (wave.Probes.Where(probe => ours.Contains(probe.Company)).ToList(), before.Probes.Where(probe => ours.Contains(probe.Company)).ToList());
            if (mine.Count > 0 && mineBefore.Count > 0) all.Add(Of(seen.Design, (Against.OwnWaveBefore, wave.Number, before.Number), mine, mineBefore));
        }

        return Adjusted(all);
    }

    private static StudyComparison Of(StudyDesign design, (Against What, int Wave, int Before) named, List<ProbeSeen> first, List<ProbeSeen> second)
    {
        var (one, other) = (ReplyTimes.Of(first), ReplyTimes.Of(second));
        return new(named.What, named.Wave, named.Before, Shares(design, first, second), Means(first, second), ReplyTimes.Test(one, other), (one.Median, other.Median));
    }

    private static Said<ShareDifference> Shares(StudyDesign design, List<ProbeSeen> first, List<ProbeSeen> second)
    {
        var (one, other) = (AnsweredCounts.Of(first, design.AnsweredOnly).ShareOfKnown, AnsweredCounts.Of(second, design.AnsweredOnly).ShareOfKnown);
        return (one.Why ?? other.Why) is { } why ? why : ShareDifference.Between(one.Value, other.Value);
    }

    private static Said<MeanDifference> Means(List<ProbeSeen> first, List<ProbeSeen> second)
    {
        var (one, other) = (Sample.Of(Overall(first)), Sample.Of(Overall(second)));
        return (one.Why ?? other.Why) is { } why ? why : MeanDifference.Between(one.Value, other.Value);

        static double[] Overall(List<ProbeSeen> probes) => [.. probes.Select(probe => probe.Grade?.Overall).OfType<double>()];
    }

    private static StudyComparison[] Adjusted(List<StudyComparison> all)
    {
        double?[][] each = [.. all.Select(one => (double?[])[one.Answered.Try(out var shares) ? P(shares) : null, one.Overall.Try(out var means) ? means.P : null, one.Times.Try(out var times) ? times.P : null])];
        if (!ManyTests.BenjaminiHochberg([.. each.SelectMany(three => three).OfType<double>()]).Try(out var adjusted)) return [.. all];
        var next = 0;
        double?[][] held = [.. each.Select(three => three.Select(p => p is null ? null : (double?)adjusted[next++]).ToArray())];
        return [.. all.Zip(held, (one, three) => one with { AnsweredP = three[0], OverallP = three[1], TimesP = three[2] })];
    }

    // Exactly, where groups are small; where the tables are too many for that, chi-square is as good.
    private static double? P(ShareDifference shares) => shares.FisherP.Try(out var exact) ? exact : shares.Test.Try(out var test) ? test.P : null;
}
