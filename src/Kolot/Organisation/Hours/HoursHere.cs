using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Organisation.Hours;

/// <summary>Hours that were decided for one place, and the clock that reckons with them.</summary>
/// <param name="Decided">The decision that holds.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Unit">The unit; null for all.</param>
/// <param name="Channel">The channel; null for all.</param>
public sealed record PlaceHours(DecidedHours Decided, ServiceClock Clock, Unit? Unit, Channel? Channel);

/// <summary>All hours of service of an organisation as they hold now.</summary>
public sealed class HoursHere
{
    private readonly Dictionary<string, PlaceHours> places;
    private readonly Dictionary<Guid, Unit> units;
    private readonly Dictionary<string, Guid> channels;
    private readonly ServiceClock usual;

    internal HoursHere(Ground ground, IEnumerable<DecidedHours> decided, HoursHere? before)
    {
        var (zone, units, channels) = ground;
        Zone = zone;
        this.units = units.ToDictionary(unit => unit.Id);
        this.channels = channels.ToDictionary(channel => channel.Code, channel => channel.Id);
        var named = channels.ToDictionary(channel => channel.Id);
        var same = before?.Zone.HasSameRules(zone) == true && before.Zone.Id == zone.Id ? before : null;
        // A clock remembers what it worked out: as long as nothing changed it goes on.
        usual = same?.usual ?? ServiceClock.Of(ServiceHours.Usual, zone);
        places = decided.Where(row => row.Hours is not null).ToDictionary(row => row.Place, row => new PlaceHours(
            row, same?.places.GetValueOrDefault(row.Place) is { } known && known.Decided.Number == row.Number ? known.Clock : ServiceClock.Of(ServiceHoursDraft.Read(row.Hours!), zone),
            row.UnitId is { } unit ? this.units.GetValueOrDefault(unit) : null, row.ChannelId is { } channel ? named.GetValueOrDefault(channel) : null));
    }

    /// <summary>Where the organisation is.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>What hours are decided for.</summary>
    /// <param name="Zone">Where the organisation is.</param>
    /// <param name="Units">Its units.</param>
    /// <param name="Channels">Its channels.</param>
    internal sealed record Ground(TimeZoneInfo Zone, IReadOnlyList<Unit> Units, IReadOnlyList<Channel> Channels);

    /// <summary>Every place that has hours of its own: the organisation first, then channels, units, and channels of units.</summary>
    public IReadOnlyList<PlaceHours> Places =>
    [
        .. places.Values.OrderBy(place => (place.Unit is null ? 0 : 2) + (place.Channel is null ? 0 : 1))
            .ThenBy(place => place.Unit?.Position).ThenBy(place => place.Unit?.Name, StringComparer.Ordinal).ThenBy(place => place.Channel?.Position),
    ];

    /// <summary>Whether anybody decided on hours at all; where nobody did, those usual in Israel are reckoned with and published nowhere.</summary>
    public bool AreDecided => places.Count > 0;

    /// <summary>What was decided for just this place; null where it follows the hours around it.</summary>
    public PlaceHours? Own(Guid? unit, Guid? channel) => places.GetValueOrDefault(DecidedHours.PlaceOf(unit, channel));

    /// <summary>The hours that hold: of the unit and channel, else of the unit, else of what the unit is part of, else of the channel, else of the organisation.</summary>
    public ServiceClock HoursOf(Guid? unit, Guid? channel)
    {
        var above = unit;
        for (var steps = 0; above is { } here && steps <= units.Count; steps++)
        {
            if (channel is not null && Own(here, channel) is { } both) return both.Clock;
            if (Own(here, null) is { } own) return own.Clock;
            above = units.GetValueOrDefault(here)?.ParentId;
        }

        return (channel is null ? null : Own(null, channel)?.Clock) ?? Own(null, null)?.Clock ?? usual;
    }

    /// <summary>The hours that hold for a unit and a channel by their codes, such as <c>call</c>; those around them where there is no such one.</summary>
    public ServiceClock HoursByCode(string? unit, string? channel) =>
        HoursOf(UnitOf(unit), channel is null ? null : ChannelOf(channel));

    /// <summary>The unit of a code; null where there is none.</summary>
    public Guid? UnitOf(string? code) => code is null ? null : units.Values.FirstOrDefault(unit => unit.Code == code)?.Id;

    /// <summary>The channel of a code; null where there is none.</summary>
    public Guid? ChannelOf(string code) => channels.TryGetValue(code, out var id) ? id : null;
}
