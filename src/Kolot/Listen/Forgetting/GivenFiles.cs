using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>The files of a person: what they gave with answers and enquiries, and what was attached to their cases.</summary>
internal static class GivenFiles
{
    /// <summary>All of them, with the voice with which each came.</summary>
    /// <param name="store">Where.</param>
    /// <param name="customers">Whose.</param>
    /// <param name="broken">Answers of theirs that are no voice.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<(Guid? Voice, SurveyFile File)[]> Of(OrganisationStore store, IReadOnlyCollection<Guid> customers, IQueryable<SurveyResponse> broken, CancellationToken cancel)
    {
        var left = await broken.Select(response => response.Id).ToArrayAsync(cancel);
        var found = await (
            from response in store.SurveyResponses
            where EF.Parameter(left).Contains(response.Id) || store.Voices.Any(voice => voice.Id == response.VoiceId && voice.CustomerId != null && customers.Contains(voice.CustomerId.Value))
            join file in store.SurveyFiles.AsNoTracking() on response.Id equals file.ResponseId
            orderby file.Id
            select new { response.VoiceId, File = file }).ToArrayAsync(cancel);
        var attached = await (
            from voice in store.Voices
            where voice.CustomerId != null && customers.Contains(voice.CustomerId.Value)
            join enquiry in store.Enquiries on voice.Id equals enquiry.VoiceId
            join file in store.SurveyFiles.AsNoTracking() on enquiry.Key equals file.ResponseId
            orderby file.Id
            select new { VoiceId = (Guid?)voice.Id, File = file }).ToArrayAsync(cancel);
        var beside = await (
            from row in store.Cases
            where row.CustomerId != null && customers.Contains(row.CustomerId.Value)
            join step in store.CaseSteps on row.Id equals step.CaseId
            join file in store.SurveyFiles.AsNoTracking() on step.Id equals file.ResponseId
            orderby file.Id
            select new { VoiceId = (Guid?)null, File = file }).ToArrayAsync(cancel);
        return [.. found.Concat(attached).Concat(beside).Select(one => (one.VoiceId, one.File))];
    }
}
