using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Clocks;

/// <summary>How much time is given for something: so much service time, as the organisation says, or what a rule of law counts.</summary>
/// <param name="Time">How much.</param>
/// <param name="Rule">The code of the rule of law; null for service time.</param>
public sealed record GivenTime(TimeSpan Time, string? Rule = null)
{
    /// <summary>So much service time.</summary>
    public static GivenTime Minutes(int minutes) => new(TimeSpan.FromMinutes(minutes));

    /// <summary>What a rule of law gives; null where there is no such rule.</summary>
    public static GivenTime? ByLaw(string code) => ServiceRules.Of(code) is { } rule ? new(rule.Within, code) : null;

    /// <summary>The rule of law; null for service time. A rule that is not known here any more is counted in service time.</summary>
    public ServiceRule? Law => ServiceRules.Of(Rule);

    /// <summary>Whether it rests while the customer is awaited. What law gives does not: it was not made for those who have to keep it.</summary>
    public bool Rests => Law is null;
}
