namespace Kolot.Core.Listen;

/// <summary>A voice's place in time, as one number: newer voices have larger ones, and no two have the same.</summary>
/// <remarks>
/// Milliseconds since 1970 in the upper 42 bits (enough until 2109), a running number in the lower 21. One index then serves order, paging
/// and periods, and a search engine that counts rows can count them in order of time.
/// </remarks>
public static class Place
{
    private const int Bits = 21;

    /// <summary>The first moment that has a place.</summary>
    public static readonly DateTime Earliest = DateTime.UnixEpoch;

    /// <summary>The last moment that has a place.</summary>
    public static readonly DateTime Latest = new(2109, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The place of a voice heard at a moment.</summary>
    /// <param name="heardAt">UTC, between <see cref="Earliest"/> and <see cref="Latest"/>.</param>
    /// <param name="running">Any running number; only its lower 21 bits count.</param>
    public static long Of(DateTime heardAt, long running) => From(heardAt) | (running & ((1L << Bits) - 1));

    /// <summary>The smallest place of a moment: what was heard then or later lies at or above it.</summary>
    public static long From(DateTime moment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment, Earliest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(moment, Latest);
        return (long)(moment - Earliest).TotalMilliseconds << Bits;
    }

    /// <summary>The moment of a place, in milliseconds since 1970, UTC.</summary>
    public static long MomentOf(long place) => place >> Bits;
}
