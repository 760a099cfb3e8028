namespace Kolot.Core.Organisation;

/// <summary>How long one kind of thing is kept. What nobody decided on is kept always.</summary>
public sealed class RetentionRule
{
    /// <summary>The kind, as a code: <c>voices</c>, <c>log</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>For how many months; null for always.</summary>
    public int? Months { get; set; }

    /// <summary>Who decided it.</summary>
    public Guid SetBy { get; set; }

    /// <summary>When.</summary>
    public DateTime SetAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>One night's removing, and what it removed.</summary>
public sealed class RetentionRun
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>When it began.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When it had removed all whose time was over; null while it goes on.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>How many of each kind, as a JSON object of code to number.</summary>
    public required string Removed { get; set; }
}

/// <summary>That a customer and what they said is not removed, whatever the time: a dispute, a demand of the law.</summary>
public sealed class CustomerHold
{
    /// <summary>Whom.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; set; }

    /// <summary>Who said so.</summary>
    public Guid HeldBy { get; set; }

    /// <summary>When.</summary>
    public DateTime HeldAt { get; set; }
}

/// <summary>Where the border lies between what is kept and what goes.</summary>
public static class RetentionBorder
{
    private static readonly TimeOnly Night = new(2, 30);

    /// <summary>The first moment that is kept: the beginning, where the organisation is, of the day so many months before today.</summary>
    /// <remarks>On 31 August two months reach back to 30 June: a month that is shorter ends with its last day.</remarks>
    public static DateTime Of(DateTime now, int months, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date;
        return day.Year * 12 + day.Month - 1 - months < 12 ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc) : Moment(day.AddMonths(-months), zone);
    }

    /// <summary>The next moment, after this one, at which removing begins: at night, where the organisation is.</summary>
    public static DateTime NextNight(DateTime now, TimeZoneInfo zone)
    {
        var tonight = Moment(TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date + Night.ToTimeSpan(), zone);
        return tonight > now ? tonight : Moment(TimeZoneInfo.ConvertTimeFromUtc(now, zone).Date.AddDays(1) + Night.ToTimeSpan(), zone);
    }

    // A clock that is put forward skips an hour: what is asked for in it is the hour after.
    private static DateTime Moment(DateTime local, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(local) ? local.AddHours(1) : local, zone);
}

/// <summary>Decides whether things may be kept for so long.</summary>
public static class RetentionChange
{
    /// <summary>The longest time that can be said, in months; whoever wants longer keeps always.</summary>
    public const int Longest = 600;

    /// <summary>The longest reason, in characters.</summary>
    public const int LongestReason = 500;

    /// <summary>Months by kind, null for always; or which of them cannot be.</summary>
    /// <param name="written">What was written for each kind, in months; blank for always.</param>
    /// <param name="least">The kinds there are, each with the fewest months it may be kept by law.</param>
    public static Result<IReadOnlyDictionary<string, int?>> Decide(IReadOnlyDictionary<string, string> written, IReadOnlyDictionary<string, int> least)
    {
        var faults = new List<Fault>();
        var months = new Dictionary<string, int?>();
        foreach (var (kind, fewest) in least)
        {
            if (written.GetValueOrDefault(kind)?.Trim() is not { Length: > 0 } text) months[kind] = null;
            else if (!int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) || number is < 1 or > Longest)
                faults.Add(new(kind, "not_months"));
            else if (number < fewest) faults.Add(new(kind, "less_than_law"));
            else months[kind] = number;
        }

        return faults.Count > 0 ? new Refusal.Invalid(faults) : months;
    }

    /// <summary>The reason for which a customer is held, or why it is none.</summary>
    public static Result<string> Reason(string? written) => written?.Trim() switch
    {
        null or "" => new Refusal.Invalid("reason", "required"),
        { Length: > LongestReason } => new Refusal.Invalid("reason", "too_long"),
        var text => PlainText.IsSound(text) ? text : new Refusal.Invalid("reason", "not_text"),
    };
}
