using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Notifications;

/// <summary>When a member wants no mail: at night, and while the organisation rests.</summary>
/// <param name="From">The hour at which the night begins.</param>
/// <param name="Until">The hour at which it ends; the same for no night at all.</param>
/// <param name="Rests">Whether Sabbaths and holidays are quiet, as far as the organisation keeps them.</param>
public sealed record QuietTime(int From, int Until, bool Rests)
{
    // Where an organisation closes on the Sabbath without saying where it is: the candles are lit earliest in Jerusalem.
    private static readonly SabbathRest Jerusalem = new(31.78, 35.22, 40);

    /// <summary>What holds for whoever chose nothing: from nine in the evening to seven in the morning, and while the organisation rests.</summary>
    public static QuietTime Usual { get; } = new(21, 7, true);

    /// <summary>Whether an hour of a working day is quiet.</summary>
    public bool Holds(int hour) => From <= Until ? hour >= From && hour < Until : hour >= From || hour < Until;

    /// <summary>The rest of the week, in which mail may come.</summary>
    /// <param name="organisation">The hours of the organisation: who serves customers on the Sabbath is told on it too.</param>
    public ServiceHours Awake(ServiceHours organisation)
    {
        IReadOnlyList<Opening> day = From == Until ? [Opening.WholeDay]
            : From > Until ? [Opening.Hours(Until, From)]
            : [.. new[] { new Opening(0, From * 60), new Opening(Until * 60, Opening.Day) }.Where(opening => opening.From < opening.Until)];
        var week = new ServiceHours(Enum.GetValues<DayOfWeek>().ToDictionary(one => one, _ => day));
        if (!Rests) return week;
        return week with
        {
            Sabbath = organisation.Sabbath ?? (organisation.Of(DayOfWeek.Saturday).Count == 0 ? Jerusalem : null),
            Holidays = organisation.Holidays.Where(rule => rule.Value.Within.Count == 0).ToDictionary(rule => rule.Key, rule => rule.Value),
            Exceptions = [.. organisation.Exceptions.Where(days => days.Openings.Count == 0)],
        };
    }
}
