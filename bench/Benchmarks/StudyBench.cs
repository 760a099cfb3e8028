using Kolot.Bench.Ground;

namespace Kolot.Bench.Benchmarks;

/// <summary>A study of 5,000 companies in four waves of three probes each: what is reckoned of it in memory, and its page over HTTP.</summary>
internal static class StudyBench
{
    public static async Task Run(Site site, CancellationToken cancelled)
    {
        Figures.Line("", "ms", "CPU ms", "beside", "wanted ms");
        ReckoningRows.Measure(cancelled);
        await StudyPageRows.Measure(site, cancelled);
    }
}
