namespace Kolot.Core.Respond.Clocks;

/// <summary>What happened with a case, as far as its clocks care.</summary>
public enum ClockTurn
{
    /// <summary>It was opened.</summary>
    Opened,

    /// <summary>A member answered the customer.</summary>
    Answered,

    /// <summary>The customer is awaited from now on.</summary>
    Awaited,

    /// <summary>The customer said something.</summary>
    Wrote,

    /// <summary>The customer is awaited no more, though they said nothing.</summary>
    NotAwaited,

    /// <summary>The customer was called and spoken with.</summary>
    Called,

    /// <summary>Somebody came to the customer.</summary>
    Visited,

    /// <summary>The deal is charged for no more.</summary>
    Cancelled,

    /// <summary>It is closed.</summary>
    Closed,

    /// <summary>It is open again.</summary>
    Reopened,

    /// <summary>It goes on within another case, and ends here.</summary>
    MergedAway,

    /// <summary>That it was closed or merged was a slip, and never was.</summary>
    EndUndone,

    /// <summary>It is seen otherwise: of another kind, heavier or lighter, or another unit's.</summary>
    Weighed,
}

/// <summary>Decides what becomes of a case's clocks when something happens with it.</summary>
public static class ClockTurns
{
    /// <summary>What a case asks of clocks.</summary>
    /// <param name="Given">How much time is given for something; null for none.</param>
    /// <param name="Wanted">What the customer asked for besides an answer: a call, the end of a deal.</param>
    /// <param name="Draw">Draws the id of a new clock.</param>
    public sealed record Asked(Func<ClockPurpose, GivenTime?> Given, IReadOnlySet<ClockPurpose> Wanted, Func<Guid> Draw);

    /// <summary>The clocks that are other than before, and those that are new.</summary>
    /// <param name="turn">What happened.</param>
    /// <param name="at">When.</param>
    /// <param name="clocks">The clocks of the case.</param>
    /// <param name="asked">What it asks of clocks.</param>
    public static IReadOnlyList<CaseClock> Of(ClockTurn turn, DateTime at, IReadOnlyList<CaseClock> clocks, Asked asked)
    {
        if (turn == ClockTurn.EndUndone) return Undone(clocks);
        var running = clocks.Where(clock => !clock.IsOver).ToArray();
        var after = running.Select(clock => Turned(turn, clock, at, asked)).ToArray();
        var begun = Begins(turn, running, asked).Where(purpose => after.All(clock => clock.IsOver || clock.Purpose != purpose))
            .Select(purpose => asked.Given(purpose) is { } given ? new CaseClock(asked.Draw(), purpose, given, at) : null).OfType<CaseClock>();
        return [.. after.Where((clock, place) => clock != running[place]), .. begun];
    }

    private static CaseClock Turned(ClockTurn turn, CaseClock clock, DateTime at, Asked asked) => (turn, clock.Purpose) switch
    {
        // Whoever is called is answered, too; whoever is answered in writing was not called.
        (ClockTurn.Answered or ClockTurn.Called, ClockPurpose.FirstAnswer or ClockPurpose.NextAnswer) => clock.Meet(at),
        (ClockTurn.Called, ClockPurpose.CallBack) or (ClockTurn.Visited, ClockPurpose.Visit) or (ClockTurn.Cancelled, ClockPurpose.Cancellation) => clock.Meet(at),
        (ClockTurn.Closed, ClockPurpose.Solution or ClockPurpose.Cancellation) => clock.Meet(at),
        (ClockTurn.Closed or ClockTurn.MergedAway, _) => clock.Stop(at),
        (ClockTurn.Awaited, _) => clock.Rest(at),
        // Whoever was spoken with, or answered after all, is awaited no more.
        (ClockTurn.Wrote or ClockTurn.NotAwaited or ClockTurn.Answered or ClockTurn.Reopened or ClockTurn.Called, _) => clock.GoOn(at),
        // An hour that was agreed on stays; all else is given what such a case is given, from when it began.
        (ClockTurn.Weighed, not ClockPurpose.Visit) when asked.Given(clock.Purpose) is { } given => clock with { Given = given },
        _ => clock,
    };

    // What ended with the case goes on as if it had never ended: a solution ends with its case alone.
    private static CaseClock[] Undone(IReadOnlyList<CaseClock> clocks) =>
        clocks.Where(clock => clock.Purpose == ClockPurpose.Solution).Select(Ended).Max() is { } end ? [.. clocks.Where(clock => Ended(clock) == end).Select(clock => clock with { MetAt = null, StoppedAt = null })] : [];

    private static DateTime? Ended(CaseClock clock) => clock.MetAt ?? clock.StoppedAt;

    private static IEnumerable<ClockPurpose> Begins(ClockTurn turn, CaseClock[] running, Asked asked) => turn switch
    {
        ClockTurn.Opened => [ClockPurpose.FirstAnswer, ClockPurpose.Solution, .. asked.Wanted],
        // Before the first answer nobody is promised another one: the first promise stands until it is kept.
        ClockTurn.Wrote => running.Any(clock => clock.Purpose == ClockPurpose.FirstAnswer) ? asked.Wanted : [ClockPurpose.NextAnswer, .. asked.Wanted],
        ClockTurn.Reopened => [ClockPurpose.NextAnswer, ClockPurpose.Solution, .. asked.Wanted],
        _ => [],
    };
}
