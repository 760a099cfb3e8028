using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Respond.Afterwards;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Afterwards;

/// <summary>Finds by which campaign customers are asked once a case is closed, and with which survey.</summary>
internal static class AskedCampaigns
{
    /// <summary>The campaign of an asking; null where it was not begun, or is over.</summary>
    public static async Task<Campaign?> Of(OrganisationStore store, ReadyAsking asking, CancellationToken cancel) =>
        asking.AskedBy(await store.Campaigns.AsNoTracking().Where(row => row.Occasion == Occasion.Event && row.EventKind == asking.Event && row.RemovedAt == null).ToListAsync(cancel));

    /// <summary>The survey that it would ask: one that was begun from the ready-made one, still asks its question and is open; null where there is none.</summary>
    public static async Task<SurveyRow?> Survey(OrganisationStore store, ReadyAsking asking, CancellationToken cancel)
    {
        var beside = asking.Survey + "-";
        var begun = await store.Surveys.AsNoTracking().Where(row => row.ClosedAt == null && (row.Code == asking.Survey || row.Code.StartsWith(beside))).OrderBy(row => row.BegunAt).ToListAsync(cancel);
        return begun.FirstOrDefault(row => SurveyJson.Read(row.Draft)?.Questions.Any(question => question.Key == asking.Question) == true);
    }
}
