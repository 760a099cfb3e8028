namespace Kolot.Core.Calendars;

/// <summary>When a business can be spoken with, by the day of the week, in its own local time.</summary>
/// <param name="Week">From when until when, of each day on which it is open.</param>
public sealed record OpeningHours(IReadOnlyDictionary<DayOfWeek, (TimeOnly From, TimeOnly Until)> Week)
{
    /// <summary>What is usual in Israel: nine to six from Sunday to Thursday, until one on Friday.</summary>
    public static OpeningHours Usual { get; } = new(new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)>
    {
        [DayOfWeek.Sunday] = (new(9, 0), new(18, 0)), [DayOfWeek.Monday] = (new(9, 0), new(18, 0)), [DayOfWeek.Tuesday] = (new(9, 0), new(18, 0)),
        [DayOfWeek.Wednesday] = (new(9, 0), new(18, 0)), [DayOfWeek.Thursday] = (new(9, 0), new(18, 0)), [DayOfWeek.Friday] = (new(9, 0), new(13, 0)),
    });
}
