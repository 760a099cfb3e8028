using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Whether the voices behind some news were brought in as history: those are read and measured, and start no message.</summary>
internal static class CameAsHistory
{
    // So few cannot have moved a number by themselves.
    private const double Few = 0.1;

    /// <summary>Whether more than one in ten was. Asked of the database where there is news alone.</summary>
    public static async Task<bool> Mostly(OrganisationStore store, Member reader, Alert alert, (DaySpan Days, TimeZoneInfo Zone) when, CancellationToken cancel)
    {
        var (from, before) = (PlaceOf(when.Days.From, when.Zone), PlaceOf(when.Days.To.AddDays(1), when.Zone));
        var voices = (await Narrowed(store, reader, alert, cancel)).Where(voice => voice.Place >= from && voice.Place < before);
        var past = await voices.CountAsync(voice => voice.History, cancel);
        return past > 0 && past > Few * await voices.CountAsync(cancel);
    }

    private static async Task<IQueryable<Voice>> Narrowed(OrganisationStore store, Member reader, Alert alert, CancellationToken cancel)
    {
        var chosen = AlertQuery.Read(alert).Chosen;
        var voices = store.VoicesSeenBy(reader).AsNoTracking().Where(voice => voice.Kind != VoiceKind.Idea);
        if (chosen.TryGetValue("channel", out var channel)) voices = voices.Where(voice => store.Channels.Any(one => one.Id == voice.ChannelId && one.Code == channel));
        if (chosen.TryGetValue("touchpoint", out var touchpoint)) voices = voices.Where(voice => store.Touchpoints.Any(one => one.Id == voice.TouchpointId && one.Code == touchpoint));
        if (chosen.TryGetValue("stage", out var stage))
            voices = voices.Where(voice => store.Touchpoints.Any(one => one.Id == voice.TouchpointId && store.Stages.Any(above => above.Id == one.StageId && above.Code == stage)));
        if (chosen.TryGetValue("unit", out var unit))
        {
            var units = await store.Units.AsNoTracking().ToArrayAsync(cancel);
            Guid?[] within = [.. units.Where(one => string.Equals(one.Code, unit, StringComparison.OrdinalIgnoreCase)).SelectMany(one => Unit.Subtree(one.Id, units)).Select(id => (Guid?)id)];
            voices = voices.Where(voice => within.Contains(voice.UnitId));
        }

        if (chosen.TryGetValue("language", out var language)) voices = voices.Where(voice => voice.Language == language);
        return chosen.TryGetValue("kind", out var name) && Enum.TryParse<VoiceKind>(name, ignoreCase: true, out var kind) ? voices.Where(voice => voice.Kind == kind) : voices;
    }

    private static long PlaceOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return Place.From(TimeZoneInfo.ConvertTimeToUtc(midnight, zone));
    }
}
