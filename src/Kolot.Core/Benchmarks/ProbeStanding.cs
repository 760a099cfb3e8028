namespace Kolot.Core.Benchmarks;

/// <summary>Where a probe stands by its times alone.</summary>
/// <param name="State">Planned, sent, answered or silent.</param>
/// <param name="WaitedFrom">At least after how many milliseconds a person answered; of one that fell silent, for how long it was watched.</param>
/// <param name="WaitedUntil">At most after how many.</param>
public readonly record struct ProbeStanding(ProbeState State, long? WaitedFrom, long? WaitedUntil)
{
    /// <summary>Where it stands.</summary>
    /// <param name="sentAt">When it was sent; null while nobody knows.</param>
    /// <param name="answers">Between which times people answered; what a machine confirmed is no answer.</param>
    /// <param name="horizon">For how long it is watched.</param>
    /// <param name="now">The moment.</param>
    /// <remarks>
    /// The first answer came no earlier than the earliest began, and no later than the earliest ended, whichever of them it was. An answer that came after the horizon is still one: by its time the rule says never,
    /// and a study that watches longer may say otherwise.
    /// </remarks>
    public static ProbeStanding Of(DateTime? sentAt, IReadOnlyCollection<(DateTime From, DateTime Until)> answers, TimeSpan horizon, DateTime now)
    {
        if (sentAt is not { } sent) return new(ProbeState.Planned, null, null);
        if (answers.Count > 0) return new(ProbeState.Answered, Since(sent, answers.Min(answer => answer.From)), Since(sent, answers.Min(answer => answer.Until)));
        return now - sent >= horizon ? new(ProbeState.Silent, (long)horizon.TotalMilliseconds, null) : new(ProbeState.Sent, null, null);
    }

    // What seems to have come before it was sent came at once: clocks of two machines differ by so much.
    private static long Since(DateTime sent, DateTime at) => Math.Max(0, (long)(at - sent).TotalMilliseconds);
}
