using System.ComponentModel.DataAnnotations;

namespace Kolot.Listen.Importing;

/// <summary>How large files may be that are brought in. Section <c>Import</c>.</summary>
public sealed class ImportSettings
{
    /// <summary>The largest file, in bytes.</summary>
    [Range(1, long.MaxValue)]
    public long MostBytes { get; init; } = 1L << 30;

    /// <summary>How many refused rows are kept of one file; more are counted only.</summary>
    [Range(0, 10_000_000)]
    public int MostRefused { get; init; } = 100_000;
}
