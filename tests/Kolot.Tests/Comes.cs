namespace Kolot.Tests;

/// <summary>Waits for what comes about by itself: on a machine that does much else it may be long in coming, and nothing is waited for longer than it takes.</summary>
internal static class Comes
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Looks again and again until something is so.</summary>
    /// <returns>Whether it came to that.</returns>
    public static Task<bool> About(Func<bool> so) => About(() => Task.FromResult(so()));

    /// <inheritdoc cref="About(Func{bool})"/>
    public static async Task<bool> About(Func<Task<bool>> so)
    {
        for (var since = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(since) < Longest; await Task.Delay(50, TestContext.Current.CancellationToken))
            if (await so()) return true;

        return false;
    }
}
