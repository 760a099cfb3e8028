namespace Kolot.Core.Organisation;

/// <summary>How often a code was guessed at since the last right one, and until when none is looked at.</summary>
/// <param name="Count">The tries since the last right code.</param>
/// <param name="LockedUntil">Until when no code is looked at; null where one is.</param>
/// <remarks>
/// Each five tries shut the door for twice as long as the five before: 5, 10, 20 minutes, and in the end a day. Three codes in a million are right at any
/// moment: five tries in five minutes for ever would let whoever has the password come in by chance within eight months on average, five a day within 180 years.
/// </remarks>
public readonly record struct CodeTries(int Count, DateTime? LockedUntil)
{
    /// <summary>How many tries there are between two locks.</summary>
    public const int Together = 5;

    /// <summary>How long the first lock lasts.</summary>
    public static readonly TimeSpan FirstLock = TimeSpan.FromMinutes(5);

    /// <summary>How long a lock lasts at the most.</summary>
    public static readonly TimeSpan LongestLock = TimeSpan.FromDays(1);

    /// <summary>How this stands after one more try; null where none may be made now.</summary>
    /// <remarks>A lock that ends later than it could was set before the clock was set back: it holds no longer.</remarks>
    public CodeTries? Next(DateTime now)
    {
        if (LockedUntil is { } until && until > now && until <= now + LockAfter(Count)) return null;
        var count = Count + 1;
        return new(count, count % Together == 0 ? now + LockAfter(count) : null);
    }

    // Ten rounds on it is a day already.
    private static TimeSpan LockAfter(int count)
    {
        var doubled = FirstLock * Math.Pow(2, Math.Clamp((count / Together) - 1, 0, 10));
        return doubled < LongestLock ? doubled : LongestLock;
    }
}
