using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>Shows one voice with everything known about it.</summary>
public sealed class ShowVoice(Stores stores)
{
    private const int Neighbours = 5;

    /// <summary>What the page shows.</summary>
    /// <param name="Voice">The voice.</param>
    /// <param name="Names">The names that it is shown with.</param>
    /// <param name="Customer">Its customer's name, where the reader may know it.</param>
    /// <param name="Answers">All answers, in order.</param>
    /// <param name="Before">What it said before, newest first.</param>
    /// <param name="Others">Other voices of the same customer.</param>
    public sealed record View(
        Voice Voice, StreamNames Names, string? Customer, IReadOnlyList<(string Question, string Answer)> Answers,
        IReadOnlyList<VoiceRevision> Before, IReadOnlyList<Voice> Others)
    {
        /// <summary>What was wished for after a survey, or the answers after which it was; null where there is none.</summary>
        public Voice? Beside { get; init; }

        /// <summary>The enquiry that it is, or was added to; null for any other voice.</summary>
        public EnquiryTold? Enquiry { get; init; }

        /// <summary>The files that were given with it, by the question.</summary>
        public IReadOnlyDictionary<string, Guid> Files { get; init; } = new Dictionary<string, Guid>();
    }

    /// <summary>Loads it; null if it is not within reach.</summary>
    public async Task<View?> Run(Member reader, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.VoicesSeenBy(reader).AsNoTracking();
        if (await seen.SingleOrDefaultAsync(voice => voice.Id == id, cancel) is not { } voice) return null;

        var customers = await ReadStream.Customers(store, reader, [voice], cancel);
        var before = await store.VoiceRevisions.AsNoTracking().Where(revision => revision.VoiceId == id)
            .OrderByDescending(revision => revision.Version).ToArrayAsync(cancel);
        var others = voice.CustomerId is { } customer && reader.May(Right.ReadCustomers)
            ? await seen.Where(other => other.CustomerId == customer && other.Id != id).OrderByDescending(other => other.Place).Take(Neighbours).ToArrayAsync(cancel)
            : [];
        return new(voice, await StreamNames.Load(store, cancel), customers.Values.FirstOrDefault(), Read(voice.Answers), before, others) { Beside = await Beside(store, seen, voice, cancel), Files = await Files(store, voice, cancel), Enquiry = await AnswerEnquiry.Of(store, voice, cancel) };
    }

    private static async Task<Dictionary<string, Guid>> Files(OrganisationStore store, Voice voice, CancellationToken cancel) => voice.Source.StartsWith(SurveyVoice.SourceOf(""), StringComparison.Ordinal)
        ? await store.SurveyFiles.Where(file => store.SurveyResponses.Any(response => response.Id == file.ResponseId && response.VoiceId == voice.Id)).ToDictionaryAsync(file => file.Question, file => file.Id, cancel)
        : voice.Source == EnquiryVoice.Source ? await store.SurveyFiles.Where(file => store.Enquiries.Any(enquiry => enquiry.Key == file.ResponseId && enquiry.VoiceId == voice.Id)).ToDictionaryAsync(file => file.Question, file => file.Id, cancel)
        : [];

    // What somebody wished for is a voice of its own, and whoever fulfils it reads why.
    private static async Task<Voice?> Beside(OrganisationStore store, IQueryable<Voice> seen, Voice voice, CancellationToken cancel)
    {
        if (voice.SourceId is not { } id || !voice.Source.StartsWith(SurveyVoice.SourceOf(""), StringComparison.Ordinal)) return null;
        var other = id.EndsWith(WishReading.After, StringComparison.Ordinal) ? id[..^WishReading.After.Length] : id + WishReading.After;
        return await seen.SingleOrDefaultAsync(one => store.VoiceKeys.Any(key => key.Source == voice.Source && key.SourceId == other && key.VoiceId == one.Id), cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet(
        "/voices/{id:guid}",
        async (Guid id, HttpContext context, Visit visit, ShowVoice show) => await show.Run(visit.Here, id, context.RequestAborted) is { } view
            ? (IResult)new RazorComponentResult<VoicePage>(new { View = view, Here = Address.Of(context.Request) })
            : Results.NotFound()).Needs(Right.ReadVoices);

    /// <summary>What a revision said, from its JSON: the words, or else the title.</summary>
    public static string? TextOf(VoiceRevision revision)
    {
        using var content = JsonDocument.Parse(revision.Content);
        return content.RootElement.TryGetProperty("text", out var text) || content.RootElement.TryGetProperty("title", out text) ? text.GetString() : null;
    }

    /// <summary>Answers from their JSON, in order.</summary>
    public static (string Question, string Answer)[] Read(string? answers)
    {
        if (answers is null) return [];
        using var json = JsonDocument.Parse(answers);
        return [.. json.RootElement.EnumerateObject().Select(answer => (answer.Name, Said(answer.Value)))];
    }

    private static string Said(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.True => Words.Yes,
        JsonValueKind.False => Words.No,
        _ => answer.ToString(),
    };
}
