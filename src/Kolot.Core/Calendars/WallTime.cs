namespace Kolot.Core.Calendars;

/// <summary>Which of two moments is meant by an hour that comes twice, on the night on which clocks are set back.</summary>
public enum WallTurn
{
    /// <summary>The first of both: clocks were not set back yet.</summary>
    Summer = 0,

    /// <summary>The second.</summary>
    Winter = 1,
}

/// <summary>What a time on the clock on the wall is in UTC, for whoever wants it known and not guessed.</summary>
/// <remarks>In Jerusalem 01:30 on the 25th of October 2026 is 22:30 UTC of the day before, or 23:30: whoever types it says which. 02:30 on the 27th of March 2026 never was.</remarks>
public static class WallTime
{
    /// <summary>Why it is not known: it comes twice, and nobody said which is meant.</summary>
    public const string ComesTwice = "comes_twice";

    /// <summary>Why it is none: clocks were set forward over it.</summary>
    public const string NeverWas = "never_was";

    /// <summary>When it is, in UTC; refused where it never was, or where it comes twice and nothing tells which.</summary>
    public static Result<DateTime> Read(DateTime local, TimeZoneInfo zone, WallTurn? turn, string field)
    {
        if (zone.IsInvalidTime(local)) return new Refusal.Invalid(field, NeverWas);
        if (!zone.IsAmbiguousTime(local)) return TimeZoneInfo.ConvertTimeToUtc(local, zone);
        if (turn is null) return new Refusal.Invalid(field, ComesTwice);
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return DateTime.SpecifyKind(local - (turn == WallTurn.Summer ? offsets.Max() : offsets.Min()), DateTimeKind.Utc);
    }

    /// <summary>Which of both a moment is, where its hour on the wall comes twice; null where it comes once.</summary>
    public static WallTurn? TurnOf(DateTime utc, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
        if (!zone.IsAmbiguousTime(local)) return null;
        return local - utc == zone.GetAmbiguousTimeOffsets(local).Max() ? WallTurn.Summer : WallTurn.Winter;
    }
}
