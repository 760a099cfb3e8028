using Kolot.Bench.Ground;

namespace Kolot.Bench.Answering;

/// <summary>What answering takes: a file of rows for each part.</summary>
internal static class AnsweringBench
{
    public static async Task Run(Site site, CancellationToken cancel)
    {
        await ClockRows.Run(site, cancel);
        await LoopRows.Run(site, cancel);
        await InboxRows.Run(site, cancel);
    }
}
