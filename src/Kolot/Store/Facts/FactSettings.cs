using System.ComponentModel.DataAnnotations;

namespace Kolot.Store.Facts;

/// <summary>How much memory numbers may take, and whether they are kept over a restart. Section <c>Numbers</c>.</summary>
public sealed class FactSettings
{
    private const int Quarter = 4;

    /// <summary>How many megabytes the numbers of all organisations together may take on this node; 0 for a quarter of what there is.</summary>
    [Range(0, 1_000_000)]
    public int Memory { get; init; }

    /// <summary>How long the numbers of an organisation stay after they were last asked about.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether what is counted is also kept in a file of this node, in the folder <c>numbers</c> of the store's, so that a restart need not read every voice again.</summary>
    public bool File { get; init; } = true;

    /// <summary>From how many voices on there is such a file: fewer are read as quickly from the database.</summary>
    [Range(0, int.MaxValue)]
    public int FileFrom { get; init; } = 100_000;

    /// <summary>The same in bytes.</summary>
    internal long MemoryInBytes => Memory > 0 ? Memory * 1_000_000L : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Quarter;
}
