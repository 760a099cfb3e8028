namespace Kolot.Core.Calendars;

/// <summary>Open from one moment to another, in UTC; the end is not within it.</summary>
/// <param name="From">Since when.</param>
/// <param name="Until">Until when.</param>
public readonly record struct OpenTime(DateTime From, DateTime Until)
{
    /// <summary>How long.</summary>
    public TimeSpan Length => Until - From;

    /// <summary>What both have in common; null where they have nothing.</summary>
    public OpenTime? Within(DateTime from, DateTime until)
    {
        var (begins, ends) = (From > from ? From : from, Until < until ? Until : until);
        return begins < ends ? new(begins, ends) : null;
    }
}

/// <summary>By what a day is open as it is.</summary>
public enum DayReason
{
    /// <summary>By the week.</summary>
    Week,

    /// <summary>By what is said of holidays of its kind.</summary>
    Holiday,

    /// <summary>By an exception.</summary>
    Exception,
}

/// <summary>What holds on one day: when it is open, and why so.</summary>
/// <param name="Day">The day, where the business is. What goes on past its midnight is still of it.</param>
/// <param name="Open">When it is open; none for closed.</param>
/// <param name="Reason">By what.</param>
public sealed record ServiceDay(DateOnly Day, IReadOnlyList<OpenTime> Open, DayReason Reason)
{
    /// <summary>The holiday that it is, whether or not that changes anything.</summary>
    public HebrewHoliday? Holiday { get; init; }

    /// <summary>Why it is otherwise, as somebody wrote it.</summary>
    public string? Why { get; init; }

    /// <summary>Whether Sabbath or holiday cuts off some of what would be open.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => Open.Count == 0;
}
