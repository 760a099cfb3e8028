namespace Kolot.Tests;

/// <summary>Time that goes on as it does, until a test moves it.</summary>
public sealed class TestClock : TimeProvider
{
    private long ahead;
    private long back;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead) - Interlocked.Read(ref back));

    public override long GetTimestamp() => System.GetTimestamp() + (Interlocked.Read(ref ahead) * (TimestampFrequency / TimeSpan.TicksPerSecond));

    public DateTime Now => GetUtcNow().UtcDateTime;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);

    /// <summary>The wall clock was wrong, and is set right: time itself goes on.</summary>
    public void SetBack(TimeSpan by) => Interlocked.Add(ref back, by.Ticks);
}
