using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Contact;

/// <summary>An enquiry with all that happened.</summary>
/// <param name="Enquiry">The enquiry.</param>
/// <param name="Steps">What happened, in order.</param>
/// <param name="Voices">What was said, by the voices' ids.</param>
public sealed record EnquiryTold(Enquiry Enquiry, IReadOnlyList<EnquiryStep> Steps, IReadOnlyDictionary<Guid, Voice> Voices)
{
    /// <summary>Where it stands.</summary>
    public EnquiryStory Story { get; } = StoryOf(Steps);

    /// <summary>What was written first; null where it is here no more.</summary>
    public Voice? First => Voices.GetValueOrDefault(Enquiry.VoiceId);

    /// <summary>The files that came with it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>What was said in a step, or answered; null where that is here no more.</summary>
    public string? TextOf(EnquiryStep step) => step.Kind == StepKind.Answered ? step.Text : step.VoiceId is { } voice ? Voices.GetValueOrDefault(voice)?.Text : null;

    /// <summary>Where an enquiry stands after some steps.</summary>
    public static EnquiryStory StoryOf(IEnumerable<EnquiryStep> steps) => EnquiryStory.Of(steps.OrderBy(step => step.At).ThenBy(step => step.Kind).Select(step => new StoryStep(step.Kind, step.DueAt)));

    /// <summary>Loads what happened with an enquiry, at one asking; null where it is here no more.</summary>
    /// <param name="store">Where.</param>
    /// <param name="key">The enquiry's key.</param>
    /// <param name="files">Whether its files are told too.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<EnquiryTold?> Load(OrganisationStore store, Guid key, bool files, CancellationToken cancel)
    {
        var rows = await (from enquiry in store.Enquiries.AsNoTracking()
                          where enquiry.Key == key
                          join step in store.EnquirySteps.AsNoTracking() on enquiry.Key equals step.EnquiryKey
                          join known in store.Voices.AsNoTracking() on step.VoiceId ?? enquiry.VoiceId equals known.Id into said
                          from voice in said.DefaultIfEmpty()
                          select new { enquiry, step, voice }).ToArrayAsync(cancel);
        if (rows is not [var first, ..]) return null;
        return new(first.enquiry, [.. rows.Select(row => row.step).OrderBy(step => step.At).ThenBy(step => step.Kind)], rows.Select(row => row.voice).OfType<Voice>().DistinctBy(voice => voice.Id).ToDictionary(voice => voice.Id))
        {
            Files = files ? await store.SurveyFiles.Where(file => file.ResponseId == key).OrderBy(file => file.Question).Select(file => file.Name).ToArrayAsync(cancel) : [],
        };
    }
}

/// <summary>Finds what whoever wrote may look at, by what their address or their form carries.</summary>
public sealed class FindEnquiry(Stores stores, ContactForms forms, TimeProvider clock)
{
    /// <summary>The enquiry of a signed address; null where it was never signed, or its rows are gone.</summary>
    /// <returns>It, and whether it can still be looked at.</returns>
    public async Task<(EnquiryTold Told, bool IsOver)?> BySecret(string organisation, string secret, bool files, CancellationToken cancel)
    {
        if ((await forms.Of(organisation, cancel)).Key is not { } key || EnquiryLink.Opened(key, secret) is not { } id) return null;
        await using var store = await stores.Open(organisation, cancel);
        return await EnquiryTold.Load(store, id, files, cancel) is { } told ? (told, told.Enquiry.Until <= clock.GetUtcNow().UtcDateTime) : null;
    }

    /// <summary>What came of a form: by the form itself, or by another that the same person sent before from this browser with the same words.</summary>
    public async Task<(Enquiry Enquiry, bool Same)?> Sent(string organisation, Guid key, Guid? before, (string? Text, EnquiryReading Read) sent, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var found = await (from enquiry in store.Enquiries.AsNoTracking()
                           where enquiry.Key == key || enquiry.Key == before
                           from voice in store.Voices.Where(voice => voice.Id == enquiry.VoiceId).DefaultIfEmpty()
                           select new { enquiry, Text = voice == null ? null : voice.Text }).ToArrayAsync(cancel);
        var said = sent.Text?.Trim();
        if (found.FirstOrDefault(one => one.enquiry.Key == key) is { } own) return (own.enquiry, said is null or "" || own.Text == said);
        // At one browser many may write: whoever is to be answered elsewhere is somebody else.
        return found.FirstOrDefault(one => one.Text == said && (one.enquiry.Mail, one.enquiry.Phone, one.enquiry.Name) == (sent.Read.Mail, sent.Read.Phone, sent.Read.Name)) is { } other ? (other.enquiry, true) : null;
    }
}
