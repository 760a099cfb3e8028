using Kolot.Core.Calendars;
using Kolot.Core.Demo;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Demo;

/// <summary>The demonstration's profile, units, channels and journey.</summary>
internal static class DemoPlace
{
    /// <summary>The time zone in which its days are counted.</summary>
    public const string TimeZone = "Asia/Jerusalem";

    /// <summary>Adds them to an empty organisation; saving is the caller's.</summary>
    public static Names Plant(OrganisationStore store, DateTime now)
    {
        var moment = new DateTimeOffset(now, TimeSpan.Zero);
        store.Profiles.Add(new()
        {
            Name = DemoOrganisation.Name, NameEn = DemoOrganisation.NameEn, Language = "he", Languages = "he,en,ar,ru", TimeZone = TimeZone, Colour = "#ffd84d",
        });
        var names = new Names(Channels(store, moment), Journey(store, moment), Units(store, moment));
        Hours(store, names, now);
        return names;
    }

    // A service centre that is open longer by telephone, and rests on Sabbath by the sun of Tel Aviv.
    private static void Hours(OrganisationStore store, Names names, DateTime now)
    {
        var sabbath = SabbathPlace.All.Single(place => place.Code == "tel-aviv").Rest;
        Add(null, HoursPresets.All["office"] with { Sabbath = sabbath });
        if (names.Channels.TryGetValue("call", out var call)) Add(call, HoursPresets.All["centre"] with { Sabbath = sabbath });

        void Add(Guid? channel, ServiceHours hours) => store.DecidedHours.Add(new()
        {
            Place = DecidedHours.PlaceOf(null, channel), Number = 1, ChannelId = channel, Hours = ServiceHoursDraft.Write(hours), At = now,
        });
    }

    private static Dictionary<string, Guid> Units(OrganisationStore store, DateTimeOffset moment)
    {
        var ids = DemoOrganisation.Units.ToDictionary(unit => unit.Code, _ => Guid.CreateVersion7(moment));
        foreach (var siblings in DemoOrganisation.Units.GroupBy(unit => unit.Parent))
            foreach (var (position, unit) in siblings.Index())
                store.Units.Add(new()
                {
                    Id = ids[unit.Code], Code = unit.Code, Name = unit.Name, NameEn = unit.NameEn, ParentId = unit.Parent is null ? null : ids[unit.Parent], Position = position,
                });
        return ids;
    }

    private static Dictionary<string, Guid> Channels(OrganisationStore store, DateTimeOffset moment)
    {
        var ids = DemoOrganisation.Channels.ToDictionary(channel => channel.Code, _ => Guid.CreateVersion7(moment));
        foreach (var (position, channel) in DemoOrganisation.Channels.Index())
            store.Channels.Add(new()
            {
                Id = ids[channel.Code], Code = channel.Code, Name = channel.Name, NameEn = channel.NameEn, Icon = channel.Icon,
                PlannedShare = channel.PlannedShare, Position = position,
            });
        return ids;
    }

    private static Dictionary<string, Guid> Journey(OrganisationStore store, DateTimeOffset moment)
    {
        var ids = DemoOrganisation.Journey.SelectMany(stage => stage.Touchpoints).ToDictionary(point => point.Code, _ => Guid.CreateVersion7(moment));
        foreach (var (position, stage) in DemoOrganisation.Journey.Index())
        {
            var id = Guid.CreateVersion7(moment);
            store.Stages.Add(new() { Id = id, Code = stage.Code, Name = stage.Name, NameEn = stage.NameEn, Position = position });
            foreach (var (within, point) in stage.Touchpoints.Index())
                store.Touchpoints.Add(new() { Id = ids[point.Code], Code = point.Code, Name = point.Name, NameEn = point.NameEn, StageId = id, Position = within });
        }

        return ids;
    }
}
