using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Whether the voices behind some news were brought in as history: those are read and measured, and start no message.</summary>
internal static class CameAsHistory
{
    // So few cannot have moved a number by themselves.
    private const double Few = 0.1;

    /// <summary>Whether more than one in ten of those that a measure counts was. Asked of the database where there is news alone.</summary>
    public static async Task<bool> Mostly(
        OrganisationStore store, Member reader, (Alert Alert, Measure Measure) what, (DaySpan Days, TimeZoneInfo Zone) when, CancellationToken cancel)
    {
        // No case is opened by what was brought in as history.
        if (what.Measure.IsOfCases) return false;
        var (from, before) = (PlaceOf(when.Days.From, when.Zone), PlaceOf(when.Days.To.AddDays(1), when.Zone));
        var voices = await Counted(store, reader, what, cancel);
        voices = voices.Where(voice => voice.Place >= from && voice.Place < before);
        var past = await voices.CountAsync(voice => voice.History, cancel);
        return past > 0 && past > Few * await voices.CountAsync(cancel);
    }

    // What was brought in beside them, and is counted nowhere here, says nothing of the number.
    private static async Task<IQueryable<Voice>> Counted(OrganisationStore store, Member reader, (Alert Alert, Measure Measure) what, CancellationToken cancel)
    {
        var query = AlertQuery.Read(what.Alert);
        var voices = store.VoicesSeenBy(reader).AsNoTracking().Where(voice => voice.Kind != VoiceKind.Idea);
        voices = new AnswerFilter(what.Measure.Question, null, null, null).Of(voices);
        foreach (var (name, codes) in VoiceLimits.Read(what.Measure.Voices)) voices = await Narrowed(store, voices, name, codes, cancel);
        foreach (var (name, code) in query.Chosen) voices = await Narrowed(store, voices, name, [code], cancel);
        foreach (var (key, value) in reader.May(Right.ReadCustomers) ? query.Attributes : new Dictionary<string, string>())
            voices = voices.Where(voice => store.CustomerAttributes.Any(known => known.CustomerId == voice.CustomerId && known.Key == key && known.Value == value));
        return voices;
    }

    private static async Task<IQueryable<Voice>> Narrowed(OrganisationStore store, IQueryable<Voice> voices, string name, IReadOnlyList<string> codes, CancellationToken cancel)
    {
        if (name == "unit")
        {
            var units = await store.Units.AsNoTracking().ToArrayAsync(cancel);
            Guid?[] within = [.. units.Where(one => codes.Contains(one.Code, StringComparer.OrdinalIgnoreCase)).SelectMany(one => Unit.Subtree(one.Id, units)).Select(id => (Guid?)id)];
            return voices.Where(voice => within.Contains(voice.UnitId));
        }

        return name switch
        {
            "channel" => voices.Where(voice => store.Channels.Any(one => one.Id == voice.ChannelId && codes.Contains(one.Code))),
            "touchpoint" => voices.Where(voice => store.Touchpoints.Any(one => one.Id == voice.TouchpointId && codes.Contains(one.Code))),
            "stage" => voices.Where(voice => store.Touchpoints.Any(one => one.Id == voice.TouchpointId && store.Stages.Any(above => above.Id == one.StageId && codes.Contains(above.Code)))),
            "kind" => Kinds(codes) is var kinds ? voices.Where(voice => kinds.Contains(voice.Kind)) : voices,
            _ => voices.Where(voice => voice.Language != null && codes.Contains(voice.Language)),
        };
    }

    private static VoiceKind[] Kinds(IReadOnlyList<string> codes) => [.. Enum.GetValues<VoiceKind>().Where(kind => codes.Contains(kind.ToString(), StringComparer.OrdinalIgnoreCase))];

    private static long PlaceOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(30);
        return Place.From(TimeZoneInfo.ConvertTimeToUtc(midnight, zone));
    }
}
