using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Respond.Commitments;

/// <summary>A commitment whose time is over, or that ended before.</summary>
/// <param name="Id">Which.</param>
/// <param name="Customer">To whom it was made; null where nobody is known.</param>
/// <param name="Kept">Whether it was kept in time.</param>
public readonly record struct JudgedCommitment(Guid Id, Guid? Customer, bool Kept);

/// <summary>How many of the commitments that came to their time were kept.</summary>
/// <param name="Kept">How many were.</param>
/// <param name="N">Of how many.</param>
/// <param name="Interval">Wilson's interval; of several commitments to the same customers, on as many as say as much.</param>
public sealed record KeptRate(int Kept, int N, Interval Interval)
{
    /// <summary>The share.</summary>
    public double Value => (double)Kept / N;

    /// <summary>The rate of some commitments; of fewer than the fewest that are told it cannot be said.</summary>
    public static Said<KeptRate> Of(IReadOnlyCollection<JudgedCommitment> judged)
    {
        if (judged.Count == 0) return CannotSay.NoAnswers;
        if (judged.Count < Measure.Fewest) return CannotSay.TooFew;
        var numbers = new Dictionary<Guid, int>();
        var given = judged.Select(one =>
        {
            var whose = one.Customer ?? one.Id;
            if (!numbers.TryGetValue(whose, out var number)) numbers[whose] = number = numbers.Count;
            return new Given(number, one.Kept ? 1 : 0);
        }).ToArray();
        return Repeated.OfShare(given).Try(out var interval) ? new KeptRate(judged.Count(one => one.Kept), judged.Count, interval) : CannotSay.TooFew;
    }
}
