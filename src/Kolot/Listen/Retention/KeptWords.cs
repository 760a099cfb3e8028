using System.Globalization;
using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Retention;

/// <summary>The words of voices: they go, and what is counted stays.</summary>
public sealed class KeptWords(TimeProvider clock) : IKeptKind
{
    private const int LongestNumber = 4;

    /// <inheritdoc/>
    public string Code => "voice-words";

    /// <inheritdoc/>
    public string Name => Words.KeptWords;

    /// <inheritdoc/>
    public string About => Words.KeptWordsAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var voices = Due(store, border);
        return new(await voices.CountAsync(cancel), await voices.MinAsync(voice => (DateTime?)voice.HeardAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var voices = await Due(store, border).OrderBy(voice => voice.Place).Take(most).ToListAsync(cancel);
        await VoicesLeaving.TakeWordsAlong(store, voices, cancel);
        foreach (var voice in voices)
        {
            (voice.Title, voice.Text, voice.Author, voice.Answers) = (null, null, null, Counted(voice.Answers));
            (voice.WordsRemovedAt, voice.Version) = (clock.GetUtcNow().UtcDateTime, voice.Version + 1);
        }

        await store.SaveChangesAsync(cancel);
        store.ChangeTracker.Clear();
        return voices.Count;
    }

    /// <summary>Of the answers, those that are counted: numbers, yes and no.</summary>
    internal static string? Counted(string? answers)
    {
        if (answers is null) return null;
        var counted = (JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(answers) ?? []).Where(answer => IsCounted(answer.Value)).ToDictionary();
        return counted.Count == 0 ? null : JsonSerializer.Serialize(counted, HeldAnswers);
    }

    private static readonly JsonSerializerOptions HeldAnswers = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // A long number in text may be a phone.
    private static bool IsCounted(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Number => answer.GetRawText().Length <= LongestNumber,
        JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.String => answer.GetString() is { Length: <= LongestNumber } text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        _ => false,
    };

    private static IQueryable<Voice> Due(OrganisationStore store, DateTime border) => VoicesLeaving.Before(store, border)
        .Where(voice => voice.WordsRemovedAt == null && (voice.Text != null || voice.Title != null || voice.Answers != null || voice.Author != null));
}
