using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Clocks;

/// <summary>Times to begin from.</summary>
/// <param name="Code">By what they are known.</param>
/// <param name="Lines">The lines that they bring.</param>
public sealed record TimePreset(string Code, IReadOnlyList<TimeLine> Lines)
{
    /// <summary>The rule of law that they are taken from; null where they are only usual.</summary>
    public ServiceRule? Law => ServiceRules.Of(Lines[0].Law);

    /// <summary>What lateness costs by law; null where that is not known.</summary>
    public LatePay? Pays { get; init; }

    /// <summary>The times with those of this preset in the place of what they said for the same.</summary>
    public AnswerTimes Put(AnswerTimes times) => new([.. times.Lines.Where(line => !Lines.Any(own => own.Purpose == line.Purpose && own.Kind == line.Kind)), .. Lines]);
}

/// <summary>What lateness costs by law.</summary>
/// <param name="Rule">The rule by which it begins to cost.</param>
/// <param name="Shekels">How much at most without any proof of damage, as it was found; amounts change.</param>
public sealed record LatePay(string Rule, int Shekels)
{
    /// <summary>From when on it is owed.</summary>
    public DateTime? From(ServiceClock hours, DateTime begun) => ServiceRules.Of(Rule)?.Due(hours, begun).At;
}

/// <summary>Times to begin from: those that Israeli law knows, each with where it is written, and some that are usual.</summary>
public static class TimePresets
{
    private const string Technician = "technician_two_hours";

    /// <summary>What is owed to whoever waited for a technician for more than two hours beyond the two that may be waited.</summary>
    public static LatePay LateVisit { get; } = new("technician_paid_lateness", 600);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TimePreset> All { get; } =
    [
        new("call_back_in_three_hours", [ByLaw(ClockPurpose.CallBack, "call_back_in_three_hours")]),
        new(Technician, [ByLaw(ClockPurpose.Visit, Technician)]) { Pays = LateVisit },
        new("cancel_in_three_days", [ByLaw(ClockPurpose.Cancellation, "cancel_in_three_days")]),
        new("cancel_in_six_days", [ByLaw(ClockPurpose.Cancellation, "cancel_in_six_days")]),
        new("usual", AnswerTimes.Usual.Lines),
        new("same_day", [new(ClockPurpose.FirstAnswer, null, [240, 240, 120, 60]), new(ClockPurpose.NextAnswer, null, [240, 240, 240, 120])]),
    ];

    /// <summary>The preset of a code; null where there is none.</summary>
    public static TimePreset? Of(string? code) => All.FirstOrDefault(preset => preset.Code == code);

    private static TimeLine ByLaw(ClockPurpose purpose, string rule) => new(purpose, null, [], rule);
}
