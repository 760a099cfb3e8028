namespace Kolot.Core.Benchmarks;

/// <summary>When something happened with a probe, as whoever saw it can say: at a moment, or between two.</summary>
/// <param name="From">Not before.</param>
/// <param name="Until">Not after; the same where the moment is known.</param>
public readonly record struct ReplyTime(DateTime From, DateTime Until)
{
    /// <summary>By how much clocks differ: telephones and servers are not set by the same one.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(2);

    /// <summary>What does not fit, by the field's name.</summary>
    /// <param name="sentAt">When the probe was sent.</param>
    /// <param name="now">The moment.</param>
    public IEnumerable<Fault> Faults(DateTime? sentAt, DateTime now)
    {
        if (Until < From) yield return new("until", "before_from");
        else if (Until > now + Apart) yield return new(Until == From ? "at" : "until", "in_future");
        else if (Until < sentAt - Apart) yield return new(Until == From ? "at" : "until", "before_sent");
    }

    /// <summary>The same, beginning no earlier than the probe was sent.</summary>
    public ReplyTime After(DateTime sentAt) => new(From < sentAt && Until > sentAt ? sentAt : From, Until);
}
