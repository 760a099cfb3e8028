using System.Diagnostics;

namespace Kolot.Bench.Ground;

/// <summary>What the measuring is done on, and what else it is busy with.</summary>
internal static class Machine
{
    public static string Describe() =>
        $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1 << 30)} GB, .NET {Environment.Version}, load {Load()}";

    /// <summary>How many processes wanted a core, over one, five and fifteen minutes.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";

    /// <summary>The most memory that a process ever had in hand, in MB; 0 where the system does not say.</summary>
    public static long PeakMegabytes(Process process)
    {
        var status = $"/proc/{process.Id}/status";
        if (!File.Exists(status)) return process.HasExited ? 0 : process.PeakWorkingSet64 >> 20;
        var line = File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null) / 1024;
    }
}
