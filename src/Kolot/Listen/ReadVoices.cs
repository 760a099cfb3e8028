using Kolot.Core.Language;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen;

/// <summary>Answers the errand "read this voice": tells the language of its words.</summary>
/// <remarks>A voice tells it since as soon as it is heard; these errands were left by the versions before.</remarks>
public sealed class ReadVoices : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "voice.read";

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var ids = errands.Select(errand => Guid.Parse(errand.Subject)).Distinct().ToArray();
        var voices = await store.Voices.Where(voice => ids.Contains(voice.Id))
            .Select(voice => new { voice.Place, voice.Title, voice.Text, voice.Language })
            .ToArrayAsync(cancel);
        var read = voices.Select(voice => (voice.Place, Is: SpokenLanguage.Of(voice.Text ?? voice.Title), Was: voice.Language))
            .Where(voice => voice.Is != voice.Was);
        foreach (var language in read.GroupBy(voice => voice.Is))
        {
            var places = language.Select(voice => voice.Place).ToArray();
            await store.Voices.Where(voice => places.Contains(voice.Place))
                .ExecuteUpdateAsync(set => set.SetProperty(voice => voice.Language, language.Key), cancel);
        }
    }
}
