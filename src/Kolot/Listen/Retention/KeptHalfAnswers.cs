using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Retention;

/// <summary>Answers to surveys that were broken off, or do not count. How far they went stays, to be counted; what was given goes.</summary>
public sealed class KeptHalfAnswers : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "half-answers";

    /// <inheritdoc/>
    public string Name => Words.KeptHalfAnswers;

    /// <inheritdoc/>
    public string About => Words.KeptHalfAnswersAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var left = Due(store, border);
        return new(await left.CountAsync(cancel), await left.MinAsync(response => (DateTime?)response.SentAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Due(store, border).OrderBy(response => response.SentAt).Take(most).Select(response => response.Id).ToArrayAsync(cancel);
        await store.RemoveFilesOf(ids, cancel);
        return await store.SurveyResponses.Where(response => ids.Contains(response.Id)).ExecuteUpdateAsync(set => set.SetProperty(response => response.Given, ""), cancel);
    }

    private static IQueryable<SurveyResponse> Due(OrganisationStore store, DateTime border) => store.SurveyResponses.Where(response => response.SentAt < border && response.Given != ""
        && !store.Voices.Any(voice => voice.Id == response.VoiceId && store.CustomerHolds.Any(hold => hold.CustomerId == voice.CustomerId || hold.CustomerId == voice.MergedFrom))
        && !store.SurveyLinks.Any(link => link.Id == response.LinkId && store.CustomerHolds.Any(hold => hold.CustomerId == link.CustomerId)));
}
