using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Hours;

/// <summary>Shows the hours really kept beside the hours published, day by day.</summary>
/// <remarks>What was kept is what members noted and systems told. A day of which nothing is noted is unknown, not missed. Each day is compared with what was published when it began, and a day before the first decision with that one.</remarks>
public sealed class KeptHours(Stores stores, KnownHours known, Visit visit)
{
    private const int Most = 60;
    private const int Usual = 14;

    /// <summary>One day.</summary>
    /// <param name="Published">What was published for it.</param>
    /// <param name="Noted">When somebody was there.</param>
    /// <param name="Time">How the two compare; null where nothing was noted.</param>
    public sealed record Line(ServiceDay Published, IReadOnlyList<OpenedTime> Noted, KeptTime? Time);

    /// <summary>What the page shows.</summary>
    public sealed record Shown(HoursPages.HoursPlace Place, IReadOnlyList<Line> Lines, OpenedTime? Open, IReadOnlyList<Unit> Units, IReadOnlyList<Channel> Channels, TimeZoneInfo Zone, DateTime Now, int Days, NoteOpened.Request Typed)
    {
        /// <summary>All days of which something is known, together.</summary>
        public KeptTime Sum => Lines.Select(line => line.Time).OfType<KeptTime>().Aggregate(default(KeptTime), (sum, day) => new(sum.Published + day.Published, sum.Kept + day.Kept, sum.Beyond + day.Beyond));

        /// <summary>Of how many days something is known.</summary>
        public int Known => Lines.Count(line => line.Time is not null);
    }

    /// <summary>Looks.</summary>
    public async Task<Shown> Run(HoursPages.HoursPlace place, int days, NoteOpened.Request? typed, CancellationToken cancel)
    {
        var (member, now) = (visit.Here, known.Now);
        var here = await known.Of(member.Organisation, cancel);
        await using var store = await stores.Open(member.Organisation, cancel);
        var (units, channels) = (await store.Units.AsNoTracking().OrderBy(unit => unit.Position).ToListAsync(cancel), await store.Channels.AsNoTracking().OrderBy(channel => channel.Position).ToListAsync(cancel));
        var decided = await store.DecidedHours.AsNoTracking().ToListAsync(cancel);
        var today = LocalDate(now, here.Zone);
        var since = LocalDays.StartOf(today.AddDays(1 - days), here.Zone);
        var (unitId, channelId) = (place.Unit?.Id, place.Channel?.Id);
        var noted = await store.OpenedTimes.AsNoTracking().Where(row => row.UnitId == unitId && row.ChannelId == channelId && (row.EndsAt == null || row.EndsAt > since)).OrderBy(row => row.BeginsAt).ToListAsync(cancel);
        var lines = new List<Line>();
        for (var day = today; day > today.AddDays(-days); day = day.AddDays(-1))
            lines.Add(LineOf(day, AsOf(LocalDays.StartOf(day, here.Zone)).HoursOf(unitId, channelId), noted, now));
        return new(
            place, lines, noted.LastOrDefault(row => row.EndsAt is null), [.. units.Where(unit => !unit.Retired && member.Sees(unit.Id, null))], [.. channels.Where(channel => !channel.Retired)], here.Zone, now, days,
            typed ?? new(place.Unit?.Id, place.Channel?.Id, today.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "", ""));

        HoursHere AsOf(DateTime at) => new(new(here.Zone, units, channels), decided.Where(row => row.At <= at || row.Number == 1).GroupBy(row => row.Place).Select(rows => rows.MaxBy(row => row.Number)!), here);
    }

    /// <summary>Its page.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/hours/kept", async (string? unit, string? channel, int? days, HoursPages pages, KeptHours act, CancellationToken cancel) =>
        await pages.PlaceOf(unit, channel, cancel) is { } place && act.MaySee(place)
            ? (IResult)new RazorComponentResult<KeptHoursPage>(new { View = await act.Run(place, Math.Clamp(days ?? Usual, 1, Most), null, cancel) })
            : Results.NotFound()).Needs(Right.EnterVoices);

    /// <summary>Whether the hours of a place are within reach: those of the whole organisation are everybody's.</summary>
    public bool MaySee(HoursPages.HoursPlace place) => place.Unit is null || visit.Here.Sees(place.Unit.Id, null);

    private static Line LineOf(DateOnly day, ServiceClock clock, List<OpenedTime> noted, DateTime now)
    {
        var (begins, ends) = (LocalDays.StartOf(day, clock.Zone), LocalDays.StartOf(day.AddDays(1), clock.Zone));
        var holds = clock.On(day);
        // A shift past midnight is of the day on which it began; and what of today is still to come is not missing yet.
        var last = holds.IsClosed || holds.Open[^1].Until < ends ? ends : holds.Open[^1].Until;
        var published = holds.Open.Select(open => open.Within(begins, now)).OfType<OpenTime>().ToList();
        var of = noted.Where(row => row.BeginsAt < last && (row.EndsAt ?? now) > begins).ToList();
        return new(holds, of, of.Count == 0 ? null : KeptTime.Of(published, of.Select(row => new OpenTime(row.BeginsAt, row.EndsAt ?? now).Within(begins, last)).OfType<OpenTime>()));
    }

    private static DateOnly LocalDate(DateTime at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, zone));
}
