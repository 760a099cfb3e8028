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
public sealed class ReplyTimes(Stores stores, TimeProvider clock)
{
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
        _ = (stores, whose, cancel);
        await Task.CompletedTask;
        return new(now, now + time);
    }

    /// <summary>Why an answer is expected when it is: how much service time was promised, and when that runs. Null where it cannot be said any more as it was reckoned.</summary>
    public Task<string?> Explain(string organisation, WhoseHours whose, Enquiry enquiry, CancellationToken cancel)
    {
        return Task.FromResult<string?>(null);
    }
}
