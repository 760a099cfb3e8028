using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Respond.Recovery;

/// <summary>An answer to the trust question.</summary>
/// <param name="Customer">Any number that is the customer's own.</param>
/// <param name="Score">What they gave.</param>
public readonly record struct Trust(int Customer, double Score);

/// <summary>The trust of a group of customers.</summary>
/// <param name="Mean">On the scale of the question.</param>
/// <param name="Interval">Where it lies.</param>
/// <param name="N">How many answers.</param>
/// <param name="Customers">Of how many customers.</param>
public sealed record TrustOf(double Mean, Said<Interval> Interval, int N, int Customers);

/// <summary>The trust of customers for whom something was made right, beside that of customers who never were hurt.</summary>
/// <remarks>
/// They are different people, and who was hurt was not chosen by lot: the difference tells how both stand, not what the recovery did. Whoever is on both sides, hurt and heard before,
/// is taken as recovered alone by whoever asks.
/// </remarks>
/// <param name="Recovered">Those for whom it was made right.</param>
/// <param name="NeverHurt">Those who never were hurt.</param>
/// <param name="Difference">Recovered less never hurt, with its interval; where it cannot be said, why.</param>
public sealed record TrustCompared(Said<TrustOf> Recovered, Said<TrustOf> NeverHurt, Said<RepeatedDifference> Difference)
{
    /// <summary>Compares two groups; neither is told of fewer customers than the fewest.</summary>
    public static TrustCompared Of(IReadOnlyList<Trust> recovered, IReadOnlyList<Trust> neverHurt)
    {
        var (one, two) = (Group(recovered), Group(neverHurt));
        return new(Told(one), Told(two), one.Try(out var first) && two.Try(out var second) ? Repeated.Between(first, second) : one.Why ?? two.Why!.Value);
    }

    private static Said<Repeated> Group(IReadOnlyList<Trust> answers)
    {
        if (!Repeated.Of([.. answers.Select(answer => new Given(answer.Customer, answer.Score))]).Try(out var all)) return CannotSay.NoAnswers;
        return all.Customers < Measure.Fewest ? CannotSay.TooFew : all;
    }

    private static Said<TrustOf> Told(Said<Repeated> group) => group.Try(out var all) ? new TrustOf(all.Mean, all.Interval, all.N, all.Customers) : group.Why!.Value;
}
