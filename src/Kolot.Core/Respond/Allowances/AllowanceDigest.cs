using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Respond.Allowances;

/// <summary>What was spent on one case, with how it ended.</summary>
/// <param name="Kind">For a mishap, or of one's own accord.</param>
/// <param name="Amount">What is left of it after reversals.</param>
/// <param name="Confirmed">Whether the customer confirmed that it is solved; null as long as the case is open.</param>
public readonly record struct SpentCase(SpendKind Kind, long Amount, bool? Confirmed);

/// <summary>How an allowance was used, and with what effect: for whoever leads, afterwards. Nothing waits here for approval.</summary>
/// <param name="Compensations">Sum of compensations.</param>
/// <param name="Gestures">Sum of gestures.</param>
/// <param name="Cases">How many cases.</param>
/// <param name="Confirmed">Of the closed ones the share whose customers confirmed that it is solved.</param>
/// <param name="Without">The same of closed cases of that time on which nothing was spent.</param>
public sealed record AllowanceDigest(long Compensations, long Gestures, int Cases, Said<Share> Confirmed, Said<Share> Without)
{
    /// <summary>How the two shares differ; where one cannot be said, neither can this. No proof of an effect: who gets something was not chosen by lot.</summary>
    public Said<ShareDifference> Difference => Confirmed.Try(out var with) && Without.Try(out var without) ? ShareDifference.Between(with, without) : Confirmed.Why ?? Without.Why!.Value;

    /// <summary>The digest of a time.</summary>
    /// <param name="spent">Each case on which something was spent, once for each kind.</param>
    /// <param name="without">Whether it was confirmed, of each closed case without.</param>
    public static AllowanceDigest Of(IReadOnlyCollection<SpentCase> spent, IReadOnlyCollection<bool> without) => new(
        spent.Where(one => one.Kind == SpendKind.Compensation).Sum(one => one.Amount),
        spent.Where(one => one.Kind == SpendKind.Gesture).Sum(one => one.Amount),
        spent.Count,
        Told([.. spent.Where(one => one.Amount > 0 && one.Confirmed is not null).Select(one => one.Confirmed!.Value)]),
        Told(without));

    private static Said<Share> Told(IReadOnlyCollection<bool> closed) =>
        closed.Count is > 0 and < Measure.Fewest ? CannotSay.TooFew : Share.Of(closed.Count(one => one), closed.Count);
}
