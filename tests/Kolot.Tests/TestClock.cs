using System.Globalization;

namespace Kolot.Tests;

/// <summary>Time that goes on as it does, until a test moves it.</summary>
public sealed class TestClock : TimeProvider
{
    // The hour at which it begins may be chosen: much that goes wrong with time goes wrong at midnight, or at the end of a year.
    private long ahead = Environment.GetEnvironmentVariable("KOLOT_TEST_NOW") is { Length: > 0 } now ? (DateTimeOffset.Parse(now, CultureInfo.InvariantCulture) - System.GetUtcNow()).Ticks : 0;
    private long back;

    // Where it stands, in ticks; 0 while it goes on.
    private long stands;

    private DateTimeOffset Base => Interlocked.Read(ref stands) == 0 ? System.GetUtcNow() : new(Interlocked.Add(ref stands, TimeSpan.TicksPerMillisecond), TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Base + TimeSpan.FromTicks(Interlocked.Read(ref ahead) - Interlocked.Read(ref back));

    public override long GetTimestamp() => System.GetTimestamp() + (Interlocked.Read(ref ahead) * (TimestampFrequency / TimeSpan.TicksPerSecond));

    public DateTime Now => GetUtcNow().UtcDateTime;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    /// <summary>It stands from now on, until a test moves it: for what holds for some seconds, however long a test takes over them. Whoever looks finds it a millisecond later, so that what came first stays first.</summary>
    public void Stand() => Interlocked.Exchange(ref stands, System.GetUtcNow().UtcTicks);

    /// <summary>The wall clock was wrong, and is set right: time itself goes on.</summary>
    public void SetBack(TimeSpan by) => Interlocked.Add(ref back, by.Ticks);
}
