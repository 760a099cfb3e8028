using System.Text.Json;
using System.Text.Json.Nodes;
using Kolot.Listen.Api;
using Kolot.Listen.VoiceStream;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Told;

/// <summary>That a voice was heard, or says something else now.</summary>
public sealed class VoiceEvent(string type) : IWebhookEvent
{
    /// <summary>A voice was heard.</summary>
    public const string Heard = "voice.heard";

    /// <summary>A voice says something else than before.</summary>
    public const string Revised = "voice.revised";

    // What people said, and by what another system knows them: told only to whoever asked for all of it.
    private static readonly string[] Personal = ["title", "text", "answers", "sourceId"];

    /// <inheritdoc/>
    public string Type => type;

    /// <inheritdoc/>
    public string Name => type == Heard ? Words.VoiceHeard : Words.VoiceRevised;

    /// <inheritdoc/>
    public string About => type == Heard ? Words.VoiceHeardAbout : Words.VoiceRevisedAbout;

    /// <inheritdoc/>
    public ToldData Example => Of((JsonObject?)JsonNode.Parse(VoiceExamples.Voice) ?? [], null);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, ToldData>> Of(OrganisationStore store, IReadOnlyList<Guid> subjects, CancellationToken cancel)
    {
        var voices = await store.Voices.AsNoTracking().Where(voice => EF.Parameter(subjects).Contains(voice.Id)).ToListAsync(cancel);
        if (voices.Count == 0) return new Dictionary<Guid, ToldData>();
        var names = await StreamNames.Load(store, cancel);
        return voices.ToDictionary(voice => voice.Id, voice => Of(
            (JsonObject?)JsonSerializer.SerializeToNode(VoicesApi.Of(voice, names), HeardJsonContext.Default.VoiceAnswer) ?? [], voice.CustomerId));
    }

    private static ToldData Of(JsonObject full, Guid? customer)
    {
        var thin = (JsonObject)full.DeepClone();
        foreach (var name in Personal) thin.Remove(name);
        return new(customer, thin, full);
    }
}
