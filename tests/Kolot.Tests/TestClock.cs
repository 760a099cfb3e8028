namespace Kolot.Tests;

/// <summary>Time that goes on as it does, until a test moves it.</summary>
public sealed class TestClock : TimeProvider
{
    private long ahead = Environment.GetEnvironmentVariable("KOLOT_TEST_NOW") is { Length: > 0 } now ? (DateTimeOffset.Parse(now, global::System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow()).Ticks : 0;
    private long back;

    // Since when it stands, in ticks; 0 while it goes on.
    private long stands;

    public override DateTimeOffset GetUtcNow() => (Interlocked.Read(ref stands) is > 0 and var at ? new(at, TimeSpan.Zero) : System.GetUtcNow()) + TimeSpan.FromTicks(Interlocked.Read(ref ahead) - Interlocked.Read(ref back));

    public override long GetTimestamp() => System.GetTimestamp() + (Interlocked.Read(ref ahead) * (TimestampFrequency / TimeSpan.TicksPerSecond));

    public DateTime Now => GetUtcNow().UtcDateTime;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    /// <summary>It stands from now on, until a test moves it: for what holds for some seconds, however long a test takes over them.</summary>
    public void Stand() => Interlocked.Exchange(ref stands, System.GetUtcNow().UtcTicks);

    /// <summary>The wall clock was wrong, and is set right: time itself goes on.</summary>
    public void SetBack(TimeSpan by) => Interlocked.Add(ref back, by.Ticks);
}
