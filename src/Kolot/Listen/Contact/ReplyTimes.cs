using Kolot.Core.Calendars;
using Kolot.Organisation.Hours;

namespace Kolot.Listen.Contact;

/// <summary>By when an answer is expected, honestly.</summary>
/// <param name="Now">The moment from which it was reckoned, UTC.</param>
/// <param name="By">By when; null where nobody promised a time.</param>
public sealed record ExpectedReply(DateTime Now, DateTime? By);

/// <summary>Whether somebody is there.</summary>
/// <param name="Now">At which moment, UTC.</param>
/// <param name="IsOpen">Whether they are.</param>
/// <param name="Opens">When they are again, where they are not; null for not in sight.</param>
public sealed record Reach(DateTime Now, bool IsOpen, DateTime? Opens)
{
    /// <summary>As it is said above the form.</summary>
    public string Say(TimeZoneInfo zone) => IsOpen ? Words.OpenNow : Opens is { } opens ? ContactWords.Put(Words.ClosedUntil, ContactWords.Moment(opens, Now, zone)) : Words.ClosedNow;
}

/// <summary>Whose hours hold.</summary>
/// <param name="Unit">Of which unit.</param>
/// <param name="Channel">By which channel.</param>
public readonly record struct WhoseHours(Guid? Unit, Guid? Channel);

/// <summary>Reckons by when an answer is expected: in service time, so that nobody waits for an answer at night.</summary>
public sealed class ReplyTimes(KnownHours hours)
{
    /// <summary>The moment, as exact as databases keep it.</summary>
    public DateTime Now
    {
        get
        {
            var now = hours.Now;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>From now on.</summary>
    public async ValueTask<ExpectedReply> Of(string organisation, WhoseHours whose, TimeSpan? promise, CancellationToken cancel)
    {
        var now = Now;
        if (promise is not { } time) return new(now, null);
        var (clock, _) = await HoursOf(organisation, whose, cancel);
        return new(now, clock.Due(now, time).At);
    }

    /// <summary>Whether somebody is there now; null where nobody decided on hours.</summary>
    public async ValueTask<Reach?> Reachable(string organisation, WhoseHours whose, CancellationToken cancel)
    {
        var (clock, decided) = await HoursOf(organisation, whose, cancel);
        var now = Now;
        return decided ? new(now, clock.IsOpen(now), clock.IsOpen(now) ? null : clock.Opens(now)) : null;
    }

    /// <summary>Why an answer is expected when it is: how much service time was promised, from when on it runs, and how it was counted day by day.</summary>
    /// <returns>Null where nothing was promised, or hours changed since and it would be reckoned otherwise today.</returns>
    public async ValueTask<ReplyReckoned?> Explain(string organisation, EnquiryTold told, CancellationToken cancel)
    {
        // It was promised with the step from which on it is due.
        if (told.Enquiry.PromisedMinutes is not { } minutes || told.Story.ExpectedBy is not { } due || told.Steps.FirstOrDefault(step => step.DueAt == due) is not { } step) return null;
        var (clock, _) = await HoursOf(organisation, new(told.First?.UnitId, told.First?.ChannelId), cancel);
        var reckoned = clock.Due(step.At, TimeSpan.FromMinutes(minutes));
        if (reckoned.At != due) return null;
        var why = ReplyReckoned.Of(reckoned, clock);
        return clock.IsOpen(step.At) || clock.Opens(step.At) is not { } opens ? why : why with { Why = $"{why.Why} {ContactWords.Put(Words.CountsFrom, ContactWords.Moment(opens, Now, clock.Zone))}" };
    }

    /// <summary>The hours of an organisation as they hold now.</summary>
    public ValueTask<HoursHere> Hours(string organisation, CancellationToken cancel) => hours.Of(organisation, cancel);

    // The hours that hold, and whether anybody decided on any. What comes by no channel of its own comes by forms.
    private async ValueTask<(ServiceClock Hours, bool Decided)> HoursOf(string organisation, WhoseHours whose, CancellationToken cancel)
    {
        var here = await hours.Of(organisation, cancel);
        return (here.HoursOf(whose.Unit, whose.Channel ?? here.ChannelOf("form")), here.AreDecided);
    }
}
