using System.Globalization;
using Kolot.Core.Respond.Clocks;
using Kolot.Organisation.Hours;

namespace Kolot.Respond.Clocks;

/// <summary>How clocks and times are told, in the reader's language.</summary>
public static class ClockWords
{
    /// <summary>Where times are set.</summary>
    public static string Settings => Kolot.Organisation.Hours.Words.Settings;

    /// <summary>What a clock runs for.</summary>
    public static string Of(ClockPurpose purpose) => Said($"Purpose_{purpose}") ?? "";

    /// <summary>What a rule of law is called.</summary>
    public static string Law(string code) => Kolot.Organisation.Hours.Words.ResourceManager.GetString($"Rule_{code}", CultureInfo.CurrentUICulture) ?? code;

    /// <summary>How a clock stands.</summary>
    public static string Of(ClockStanding standing) => standing.State switch
    {
        ClockState.Late => Put(Words.LateBy, HoursWords.Length(standing.Time)),
        ClockState.Rests => Put(Words.RestsWith, HoursWords.Length(standing.Time)),
        ClockState.Met => Words.MetInTime,
        ClockState.MetLate => Put(Words.MetLateBy, HoursWords.Length(standing.Time)),
        ClockState.Stopped => Words.StoppedClock,
        _ => Put(Words.TimeLeft, HoursWords.Length(standing.Time)),
    };

    /// <summary>The part of what was given that is spent, for the little dial beside it.</summary>
    public static string Spent(CaseClock clock, ClockStanding standing) => standing.State switch
    {
        ClockState.Late => "100%",
        _ when clock.Given.Time <= TimeSpan.Zero => "0%",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(100 - (standing.Time / clock.Given.Time * 100), 0, 100):0}%"),
    };

    /// <summary>Which hours are counted, as they are today; null where a law counts by its own.</summary>
    public static string? Counted(ShownClock one, DateTime now) => one.Clock.Given.Law is not null ? null
        : one.Hours.On(one.Hours.DayOf(now)) is { IsClosed: false } day ? Put(Words.CountsOpen, HoursWords.Openings(day, one.Hours.Zone)) : Words.CountsNoneToday;

    /// <summary>How it was reckoned: line by line what was given, what was counted, what was not and why.</summary>
    public static IReadOnlyList<string> Explained(CaseClock clock, ClockDue due, TimeZoneInfo zone)
    {
        var lines = new List<string>
        {
            clock.Given.Law is { } law ? $"{Law(law.Code)}. {Put(Words.BegunAt, HoursWords.Moment(clock.Begun, zone))}" : Put(Words.GivenFrom, HoursWords.Length(clock.Given.Time), HoursWords.Moment(clock.Begun, zone)),
        };
        foreach (var part in due.Parts)
        {
            lines.AddRange(part.Steps.Take(31).Select(step => HoursWords.Step(step, zone)));
            if (part.RestFrom is { } from) lines.Add(part.RestUntil is { } until ? Put(Words.RestedFrom, HoursWords.Moment(from, zone), HoursWords.Moment(until, zone)) : Put(Words.RestsSince, HoursWords.Moment(from, zone)));
        }

        if (due.At is { } at) lines.Add(Put(Words.DueThen, HoursWords.Moment(at, zone)));
        return lines;
    }

    /// <summary>A sentence with its parts in their places.</summary>
    public static string Put(string sentence, params ReadOnlySpan<string> parts)
    {
        for (var at = 0; at < parts.Length; at++) sentence = sentence.Replace($"{{{at}}}", parts[at], StringComparison.Ordinal);
        return sentence;
    }

    /// <summary>A word by its key; null where there is none.</summary>
    public static string? Said(string key) => Words.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
