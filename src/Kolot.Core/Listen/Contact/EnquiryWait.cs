using Kolot.Core.Calendars;

namespace Kolot.Core.Listen.Contact;

/// <summary>How long whoever wrote has waited for their answer, or may still have to, in service time.</summary>
/// <remarks>
/// An answer that was due at closing time on Thursday is late from then on, and an hour late an hour after somebody came back on Sunday: nobody could have answered in between, and whoever waits does so all the same.
/// </remarks>
/// <param name="Kind">What is counted.</param>
/// <param name="Time">How much service time.</param>
public sealed record EnquiryWait(WaitKind Kind, TimeSpan Time)
{
    /// <summary>The wait of an enquiry that was not answered.</summary>
    /// <param name="clock">The hours by which it was promised.</param>
    /// <param name="since">Since when it waits.</param>
    /// <param name="due">By when an answer is due; null where nobody promised a time.</param>
    /// <param name="now">The moment.</param>
    public static EnquiryWait Of(ServiceClock clock, DateTime since, DateTime? due, DateTime now) => due is not { } by ? new(WaitKind.Open, clock.Between(since, now))
        : by < now ? new(WaitKind.Late, clock.Between(by, now))
        : new(WaitKind.Due, clock.Between(now, by));
}

/// <summary>What is counted of a wait.</summary>
public enum WaitKind
{
    /// <summary>By how much the promised time is over.</summary>
    Late,

    /// <summary>How much of it is left.</summary>
    Due,

    /// <summary>How long it lasts; nobody promised a time.</summary>
    Open,
}
