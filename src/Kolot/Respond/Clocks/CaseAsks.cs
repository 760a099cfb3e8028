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

    /// <summary>Loads it: of the voice that a step brought, else of the first one of the case.</summary>
    public static async Task<CaseAsks> Of(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        var said = step.DetailId("voice") is { } id ? store.Voices.Where(voice => voice.Id == id) : store.Voices.Where(voice => store.CaseVoices.Any(one => one.CaseId == row.Id && one.VoiceId == voice.Id));
        if (await said.AsNoTracking().OrderBy(voice => voice.Place).FirstOrDefaultAsync(cancel) is not { } voice) return Nothing;
        var enquiry = voice.Source == EnquiryVoice.Source ? await store.Enquiries.AsNoTracking().FirstOrDefaultAsync(one => one.VoiceId == voice.Id, cancel) : null;
        return new(voice, enquiry);
    }

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
