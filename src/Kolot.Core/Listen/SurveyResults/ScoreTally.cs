using Kolot.Core.Statistics;
using One = Kolot.Core.Statistics.Given;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>A figure of answers on a scale.</summary>
/// <param name="N">How many answers.</param>
/// <param name="Value">The figure: points of NPS, a share in percent, or a mean.</param>
/// <param name="Interval">Where it lies, at 95 %.</param>
public sealed record ScoreFigure(long N, double Value, Interval Interval);

/// <summary>Answers on a scale, with who gave them: the figures are those that measures make of the same answers.</summary>
/// <remarks>Who answered more than once is counted by what their answers have in common (see <see cref="Repeated"/>).</remarks>
public sealed class ScoreTally
{
    /// <summary>From how many answers, of as many customers, on there is a figure.</summary>
    public const int Fewest = 5;

    private readonly List<One> answers = [];
    private readonly SortedDictionary<double, long> counts = [];

    /// <summary>How many answers.</summary>
    public long N => answers.Count;

    /// <summary>How often each answer was given, the lowest first.</summary>
    public IReadOnlyDictionary<double, long> Counts => counts;

    /// <summary>Promoters less detractors.</summary>
    public Said<ScoreFigure> Nps => Figure(NpsCounts.Worth, (all, _) => Repeated.OfNps(all));

    /// <summary>The mean.</summary>
    public Said<ScoreFigure> Mean => Figure(answer => answer, (_, repeated) => repeated.Interval);

    /// <summary>The answers by themselves, for their quantiles.</summary>
    public Said<Sample> Sample => Statistics.Sample.Of([.. answers.Select(answer => answer.Worth)]);

    /// <summary>The share, in percent, who answered so much or more.</summary>
    public Said<ScoreFigure> From(double top) =>
        Figure(answer => answer >= top ? 1 : 0, (all, _) => Repeated.OfShare(all)) is var share && share.Try(out var figure) ? new ScoreFigure(figure.N, figure.Value * 100, figure.Interval * 100) : share;

    /// <summary>Counts one answer.</summary>
    public void Add(int customer, double answer)
    {
        answers.Add(new(customer, answer));
        counts[answer] = counts.GetValueOrDefault(answer) + 1;
    }

    private Said<ScoreFigure> Figure(Func<double, double> worth, Func<IReadOnlyList<One>, Repeated, Said<Interval>> interval)
    {
        if (N == 0) return CannotSay.NoAnswers;
        if (N < Fewest) return CannotSay.TooFew;
        One[] all = [.. answers.Select(answer => answer with { Worth = worth(answer.Worth) })];
        var said = Repeated.Of(all);
        if (!said.Try(out var repeated)) return said.Why ?? CannotSay.OutOfRange;
        if (repeated.Customers < Fewest) return CannotSay.TooFew;
        var between = interval(all, repeated);
        return between.Try(out var known) ? new ScoreFigure(N, repeated.Mean, known) : between.Why ?? CannotSay.OutOfRange;
    }
}
