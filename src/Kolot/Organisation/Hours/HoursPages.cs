using Kolot.Core;
using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>The pages on which an organisation decides when it is there.</summary>
public sealed class HoursPages(Stores stores, KnownHours known, Visit visit, Notices notices)
{
    private const int DaysAhead = 200;

    /// <summary>A place that may have hours of its own.</summary>
    public sealed record HoursPlace(Unit? Unit, Channel? Channel)
    {
        /// <summary>What it is called.</summary>
        public string Name => HoursWords.Place(Unit, Channel);

        /// <summary>How it is asked for.</summary>
        public string Query => $"unit={Unit?.Code}&channel={Channel?.Code}";
    }

    /// <summary>Days in a row that are the same holiday, and open alike.</summary>
    public sealed record Ahead(ServiceDay First, DateOnly Last);

    /// <summary>What the overview shows.</summary>
    public sealed record Overview(HoursHere Hours, ServiceClock Clock, DateTime Now, IReadOnlyList<Unit> Units, IReadOnlyList<Channel> Channels, IReadOnlyList<Ahead> Ahead);

    /// <summary>What the editor shows.</summary>
    /// <param name="Place">Of which place.</param>
    /// <param name="Form">What stands in its fields.</param>
    /// <param name="Number">The decision that it is built on.</param>
    /// <param name="Saved">What is saved; null where the place follows the hours around it.</param>
    public sealed record Editing(HoursPlace Place, HoursForm Form, int Number, HoursForm? Saved);

    /// <summary>Who is here.</summary>
    public Visit Visit => visit;

    /// <summary>Now.</summary>
    public DateTime Time => known.Now;

    /// <summary>Sentences for the next page.</summary>
    public Notices Notices => notices;

    /// <summary>The place of a unit's and a channel's code; null where there is none.</summary>
    public async Task<HoursPlace?> PlaceOf(string? unit, string? channel, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var found = new HoursPlace(
            string.IsNullOrEmpty(unit) ? null : await store.Units.AsNoTracking().SingleOrDefaultAsync(row => row.Code == unit, cancel),
            string.IsNullOrEmpty(channel) ? null : await store.Channels.AsNoTracking().SingleOrDefaultAsync(row => row.Code == channel, cancel));
        return (found.Unit is null && !string.IsNullOrEmpty(unit)) || (found.Channel is null && !string.IsNullOrEmpty(channel)) ? null : found;
    }

    /// <summary>The page of a place, as saved, or as typed and refused.</summary>
    public async Task<IResult> Edit(HoursPlace place, HoursForm? typed, Refusal? refusal, int? number, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var key = DecidedHours.PlaceOf(place.Unit?.Id, place.Channel?.Id);
        var last = await store.DecidedHours.AsNoTracking().Where(row => row.Place == key).OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancel);
        var saved = last?.Hours is { } json ? HoursForm.Of(ServiceHoursDraft.Read(json)) : null;
        // What is new begins with what holds there now, so that only what differs is typed.
        var form = typed ?? saved ?? HoursForm.Of((await known.Of(visit.Here.Organisation, cancel)).HoursOf(place.Unit?.Id, place.Channel?.Id).Hours);
        // Only whoever was shown both sides saves once more knowingly.
        var current = last?.Number ?? 0;
        return new RazorComponentResult<EditHoursPage>(new
        {
            View = new Editing(place, form, refusal is Refusal.Conflict ? current : number ?? current, saved),
            Stale = refusal is Refusal.Conflict,
            Faults = Faults.Of(refusal, Words.ResourceManager),
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/hours", async (HoursPages pages, CancellationToken cancel) => new RazorComponentResult<HoursPage>(new { View = await pages.Look(cancel) })).NeedsWholeReach(Right.SetUp);
        organisation.MapGet("/settings/hours/edit", async (string? unit, string? channel, string? preset, HoursPages pages, CancellationToken cancel) =>
            await pages.PlaceOf(unit, channel, cancel) is { } place
                ? await pages.Edit(place, preset is not null && HoursPresets.All.TryGetValue(preset, out var hours) ? HoursForm.Of(hours) : null, null, null, cancel)
                : Results.NotFound()).NeedsWholeReach(Right.SetUp);
    }

    private async Task<Overview> Look(CancellationToken cancel)
    {
        var (hours, now) = (await known.Of(visit.Here.Organisation, cancel), known.Now);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var clock = hours.HoursOf(null, (Guid?)null);
        return new(
            hours, clock, now,
            await store.Units.AsNoTracking().Where(unit => !unit.Retired).OrderBy(unit => unit.Position).ToListAsync(cancel),
            await store.Channels.AsNoTracking().Where(channel => !channel.Retired).OrderBy(channel => channel.Position).ToListAsync(cancel),
            DaysOf(clock, clock.DayOf(now)));
    }

    // Holidays and days that are otherwise, those alike in a row together.
    private static List<Ahead> DaysOf(ServiceClock clock, DateOnly today)
    {
        var ahead = new List<Ahead>();
        for (var day = today; day <= today.AddDays(DaysAhead); day = day.AddDays(1))
        {
            var holds = clock.On(day);
            if (holds.Holiday is null && holds.Reason != DayReason.Exception) continue;
            var alike = ahead.Count > 0 && ahead[^1] is var last && last.Last == day.AddDays(-1) && last.First.Holiday?.Name == holds.Holiday?.Name && last.First.Why == holds.Why && last.First.Reason == holds.Reason
                && (holds.Reason == DayReason.Week || HoursWords.Openings(last.First, clock.Zone) == HoursWords.Openings(holds, clock.Zone));
            if (alike) ahead[^1] = ahead[^1] with { Last = day };
            else ahead.Add(new(holds, day));
        }

        return ahead;
    }
}
