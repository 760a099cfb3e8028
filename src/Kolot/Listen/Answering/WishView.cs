using Kolot.Core;
using Kolot.Core.Listen.Surveys;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Answering;

/// <summary>What is offered at the end of a survey, as somebody sees it.</summary>
/// <param name="Offered">What.</param>
/// <param name="Action">Where it is sent: the address says whose it is, sealed.</param>
public sealed record WishView(Wish Offered, string Action)
{
    /// <summary>The times at which one may be called.</summary>
    public IReadOnlyList<CallTime> Times { get; init; } = [];

    /// <summary>The day, where the business is.</summary>
    public DateOnly Today { get; init; }

    /// <summary>What was typed.</summary>
    public Func<string, string?> Typed { get; init; } = _ => null;

    /// <summary>What is wrong with it.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>Why nothing could be taken now, if nothing could: a code.</summary>
    public string? Trouble { get; init; }

    /// <summary>The version of the privacy notice that stands beside it, such as <c>he-3</c>; null where none was published.</summary>
    public string? Notice { get; init; }

    /// <summary>Whether it was taken in, and is only told of.</summary>
    public bool Done { get; init; }

    /// <summary>A time, as it is offered: today in the evening, 16:00 to 18:00.</summary>
    public string Say(CallTime time)
    {
        var day = (time.Day.DayNumber - Today.DayNumber) switch
        {
            0 => Words.Today,
            1 => Words.Tomorrow,
            _ => time.Day.ToString("dddd d.M", System.Globalization.CultureInfo.CurrentCulture),
        };
        var part = time.Part switch { DayPart.Morning => Words.InTheMorning, DayPart.Afternoon => Words.InTheAfternoon, _ => Words.InTheEvening };
        return Words.CallTimeSaid.Replace("{0}", day, StringComparison.Ordinal).Replace("{1}", part, StringComparison.Ordinal);
    }
}
