using System.Collections.Concurrent;
using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Contact;
using Kolot.Organisation;
using Kolot.Store;

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
public sealed class ReplyTimes(EntranceMembers members, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ServiceClock> usual = new();

    /// <summary>The moment, as exact as databases keep it.</summary>
    public DateTime Now
    {
        get
        {
            var now = clock.GetUtcNow().UtcDateTime;
            return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
        }
    }

    /// <summary>From now on.</summary>
    public async ValueTask<ExpectedReply> Of(string organisation, WhoseHours whose, TimeSpan? promise, CancellationToken cancel)
    {
        var now = Now;
        if (promise is not { } time) return new(now, null);
        var (hours, _) = await HoursOf(organisation, whose, cancel);
        return new(now, hours.Due(now, time).At);
    }

    /// <summary>Whether somebody is there now; null where nobody decided on hours.</summary>
    public async ValueTask<Reach?> Reachable(string organisation, WhoseHours whose, CancellationToken cancel)
    {
        var (hours, decided) = await HoursOf(organisation, whose, cancel);
        var now = Now;
        return decided ? new(now, hours.IsOpen(now), hours.IsOpen(now) ? null : hours.Opens(now)) : null;
    }

    /// <summary>Why an answer is expected when it is: how much service time was promised, and from when on it runs.</summary>
    /// <returns>Null where nothing was promised, or hours changed since and it would be reckoned otherwise today.</returns>
    public async ValueTask<string?> Explain(string organisation, WhoseHours whose, Enquiry enquiry, DateTime? due, CancellationToken cancel)
    {
        if (enquiry.PromisedMinutes is not { } minutes || due is null) return null;
        var (hours, _) = await HoursOf(organisation, whose, cancel);
        if (hours.Due(enquiry.At, TimeSpan.FromMinutes(minutes)).At != due) return null;
        var promised = minutes == 60 ? Words.PromisedHour : ContactWords.Put(Words.PromisedHours, (minutes / 60m).ToString("0.##", CultureInfo.InvariantCulture));
        return hours.IsOpen(enquiry.At) || hours.Opens(enquiry.At) is not { } opens ? promised : $"{promised} {ContactWords.Put(Words.CountsFrom, ContactWords.Moment(opens, Now, hours.Zone))}";
    }

    // The hours that hold, and whether anybody decided on them.
    private async ValueTask<(ServiceClock Hours, bool Decided)> HoursOf(string organisation, WhoseHours whose, CancellationToken cancel)
    {
        _ = whose;
        var zone = (await members.FaceOf(organisation, cancel)).TimeZone;
        return (usual.GetOrAdd(zone.Id, _ => ServiceClock.Of(ServiceHours.Usual, zone)), false);
    }
}
