using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Respond.Clocks;

/// <summary>How much time is given for one thing, in cases of one kind or of all.</summary>
/// <param name="Purpose">For what.</param>
/// <param name="Kind">In which kind of case; null for every kind that has no line of its own.</param>
/// <param name="Minutes">How many minutes of service time, from the lowest urgency to the highest; null for no time. None where law says it.</param>
/// <param name="Law">The code of the rule of law that says it; null where the organisation does.</param>
public sealed record TimeLine(ClockPurpose Purpose, CaseKind? Kind, IReadOnlyList<int?> Minutes, string? Law = null)
{
    /// <summary>What is given at an urgency; null for nothing.</summary>
    public GivenTime? At(CaseUrgency urgency) =>
        Law is not null ? GivenTime.ByLaw(Law) : Minutes.ElementAtOrDefault(urgency - CaseUrgency.Low) is { } minutes ? GivenTime.Minutes(minutes) : null;
}

/// <summary>How much time one place gives for answers, calls and solutions.</summary>
/// <param name="Lines">Line by line.</param>
public sealed record AnswerTimes(IReadOnlyList<TimeLine> Lines)
{
    private const int Hour = 60;

    // A working day as it is usual: nine hours.
    private const int Day = 9 * Hour;

    /// <summary>What holds where nobody decided: a day for the first answer and less for what is grave, five days until it is solved, three hours for a call.</summary>
    public static AnswerTimes Usual { get; } = new(
    [
        new(ClockPurpose.FirstAnswer, null, [Day, 6 * Hour, 4 * Hour, 2 * Hour]), new(ClockPurpose.NextAnswer, null, [Day, Day, 6 * Hour, 4 * Hour]),
        new(ClockPurpose.Solution, null, [5 * Day, 5 * Day, 3 * Day, 2 * Day]), new(ClockPurpose.CallBack, null, [3 * Hour, 3 * Hour, 3 * Hour, Hour]),
        new(ClockPurpose.Visit, null, [], "technician_two_hours"), new(ClockPurpose.Cancellation, null, [], "cancel_in_three_days"),
        // A kind word waits for nobody: it is passed on.
        new(ClockPurpose.FirstAnswer, CaseKind.Praise, [null, null, null, null]), new(ClockPurpose.Solution, CaseKind.Praise, [null, null, null, null]),
    ]);

    /// <summary>What is given; null for nothing. A line for the kind of case goes before one for all.</summary>
    public GivenTime? Of(ClockPurpose purpose, CaseKind kind, CaseUrgency urgency) =>
        (Lines.FirstOrDefault(line => line.Purpose == purpose && line.Kind == kind) ?? Lines.FirstOrDefault(line => line.Purpose == purpose && line.Kind is null))?.At(urgency);
}
