using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>What came of an import so far.</summary>
public sealed class ImportTally
{
    /// <summary>Rows read.</summary>
    public long Read { get; set; }

    /// <summary>Rows kept as new.</summary>
    public long Kept { get; set; }

    /// <summary>Rows that were known.</summary>
    public long Known { get; set; }

    /// <summary>Rows that changed something known.</summary>
    public long Revised { get; set; }

    /// <summary>Rows refused.</summary>
    public long Refused { get; set; }

    /// <summary>Rows of people who asked to be forgotten.</summary>
    public long Forgotten { get; set; }

    /// <summary>Bytes of the file read.</summary>
    public long Bytes { get; set; }

    /// <summary>The rows that name the columns, to stand above the first refused row.</summary>
    public List<RefusedRow> Headers { get; } = [];

    /// <summary>Refused rows that were not noted yet.</summary>
    public List<RefusedRow> Noting { get; } = [];
}
