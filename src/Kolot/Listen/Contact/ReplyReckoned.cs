using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Organisation.Hours;

namespace Kolot.Listen.Contact;

/// <summary>How it was reckoned by when an answer comes, as customers read it.</summary>
/// <param name="Why">How much service time was promised.</param>
/// <param name="Days">What was counted, day by day, and why nothing was.</param>
public sealed record ReplyReckoned(string Why, IReadOnlyList<string> Days)
{
    // Whoever is promised something in three months is not told each of its days.
    private const int MostDays = 14;

    /// <summary>How something was reckoned.</summary>
    public static ReplyReckoned Of(DueTime due, ServiceClock clock)
    {
        var days = due.Steps.Take(MostDays + 1).Select(step => HoursWords.Step(step, clock.Zone)).ToArray();
        return new(Within(due.Time), days.Length > MostDays ? [] : days);
    }

    /// <summary>Within how much service time an answer is promised.</summary>
    public static string Within(TimeSpan time) => time == TimeSpan.FromHours(1) ? Words.PromisedHour : ContactWords.Put(Words.PromisedHours, ((decimal)time.TotalMinutes / 60).ToString("0.##", CultureInfo.InvariantCulture));
}
