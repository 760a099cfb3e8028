using System.ComponentModel.DataAnnotations;

namespace Kolot.Running;

/// <summary>How much one caller may ask for, so that no one's zeal or fault shuts the others out. Section <c>Limits</c>.</summary>
public sealed class LimitSettings
{
    /// <summary>How many requests one API key may send in a second; as many may come at once after a rest.</summary>
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; init; } = 20_000;

    /// <summary>How many forms one network address may send in a minute; a whole office may stand behind one address.</summary>
    [Range(1, 1_000_000)]
    public int PostsPerMinute { get; init; } = 3_000;

    /// <summary>How many megabytes of evidence one study may hold: pictures, recordings and mails lie in the organisation's database, and are in each of its backups.</summary>
    [Range(1, 10_000_000)]
    public int EvidencePerStudy { get; init; } = 5_120;
}
