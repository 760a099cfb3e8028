namespace Kolot.Core.Listen.Inviting;

/// <summary>How far somebody whose turn it was has come. Everybody is at one step, so the steps add up to the last person.</summary>
public enum Step
{
    /// <summary>Their invitation goes when it is due.</summary>
    Waiting,

    /// <summary>They were spared.</summary>
    Spared,

    /// <summary>Theirs is being handed over.</summary>
    Sending,

    /// <summary>Whether it went nobody knows.</summary>
    Uncertain,

    /// <summary>It was refused for good.</summary>
    Refused,

    /// <summary>It came back.</summary>
    Bounced,

    /// <summary>It went, and they have not opened it.</summary>
    Silent,

    /// <summary>They opened the survey and have not answered.</summary>
    Opened,

    /// <summary>They began to answer.</summary>
    Begun,

    /// <summary>They answered.</summary>
    Finished,
}

/// <summary>So many of whom the same is known.</summary>
/// <param name="Way">By which way; empty where they were spared.</param>
/// <param name="Step">How far they have come.</param>
/// <param name="Why">Why they were spared.</param>
/// <param name="Arrived">Whether it is told that it arrived.</param>
/// <param name="Count">How many.</param>
public sealed record FunnelLine(string Way, Step Step, SkipReason? Why, bool Arrived, int Count);

/// <summary>From whose turn it was to who answered.</summary>
/// <param name="Lines">Everybody, by what is known of them.</param>
/// <param name="Gone">How many are no longer here: erased, or their time was over.</param>
public sealed record Funnel(IReadOnlyList<FunnelLine> Lines, int Gone)
{
    /// <summary>All whose turn it was.</summary>
    public int Turns => Lines.Sum(line => line.Count) + Gone;

    /// <summary>Those who were not spared, as far as they are still here.</summary>
    public int Invited => Count(line => line.Step != Step.Spared);

    /// <summary>Those to whom it went.</summary>
    public int Sent => Count(line => line.Step >= Step.Bounced);

    /// <summary>Those to whom it is known to have come.</summary>
    public int Arrived => Count(line => line.Step >= Step.Opened || (line.Step == Step.Silent && line.Arrived));

    /// <summary>Those who opened the survey.</summary>
    public int Opened => Count(line => line.Step >= Step.Opened);

    /// <summary>Those who began to answer.</summary>
    public int Begun => Count(line => line.Step >= Step.Begun);

    /// <summary>Those who answered to the end.</summary>
    public int Finished => At(Step.Finished);

    /// <summary>Those at a step.</summary>
    public int At(Step step) => Count(line => line.Step == step);

    /// <summary>Those who were spared, by why.</summary>
    public IReadOnlyList<(SkipReason Why, int Count)> Spared =>
        [.. Lines.Where(line => line.Why is not null).GroupBy(line => line.Why ?? default).Select(group => (group.Key, group.Sum(line => line.Count))).OrderByDescending(one => one.Item2)];

    /// <summary>The same of one way.</summary>
    public Funnel By(string way) => new([.. Lines.Where(line => line.Way == way)], 0);

    /// <summary>The ways that anything went by, or goes.</summary>
    public IReadOnlyList<string> Ways => [.. Lines.Where(line => line.Way.Length > 0).Select(line => line.Way).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>How far one has come.</summary>
    public static Step StepOf(InvitationState state, bool opened, bool begun, bool finished) =>
        finished ? Step.Finished : begun ? Step.Begun : opened ? Step.Opened : state switch
        {
            InvitationState.Planned => Step.Waiting,
            InvitationState.Skipped => Step.Spared,
            InvitationState.Sending => Step.Sending,
            InvitationState.Uncertain => Step.Uncertain,
            InvitationState.Refused => Step.Refused,
            InvitationState.Bounced => Step.Bounced,
            _ => Step.Silent,
        };

    private int Count(Func<FunnelLine, bool> which) => Lines.Where(which).Sum(line => line.Count);
}
