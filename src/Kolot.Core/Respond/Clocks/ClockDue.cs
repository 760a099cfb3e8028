using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Clocks;

/// <summary>A stretch on which a clock ran, and the rest that followed it.</summary>
/// <param name="Ran">From when on, how much was counted, and until when.</param>
/// <param name="Left">How much remained after it.</param>
/// <param name="RestFrom">When the customer began to be awaited after it; null where it went on to its end.</param>
/// <param name="RestUntil">Until when; null where they are still.</param>
public sealed record ClockPart(DueTime Ran, TimeSpan Left, DateTime? RestFrom, DateTime? RestUntil)
{
    /// <summary>Day by day, what was counted on it and what was not, and why; with how much remained of all that was given.</summary>
    public IEnumerable<DueStep> Steps => Ran.Time <= TimeSpan.Zero ? [] : Ran.Steps.Select(step => step with { Left = step.Left + Left });
}

/// <summary>When a clock is due, when it is warned of, and how that was reckoned.</summary>
/// <param name="At">When it is due; null where it rests, or where so much time never passes.</param>
/// <param name="WarnAt">When whoever has it is warned, with time left to do something; null where it is not due.</param>
/// <param name="Parts">The stretches on which it ran.</param>
public sealed record ClockDue(DateTime? At, DateTime? WarnAt, IReadOnlyList<ClockPart> Parts)
{
    /// <summary>The most service time that a warning leaves: half a working day.</summary>
    public static readonly TimeSpan MostWarning = TimeSpan.FromHours(4);

    /// <summary>The part of what was given at which one is warned that so much is left.</summary>
    public const int WarnedAtOneOf = 4;

    internal static ClockDue Of(CaseClock clock, ServiceClock hours) => clock.Given.Law is { } rule ? ByLaw(clock, rule, hours) : Counted(clock, hours);

    private static ClockDue Counted(CaseClock clock, ServiceClock hours)
    {
        var (from, left, warned, parts) = (clock.Begun, clock.Given.Time, (DateTime?)null, new List<ClockPart>());
        var warning = Warning(clock.Given.Time);
        foreach (var rest in Rests(clock))
        {
            var ran = hours.Between(from, rest.From);
            // What was spent before the rest was due before it, whoever was awaited afterwards.
            if (ran >= left) break;
            if (left > warning && left - ran <= warning) warned = hours.Due(from, left - warning).At;
            left -= ran;
            parts.Add(new(hours.Due(from, ran), left, rest.From, rest.Until == DateTime.MaxValue ? null : rest.Until));
            if (rest.Until == DateTime.MaxValue) return new(null, null, parts);
            from = rest.Until;
        }

        var due = hours.Due(from, left);
        parts.Add(new(due, TimeSpan.Zero, null, null));
        return new(due.At, due.At is null ? null : left > warning ? hours.Due(from, left - warning).At : warned ?? clock.Begun, parts);
    }

    // Whatever is counted, one is warned while somebody is there to do something: by so much service time before.
    private static ClockDue ByLaw(CaseClock clock, ServiceRule rule, ServiceClock hours)
    {
        var due = rule.Due(hours, clock.Begun);
        if (due.At is not { } at) return new(null, null, [new(due, TimeSpan.Zero, null, null)]);
        var before = hours.Between(clock.Begun, at) - Warning(rule.Within);
        return new(at, before > TimeSpan.Zero ? hours.Due(clock.Begun, before).At : clock.Begun, [new(due, TimeSpan.Zero, null, null)]);
    }

    private static TimeSpan Warning(TimeSpan given) => given / WarnedAtOneOf < MostWarning ? given / WarnedAtOneOf : MostWarning;

    private static IEnumerable<OpenTime> Rests(CaseClock clock) => clock.RestingSince is { } since ? clock.Rested.Append(new(since, DateTime.MaxValue)) : clock.Rested;
}
