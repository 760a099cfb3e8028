using System.Globalization;
using System.Text.Json;
using Kolot.Core.Calendars;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Respond.Clocks;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>What a case asks of clocks, from what its customer said.</summary>
/// <param name="Voice">What they said now, or first.</param>
/// <param name="Enquiry">The enquiry that it is, if it is one.</param>
internal sealed record CaseAsks(Voice? Voice, Enquiry? Enquiry)
{
    /// <summary>Nobody said anything that is known.</summary>
    public static CaseAsks Nothing { get; } = new(null, null);

    /// <summary>Besides an answer: a call, the end of a deal.</summary>
    public IReadOnlySet<ClockPurpose> Wanted
    {
        get
        {
            var wanted = new HashSet<ClockPurpose>();
            if (Voice is not null && WantedCalls.Of(Voice).WantsCall) wanted.Add(ClockPurpose.CallBack);
            if (Enquiry is { Kind: TopicKind.Cancellation }) wanted.Add(ClockPurpose.Cancellation);
            return wanted;
        }
    }

    /// <summary>Loads what steps ask: each of the voice that it brought, else of the first one of its case.</summary>
    /// <returns>By the step's id; a step of which nobody said anything is not among them.</returns>
    public static async Task<IReadOnlyDictionary<Guid, CaseAsks>> Of(OrganisationStore store, IEnumerable<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        var (all, said) = (steps.ToArray(), new Dictionary<Guid, Voice>());
        foreach (var (_, step) in all)
            if (step.Said is { } known) said[step.Id] = known;
        var brought = all.Where(one => one.Step.Said is null).ToLookup(one => one.Step.DetailId("voice") is not null);
        var ids = brought[true].Select(one => one.Step.DetailId("voice") ?? Guid.Empty).Distinct().ToArray();
        var voices = ids.Length == 0 ? [] : await store.Voices.AsNoTracking().Where(voice => EF.Parameter(ids).Contains(voice.Id)).ToDictionaryAsync(voice => voice.Id, cancel);
        foreach (var (_, step) in brought[true])
            if (voices.TryGetValue(step.DetailId("voice") ?? Guid.Empty, out var voice)) said[step.Id] = voice;
        foreach (var (row, step) in brought[false])
            if (await FirstOf(store, row.Id, cancel) is { } voice) said[step.Id] = voice;
        var written = said.Values.Where(voice => voice.Source == EnquiryVoice.Source).Select(voice => (Guid?)voice.Id).Distinct().ToArray();
        var enquiries = (written.Length == 0 ? [] : await store.Enquiries.AsNoTracking().Where(one => EF.Parameter(written).Contains(one.VoiceId)).ToArrayAsync(cancel)).DistinctBy(one => one.VoiceId).ToDictionary(one => one.VoiceId);
        return said.ToDictionary(one => one.Key, one => new CaseAsks(one.Value, enquiries.GetValueOrDefault(one.Value.Id)));
    }

    private static Task<Voice?> FirstOf(OrganisationStore store, Guid row, CancellationToken cancel) =>
        store.Voices.AsNoTracking().Where(voice => store.CaseVoices.Any(one => one.CaseId == row && one.VoiceId == voice.Id)).OrderBy(voice => voice.Place).FirstOrDefaultAsync(cancel);

    /// <summary>What is given, and no more than was promised to whoever wrote.</summary>
    public GivenTime? Given(GivenTime? given, ClockPurpose purpose) =>
        purpose == ClockPurpose.FirstAnswer && Enquiry?.PromisedMinutes is { } promised && !(given?.Time.TotalMinutes <= promised) ? GivenTime.Minutes(promised) : given;

    /// <summary>When they chose to be called; null where any time suits.</summary>
    public OpenTime? CallWindow(TimeZoneInfo zone)
    {
        if (Voice?.Answers is not { } json || !json.Contains(WishReading.Answer, StringComparison.Ordinal)) return null;
        using var answers = JsonDocument.Parse(json);
        if (!answers.RootElement.TryGetProperty($"{WishReading.Answer}.when", out var said) || said.GetString()?.Split(' ') is not [var day, var times] || times.Split('-') is not [var from, var until]) return null;
        return Moment(day, from, zone) is { } begins && Moment(day, until, zone) is { } ends && begins < ends ? new(begins, ends) : null;
    }

    private static DateTime? Moment(string day, string hour, TimeZoneInfo zone) =>
        DateTime.TryParseExact($"{day} {hour}", "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall) ? TimeZoneInfo.ConvertTimeToUtc(zone.IsInvalidTime(wall) ? wall.AddHours(1) : wall, zone) : null;
}
