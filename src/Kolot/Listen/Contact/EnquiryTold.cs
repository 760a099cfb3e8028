using System.Collections.Concurrent;
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
    private static readonly ReadyQuery<Guid, Row> Rows = new((store, key) =>
        from enquiry in store.Enquiries.AsNoTracking()
        where enquiry.Key == key
        join step in store.EnquirySteps.AsNoTracking() on enquiry.Key equals step.EnquiryKey
        join known in store.Voices.AsNoTracking() on step.VoiceId ?? enquiry.VoiceId equals known.Id into said
        from voice in said.DefaultIfEmpty()
        select new Row(enquiry, step, voice));

    /// <summary>Where it stands.</summary>
    public EnquiryStory Story { get; } = StoryOf(Steps);

    /// <summary>What was written first; null where it is here no more.</summary>
    public Voice? First => Voices.GetValueOrDefault(Enquiry.VoiceId);

    /// <summary>The files that came with it.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The files that were sent with an answer, by its step.</summary>
    public ILookup<Guid, SurveyFile> Sent { get; init; } = Array.Empty<SurveyFile>().ToLookup(file => file.ResponseId);

    private sealed record Row(Enquiry Enquiry, EnquiryStep Step, Voice? Voice);

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
        var rows = await Rows.Ask(store, key, cancel);
        if (rows is not [var first, ..]) return null;
        return new(first.Enquiry, [.. rows.Select(row => row.Step).OrderBy(step => step.At).ThenBy(step => step.Kind)], rows.Select(row => row.Voice).OfType<Voice>().DistinctBy(voice => voice.Id).ToDictionary(voice => voice.Id))
        {
            Sent = files ? await SentWith(store, rows, cancel) : Array.Empty<SurveyFile>().ToLookup(file => file.ResponseId),
            Files = files ? await store.SurveyFiles.Where(file => file.ResponseId == key).OrderBy(file => file.Question).Select(file => file.Name).ToArrayAsync(cancel) : [],
        };
    }

    private static async Task<ILookup<Guid, SurveyFile>> SentWith(OrganisationStore store, IEnumerable<Row> rows, CancellationToken cancel)
    {
        var answers = rows.Where(row => row.Step is { Kind: StepKind.Answered, Text: not null }).Select(row => row.Step.Id).ToArray();
        var found = answers.Length == 0 ? [] : await store.SurveyFiles.AsNoTracking().Where(file => EF.Parameter(answers).Contains(file.ResponseId)).OrderBy(file => file.Question).ToListAsync(cancel);
        return found.ToLookup(file => file.ResponseId);
    }
}

/// <summary>Finds what whoever wrote may look at, by what their address or their form carries.</summary>
public sealed class FindEnquiry(Stores stores, ContactForms forms, TimeProvider clock)
{
    private const int MostRemembered = 2_000;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private static readonly ReadyQuery<Guid[], Sentence> SentOnes = new((store, keys) =>
        from enquiry in store.Enquiries.AsNoTracking()
        where keys.Contains(enquiry.Key)
        from voice in store.Voices.Where(voice => voice.Id == enquiry.VoiceId).DefaultIfEmpty()
        select new Sentence(enquiry, voice == null ? null : voice.Text));

    // Whoever sent something is led to where they are thanked at once; who comes later, or to another node, is looked up.
    private readonly ConcurrentDictionary<(string Organisation, Guid Key), (long At, EnquiryTold Told)> justSent = new();
    private long swept;

    private sealed record Sentence(Enquiry Enquiry, string? Text);

    /// <summary>Remembers for a moment what was just kept, for the page that thanks for it.</summary>
    public void Remember(string organisation, EnquiryTold told)
    {
        // Its number is the database's to give, and not told here by every kind of it.
        if (told.Enquiry.Id == 0) return;
        var now = clock.GetTimestamp();
        // What nobody came for is let go with what is kept next.
        if (clock.GetElapsedTime(Interlocked.Read(ref swept), now) > Soon)
        {
            Interlocked.Exchange(ref swept, now);
            foreach (var (old, sent) in justSent)
                if (clock.GetElapsedTime(sent.At, now) > Soon) justSent.TryRemove(old, out _);
        }

        if (justSent.Count < MostRemembered) justSent[(organisation, told.Enquiry.Key)] = (now, told);
    }

    /// <summary>The enquiry of a signed address that was just kept here: once, and only soon.</summary>
    public async ValueTask<EnquiryTold?> JustSent(string organisation, string secret, CancellationToken cancel) =>
        (await forms.Of(organisation, cancel)).Key is { } key && EnquiryLink.Opened(key, secret) is { } id && justSent.TryRemove((organisation, id), out var sent) && clock.GetElapsedTime(sent.At) < Soon ? sent.Told : null;

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
        var found = await SentOnes.Ask(store, before is { } other ? [key, other] : [key], cancel);
        var said = sent.Text?.Trim();
        if (found.FirstOrDefault(one => one.Enquiry.Key == key) is { } own) return (own.Enquiry, said is null or "" || own.Text == said);
        // At one browser many may write: whoever is to be answered elsewhere is somebody else.
        return found.FirstOrDefault(one => one.Text == said && (one.Enquiry.Mail, one.Enquiry.Phone, one.Enquiry.Name) == (sent.Read.Mail, sent.Read.Phone, sent.Read.Name)) is { } same ? (same.Enquiry, true) : null;
    }
}
