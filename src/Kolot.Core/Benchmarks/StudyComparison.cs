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
    private const int MostExact = 500;

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
        var all = new List<StudyComparison>();
        if (ours.Count > 0) Add((Against.Rest, 0, 0), Of([.. Own(seen.Probes)]), Of([.. seen.Probes.Where(probe => !ours.Contains(probe.Company))]));
        var waves = seen.Probes.GroupBy(probe => probe.Wave).OrderBy(wave => wave.Key).ToArray();
        Side[] whole = waves.Length > 1 ? [.. waves.Select(wave => Of([.. wave]))] : [], own = [.. waves.Select(wave => Of([.. Own(wave)]))];
        for (var at = 1; at < waves.Length; at++)
        {
            Add((Against.WaveBefore, waves[at].Key, waves[at - 1].Key), whole[at], whole[at - 1]);
            Add((Against.OwnWaveBefore, waves[at].Key, waves[at - 1].Key), own[at], own[at - 1]);
        }

        return Adjusted(all);

        IEnumerable<ProbeSeen> Own(IEnumerable<ProbeSeen> probes) => probes.Where(probe => ours.Contains(probe.Company));

        Side Of(List<ProbeSeen> probes) => Side.Of(seen.Design, probes);

        void Add((Against What, int Wave, int Before) named, Side first, Side second)
        {
            if (first.N == 0 || second.N == 0) return;
            var shares = Both<Share, ShareDifference>(first.Answered, second.Answered, (one, other) => ShareDifference.Between(one, other));
            var means = Both(first.Overall, second.Overall, MeanDifference.Between);
            all.Add(new(named.What, named.Wave, named.Before, shares, means, ReplyTimes.Test(first.Times, second.Times), (first.Times.Median, second.Times.Median)));
        }
    }

    private static Said<T> Both<TOne, T>(Said<TOne> first, Said<TOne> second, Func<TOne, TOne, Said<T>> told) =>
        (first.Why ?? second.Why) is { } why ? why : told(first.Value, second.Value);

    private static StudyComparison[] Adjusted(List<StudyComparison> all)
    {
        double?[][] each = [.. all.Select(one => (double?[])[one.Answered.Try(out var shares) ? P(shares) : null, one.Overall.Try(out var means) ? means.P : null, one.Times.Try(out var times) ? times.P : null])];
        if (!ManyTests.BenjaminiHochberg([.. each.SelectMany(three => three).OfType<double>()]).Try(out var adjusted)) return [.. all];
        var next = 0;
        double?[][] held = [.. each.Select(three => three.Select(p => p is null ? null : (double?)adjusted[next++]).ToArray())];
        return [.. all.Zip(held, (one, three) => one with { AnsweredP = three[0], OverallP = three[1], TimesP = three[2] })];
    }

    // Exactly, where one of them is small; where tables are many, chi-square is as good.
    private static double? P(ShareDifference shares) =>
        Math.Min(shares.First.N, shares.Second.N) <= MostExact && shares.FisherP.Try(out var exact) ? exact : shares.Test.Try(out var test) ? test.P : null;

    private sealed record Side(int N, Said<Share> Answered, Said<Sample> Overall, ReplyTimes Times)
    {
        public static Side Of(StudyDesign design, List<ProbeSeen> probes) => new(
            probes.Count, AnsweredCounts.Of(design, probes).ShareOfKnown, Sample.Of([.. probes.Select(probe => probe.Grade?.Overall).OfType<double>()]), ReplyTimes.Of(probes));
    }
}
