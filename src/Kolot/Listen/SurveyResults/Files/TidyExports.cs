using Kolot.Store;
using Kolot.Store.Forgetting;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>Answers the errand "remove this export": its file goes a few parts at a time, so that others write between.</summary>
public sealed class TidyExports : IErrandAnswer
{
    /// <inheritdoc/>
    public string Kind => ExportRows.Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        foreach (var errand in errands)
            if (await ExportRows.RemoveSome(store, ExportRows.FileOf(errand.Subject), ExportRows.Before, cancel) == ExportRows.Together)
                store.Errands.Add(new() { Kind = Kind, Subject = errand.Subject, DueAt = errand.DueAt });
        await store.SaveChangesAsync(cancel);
    }
}
