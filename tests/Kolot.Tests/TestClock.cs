namespace Kolot.Tests;

/// <summary>Time that goes on as it does, until a test moves it.</summary>
public sealed class TestClock : TimeProvider
{
    private long ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref ahead));

    public DateTime Now => GetUtcNow().UtcDateTime;

    public void Advance(TimeSpan by) => Interlocked.Add(ref ahead, by.Ticks);
}
