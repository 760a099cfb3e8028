namespace Kolot.Store;

/// <summary>That an account is asked for a code after its password, and what that code comes from.</summary>
public sealed class SecondStepRow
{
    /// <summary>Whose.</summary>
    public Guid AccountId { get; init; }

    /// <summary>What the app on the telephone knows too, sealed.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When setting it up was begun.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When a first code showed that the app has it; null while nothing is asked for.</summary>
    public DateTime? ConfirmedAt { get; set; }

    /// <summary>The step of the last code that was taken: it counts once, and so does every earlier one.</summary>
    public long LastStep { get; set; }

    /// <summary>How many tries there were since the last right one.</summary>
    public int Tries { get; set; }

    /// <summary>Until when no code is taken; null where there were not too many tries.</summary>
    public DateTime? LockedUntil { get; set; }
}

/// <summary>A code for whoever lost the telephone. It opens once.</summary>
public sealed class RecoveryCode
{
    /// <summary>Whose.</summary>
    public Guid AccountId { get; init; }

    /// <summary>SHA-256 of it; the code itself is shown once and not kept.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was used.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>A challenge of a passkey that was answered, kept until it opens nothing anyway.</summary>
public sealed class SpentChallenge
{
    /// <summary>SHA-256 of what was sealed into the page.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Until when it must be known.</summary>
    public DateTime Until { get; init; }
}
