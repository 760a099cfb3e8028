using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Measures;

/// <summary>A set of statements taken together: the mean of what each comes to.</summary>
/// <param name="Value">The mean of the shares, in percent.</param>
/// <param name="Interval">Where it lies, with 95 % confidence at least.</param>
/// <param name="Fewest">How many answered the statement that the fewest answered.</param>
/// <param name="Statements">How many statements it has.</param>
public sealed record StatementSet(double Value, Interval Interval, long Fewest, int Statements)
{
    /// <summary>Takes statements together.</summary>
    /// <returns>Too few where one of them is said of too few; a set that lacks a part is another set.</returns>
    /// <remarks>
    /// The same people agree or disagree with all statements of a set, by how much alike is not looked for: each side of the interval is the mean of the sides, which is right where they answer all alike,
    /// and else wider than need be.
    /// </remarks>
    public static Said<StatementSet> Of(IReadOnlyList<Said<Figure>> statements)
    {
        if (statements.Count == 0 || statements.Any(one => one.Why is not null)) return CannotSay.TooFew;
        Figure[] all = [.. statements.Select(one => one.Value)];
        return new StatementSet(all.Average(one => one.Value), new(all.Average(one => one.Interval.Low), all.Average(one => one.Interval.High)), all.Min(one => one.N), all.Length);
    }
}

/// <summary>How far what is correct is ahead of what moves people: the classic statements beside the emotional ones.</summary>
/// <param name="Classic">Fast, courteous, fitting.</param>
/// <param name="Emotional">Surprised, inspired, wants to come back.</param>
/// <param name="Difference">The classic less the emotional, in percentage points.</param>
/// <param name="Interval">Where it lies, with 95 % confidence.</param>
public sealed record StatementGap(StatementSet Classic, StatementSet Emotional, double Difference, Interval Interval)
{
    /// <summary>Whether the interval keeps clear of no gap at all.</summary>
    public bool Sure => !Interval.Holds(0);

    /// <summary>The gap between two sets.</summary>
    /// <remarks>
    /// Put together from the two intervals as in <see cref="Change"/>, as if different people had answered: where the same people answer both, who agrees with the one tends to agree with the other, and
    /// the gap lies closer than this says.
    /// </remarks>
    public static Said<StatementGap> Between(Said<StatementSet> classic, Said<StatementSet> emotional)
    {
        if (!classic.Try(out var correct) || !emotional.Try(out var moving)) return CannotSay.TooFew;
        var difference = correct.Value - moving.Value;
        return new StatementGap(correct, moving, difference, new(
            difference - Math.Sqrt(Square(correct.Value - correct.Interval.Low) + Square(moving.Interval.High - moving.Value)),
            difference + Math.Sqrt(Square(correct.Interval.High - correct.Value) + Square(moving.Value - moving.Interval.Low))));
    }

    private static double Square(double side) => side * side;
}
