using Kolot.Core.Calendars;

namespace Kolot.Core.Understand.Boards;

/// <summary>What somebody wrote of when and to whom a board is mailed.</summary>
public sealed record MailingDraft
{
    /// <summary>How often: <c>daily</c>, <c>weekly</c>, <c>monthly</c>.</summary>
    public string? Rhythm { get; init; }

    /// <summary>On which day of the week, from 0 for Sunday.</summary>
    public int? Weekday { get; init; }

    /// <summary>On which day of the month.</summary>
    public int? MonthDay { get; init; }

    /// <summary>At what hour.</summary>
    public int? Hour { get; init; }

    /// <summary>To whom, by id.</summary>
    public IReadOnlyList<Guid> Readers { get; init; } = [];

    /// <summary>The version that the writer started from; 0 where there was none.</summary>
    public int? Version { get; init; }

    /// <summary>What stands now, as a form would write it; on Sunday morning to whoever asks, where nothing does.</summary>
    public static MailingDraft Of(Mailing? mailing, IReadOnlyList<Guid> readers) => mailing is null
        ? new() { Rhythm = "weekly", Weekday = 0, MonthDay = 1, Hour = 8, Readers = readers, Version = 0 }
        : new()
        {
            Rhythm = MailingChange.CodeOf(mailing.Rhythm), Weekday = mailing.Weekday, MonthDay = mailing.MonthDay, Hour = mailing.Hour, Readers = readers, Version = mailing.Version,
        };
}

/// <summary>Decides when a board may be mailed, and when it is due.</summary>
public static class MailingChange
{
    /// <summary>A rhythm's code.</summary>
    public static string CodeOf(Rhythm rhythm) => rhythm.ToString().ToLowerInvariant();

    /// <summary>The mailing that was asked for, or what is wrong with it. When it is due is the caller's.</summary>
    /// <param name="draft">What was written.</param>
    /// <param name="board">Of which board.</param>
    /// <param name="known">What stands; null for none.</param>
    /// <param name="mayRead">The members who may get it.</param>
    public static Result<Mailing> Decide(MailingDraft draft, Guid board, Mailing? known, IReadOnlySet<Guid> mayRead)
    {
        var faults = new List<Fault>();
        var rhythm = Enum.GetValues<Rhythm>().Where(one => CodeOf(one) == draft.Rhythm).Cast<Rhythm?>().FirstOrDefault();
        if (rhythm is null) faults.Add(new("rhythm", "required"));
        if (draft.Weekday is < 0 or > 6 || (rhythm == Rhythm.Weekly && draft.Weekday is null)) faults.Add(new("weekday", "unknown"));
        if (draft.MonthDay is < 1 or > 31 || (rhythm == Rhythm.Monthly && draft.MonthDay is null)) faults.Add(new("monthDay", "out_of_range"));
        if (draft.Hour is not (>= 0 and <= 23)) faults.Add(new("hour", "out_of_range"));
        if (draft.Readers.Count == 0) faults.Add(new("readers", "required"));
        if (draft.Readers.Any(reader => !mayRead.Contains(reader))) faults.Add(new("readers", "unknown"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (draft.Version != (known?.Version ?? 0)) return new Refusal.Conflict("changed_meanwhile");
        return new Mailing
        {
            BoardId = board, Rhythm = rhythm ?? Rhythm.Weekly, Weekday = draft.Weekday ?? 0, MonthDay = draft.MonthDay ?? 1, Hour = draft.Hour ?? 0, Version = (known?.Version ?? 0) + 1,
        };
    }

    /// <summary>When it is due next after a moment.</summary>
    /// <remarks>Where the clock skips the hour, it is the hour after; where it comes twice, the first.</remarks>
    public static DateTime Next(Mailing mailing, DateTime after, TimeZoneInfo zone)
    {
        for (var day = TimeZoneInfo.ConvertTimeFromUtc(after, zone).Date.AddDays(-1); ; day = day.AddDays(1))
        {
            if (!IsOn(mailing, day)) continue;
            var due = LocalDays.Moment(day.AddHours(mailing.Hour), zone);
            if (due > after) return due;
        }
    }

    private static bool IsOn(Mailing mailing, DateTime day) => mailing.Rhythm switch
    {
        Rhythm.Daily => true,
        Rhythm.Weekly => (int)day.DayOfWeek == mailing.Weekday,
        _ => day.Day == Math.Min(mailing.MonthDay, DateTime.DaysInMonth(day.Year, day.Month)),
    };
}
