using System.ComponentModel.DataAnnotations;

namespace Kolot.Listen.Answering;

/// <summary>How much of answering comes from one place before it is taken for abuse; each node counts for itself. Section <c>Answering</c>.</summary>
public sealed class AnsweringSettings
{
    /// <summary>How many screens of one survey one network address may send in a minute; a whole office may stand behind one.</summary>
    [Range(1, 10_000_000)]
    public int AddressPerMinute { get; init; } = 300;

    /// <summary>How many screens may be sent in a minute by one personal link.</summary>
    [Range(1, 10_000_000)]
    public int LinkPerMinute { get; init; } = 30;

    /// <summary>From how many begun answers to one survey in a minute on each must prove some work before it counts, or wait.</summary>
    [Range(1, 10_000_000)]
    public int ProofAbove { get; init; } = 1_200;

    /// <summary>How many megabytes of files may wait with one survey for what they belong to being finished, or heard as it was left.</summary>
    /// <remarks>A hundred people who each attach the largest file at one time, and little beside the smallest disk that a house stands on.</remarks>
    [Range(1, 1_000_000)]
    public int WaitingMegabytes { get; init; } = 1_024;
}
