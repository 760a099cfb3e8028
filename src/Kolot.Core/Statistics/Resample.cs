namespace Kolot.Core.Statistics;

/// <summary>How many answers of two groups, and their sum; the second group may not be there.</summary>
internal readonly record struct Totals(double N, double Sum, double OtherN, double OtherSum, bool Two)
{
    /// <summary>The mean, or by how much it exceeds that of the second group; not a number where a group that is there has nobody.</summary>
    public double Figure => Two ? (Sum / N) - (OtherSum / OtherN) : Sum / N;

    public static Totals operator +(Totals one, Totals other) =>
        new(one.N + other.N, one.Sum + other.Sum, one.OtherN + other.OtherN, one.OtherSum + other.OtherSum, one.Two || other.Two);
}

/// <summary>Those who are drawn from, as kinds of which all are alike: an answer with its worth, or a customer with all that was said.</summary>
internal sealed class Resample
{
    private readonly (Totals Each, long Count)[] kinds;
    private readonly long many;

    private Resample((Totals Each, long Count)[] kinds, double from)
    {
        (this.kinds, From) = (kinds, from);
        many = kinds.Sum(kind => kind.Count);
        All = kinds.Aggregate(default(Totals), (sum, kind) => sum + Times(kind.Each, kind.Count));
    }

    /// <summary>The totals of those who really answered.</summary>
    public Totals All { get; }

    /// <summary>What is to be added to the figure: worths are taken from the first of them, so that what never varies has a spread of exactly nought.</summary>
    public double From { get; }

    /// <summary>Answers of one of two groups.</summary>
    public static Resample Of(IReadOnlyList<Counted> answers, bool first)
    {
        Counted[] there = [.. answers.Where(answer => answer.Count > 0)];
        var from = there[0].Worth;
        return new([.. there.Select(answer => (first ? new Totals(1, answer.Worth - from, 0, 0, false) : new Totals(0, 0, 1, answer.Worth - from, true), answer.Count))], first ? from : -from);
    }

    /// <summary>Customers with what they said in either group; the second may be empty.</summary>
    public static Resample Of(IReadOnlyList<Given> first, IReadOnlyList<Given> second)
    {
        var (from, other, two) = (first[0].Worth, second.Count > 0 ? second[0].Worth : 0, second.Count > 0);
        var said = first.Select(answer => (answer.Customer, Said: new Totals(1, answer.Worth - from, 0, 0, two))).Concat(second.Select(answer => (answer.Customer, Said: new Totals(0, 0, 1, answer.Worth - other, two))));
        var customers = said.GroupBy(answer => answer.Customer, (_, own) => own.Aggregate(default(Totals), (sum, answer) => sum + answer.Said));
        return new([.. customers.CountBy(all => all).Select(kind => (kind.Key, (long)kind.Value))], from - other);
    }

    /// <summary>As many, drawn anew with replacement.</summary>
    public Totals Again(Draws draws)
    {
        var totals = default(Totals);
        if (kinds.Length == many)
        {
            for (var draw = 0L; draw < many; draw++) totals += kinds[draws.Below(kinds.Length)].Each;
            return totals;
        }

        // Of those not yet drawn, as many are of the next kind as succeed with its share of the kinds that are left.
        var (left, among) = (many, many);
        for (var at = 0; left > 0; at++)
        {
            var times = draws.Successes(left, (double)kinds[at].Count / among);
            totals += Times(kinds[at].Each, times);
            (left, among) = (left - times, among - kinds[at].Count);
        }

        return totals with { Two = All.Two };
    }

    /// <summary>The sum of a power of what each one moves the figure by.</summary>
    public double Influence(Totals all, int power) => kinds.Sum(kind => kind.Count * Math.Pow(Moves(kind.Each, all), power));

    private static double Moves(Totals each, Totals all)
    {
        var first = (each.Sum - (each.N * all.Sum / all.N)) / all.N;
        return all.Two ? first - ((each.OtherSum - (each.OtherN * all.OtherSum / all.OtherN)) / all.OtherN) : first;
    }

    private static Totals Times(Totals each, long times) => new(each.N * times, each.Sum * times, each.OtherN * times, each.OtherSum * times, each.Two);
}
