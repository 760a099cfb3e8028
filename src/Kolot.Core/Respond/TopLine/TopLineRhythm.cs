using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.TopLine;

/// <summary>How whoever wrote to the top is answered: by a team of its own, again and again, until they say "enough".</summary>
/// <param name="EveryDays">After how many days on which somebody is there the customer hears from us anew.</param>
public readonly record struct TopLineRhythm(int EveryDays)
{
    /// <summary>Rarer than that is no rhythm.</summary>
    public const int MostDays = 30;

    /// <summary>When the customer is to hear from us next: by closing time of that day.</summary>
    /// <param name="clock">The hours of the team.</param>
    /// <param name="last">When they heard from us last, or wrote.</param>
    public DateTime Next(ServiceClock clock, DateTime last) => new Commitments.SaidTime { OpenDays = EveryDays }.Due(clock, last);

    /// <summary>Whether a case of the top line may be closed: only by the customer's own word.</summary>
    public static bool MayClose(bool confirmed) => confirmed;
}
