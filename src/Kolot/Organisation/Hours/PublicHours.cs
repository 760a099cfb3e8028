using Kolot.Core.Calendars;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Organisation.Hours;

/// <summary>Shows customers when somebody is there: now, in the coming days, and at each channel and unit that has hours of its own.</summary>
public static class PublicHours
{
    private const int DaysShown = 7;
    private const int DaysAhead = 45;

    private static readonly string[] Languages = ["he", "en", "ar", "ru"];

    /// <summary>What the page shows.</summary>
    /// <param name="Hours">All hours.</param>
    /// <param name="Clock">Those of the organisation.</param>
    /// <param name="Now">Now.</param>
    /// <param name="Week">The coming days.</param>
    /// <param name="Later">Days after these that are not as usual.</param>
    public sealed record Shown(HoursHere Hours, ServiceClock Clock, DateTime Now, IReadOnlyList<ServiceDay> Week, IReadOnlyList<ServiceDay> Later)
    {
        /// <summary>The languages in which it can be read.</summary>
        public IReadOnlyList<string> Languages => PublicHours.Languages;

        /// <summary>Within how much service time channels are answered.</summary>
        public IReadOnlyList<ReplyPromise> Promises { get; init; } = [];
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/hours", async (Visit visit, KnownHours known, IReplyPromises promises, CancellationToken cancel) =>
    {
        if (visit.Organisation is not { } name) return Results.NotFound();
        var hours = await known.Of(name, cancel);
        var clock = hours.HoursOf(null, (Guid?)null);
        var (now, today) = (known.Now, clock.DayOf(known.Now));
        var days = Enumerable.Range(0, DaysAhead).Select(day => clock.On(today.AddDays(day))).ToList();
        // Later on, only what differs from the week is told.
        var later = days.Skip(DaysShown).Where(day => day.Reason != DayReason.Week && (day.Reason == DayReason.Exception || Differs(day, clock)));
        return (IResult)new RazorComponentResult<PublicHoursPage>(new { View = new Shown(hours, clock, now, [.. days.Take(DaysShown)], [.. later]) { Promises = await promises.Of(name, cancel) } });
    }).OpenToAll("When somebody is there is told to whoever asks.");

    private static bool Differs(ServiceDay day, ServiceClock clock) => HoursWords.Openings(day, clock.Zone) != HoursWords.Openings(clock.Hours.Of(day.Day.DayOfWeek));
}
