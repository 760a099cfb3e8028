namespace Kolot.Core.Respond.Recovery;

/// <summary>The four steps by which something is made right for one customer.</summary>
public enum RecoveryPart
{
    /// <summary>It was said that we were wrong.</summary>
    Admitted = 0,

    /// <summary>What was wrong is right again.</summary>
    Fixed = 1,

    /// <summary>The customer had something for it.</summary>
    Compensated = 2,

    /// <summary>The customer knows what keeps it from happening again.</summary>
    Explained = 3,
}

/// <summary>How far a recovery has come.</summary>
/// <param name="Made">The steps that were made.</param>
public sealed record RecoveryStory(IReadOnlySet<RecoveryPart> Made)
{
    /// <summary>All four in their order.</summary>
    public static IReadOnlyList<RecoveryPart> Parts { get; } = Enum.GetValues<RecoveryPart>();

    /// <summary>What it lacks, in order. A recovery that lacks anything closes as what it is.</summary>
    public IReadOnlyList<RecoveryPart> Lacks => [.. Parts.Where(part => !Made.Contains(part))];

    /// <summary>Whether it lacks nothing.</summary>
    public bool IsWhole => Made.Count == Parts.Count;

    /// <summary>The story of some steps.</summary>
    /// <param name="made">The steps that were written down.</param>
    /// <param name="spent">Whether compensation was spent from an allowance and not taken back: that is the step itself.</param>
    public static RecoveryStory Of(IEnumerable<RecoveryPart> made, bool spent = false) => new((spent ? made.Append(RecoveryPart.Compensated) : made).ToHashSet());
}
