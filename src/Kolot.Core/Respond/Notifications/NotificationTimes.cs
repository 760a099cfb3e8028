using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Notifications;

/// <summary>Says when a member is told by mail, by what they chose and by when it is quiet.</summary>
/// <param name="Choices">What they chose.</param>
/// <param name="Awake">When mail may come: see <see cref="QuietTime.Awake"/>.</param>
/// <remarks>A case that is given at 22:10 to whoever wants to know at once is told at 7:00; what their customers say meanwhile waits for 8:00, and goes with that mail.</remarks>
public sealed record NotificationTimes(NotificationChoices Choices, ServiceClock Awake)
{
    /// <summary>How long what comes together is waited for.</summary>
    public static readonly TimeSpan Gathered = TimeSpan.FromMinutes(1);

    /// <summary>How far apart mails are that tell of nothing urgent.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    // A year without a day on which mail may come is one without mail.
    private const int Furthest = 366;

    /// <summary>When something is told that happened at a moment; null for not by mail.</summary>
    /// <param name="group">What it is.</param>
    /// <param name="at">When it happened.</param>
    /// <param name="now">The moment: nothing is told before it.</param>
    /// <param name="last">When this member was last told something by mail.</param>
    public DateTime? Due(NotificationGroup group, DateTime at, DateTime now, DateTime? last)
    {
        switch (Choices.Of(group))
        {
            case MailChoice.AtOnce:
                var urgent = group == NotificationGroup.Urgent;
                var soonest = Later(now, Later(at + Gathered, urgent ? null : last + Apart));
                return urgent && Choices.Wakes ? soonest : Awake.Opens(soonest);
            case MailChoice.Daily:
                // One that was missed, since nothing went out then, comes as soon as may be.
                return Digest(at) is { } due ? due >= now ? due : Awake.Opens(now) : null;
            default:
                return null;
        }
    }

    /// <summary>When the next digest is, after a moment.</summary>
    public DateTime? Digest(DateTime after) => On(after, _ => true);

    /// <summary>When a lead is told next how the team stands; null for never.</summary>
    public DateTime? Team(DateTime after) => Choices.Team switch
    {
        DigestRhythm.Never => null,
        DigestRhythm.Daily => Digest(after),
        _ => On(after, IsFirstOfItsWeek),
    };

    private DateTime? On(DateTime after, Func<DateOnly, bool> which)
    {
        var first = Awake.DayOf(after);
        for (var day = first; day < first.AddDays(Furthest); day = day.AddDays(1))
            if (which(day) && At(day) is var moment && moment > after && Awake.IsOpen(moment)) return moment;
        return null;
    }

    private DateTime At(DateOnly day) => LocalDays.Moment(day.ToDateTime(new(Choices.DigestHour, 0)), Awake.Zone);

    private bool IsFirstOfItsWeek(DateOnly day)
    {
        for (var before = day.AddDays(-(int)day.DayOfWeek); before < day; before = before.AddDays(1))
            if (Awake.IsOpen(At(before))) return false;
        return true;
    }

    private static DateTime Later(DateTime one, DateTime? other) => other > one ? other.Value : one;
}
