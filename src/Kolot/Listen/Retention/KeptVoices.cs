using Kolot.Core.Listen;
using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Retention;

/// <summary>Whole voices. What they are known by stays, so that the same file does not bring them back.</summary>
public sealed class KeptVoices : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "voices";

    /// <inheritdoc/>
    public string Name => Words.KeptVoices;

    /// <inheritdoc/>
    public string About => Words.KeptVoicesAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var voices = VoicesLeaving.Before(store, border);
        return new(await voices.CountAsync(cancel), await voices.MinAsync(voice => (DateTime?)voice.HeardAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var voices = await VoicesLeaving.Before(store, border).AsNoTracking().OrderBy(voice => voice.Place).Take(most).ToListAsync(cancel);
        await VoicesLeaving.TakeWordsAlong(store, voices, cancel);
        await store.RemoveEnquiriesOf([.. voices.Select(voice => voice.Id)], cancel);
        await store.LeaveCases([.. voices.Select(voice => voice.Id)], cancel);
        await VoicesLeaving.HashKeys(store, voices, cancel);
        var places = voices.Select(voice => voice.Place).ToArray();
        return await store.Voices.Where(voice => places.Contains(voice.Place)).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>What voices said before they were changed.</summary>
public sealed class KeptRevisions : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "revisions";

    /// <inheritdoc/>
    public string Name => Words.KeptRevisions;

    /// <inheritdoc/>
    public string About => Words.KeptRevisionsAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var revisions = Due(store, border);
        return new(await revisions.CountAsync(cancel), await revisions.MinAsync(revision => (DateTime?)revision.ReplacedAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Due(store, border).OrderBy(revision => revision.Id).Take(most).Select(revision => revision.Id).ToArrayAsync(cancel);
        return await store.VoiceRevisions.Where(revision => ids.Contains(revision.Id)).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<VoiceRevision> Due(OrganisationStore store, DateTime border) => store.VoiceRevisions.Where(revision => revision.ReplacedAt < border
        && !store.Voices.Any(voice => voice.Id == revision.VoiceId && store.CustomerHolds.Any(hold => hold.CustomerId == voice.CustomerId || hold.CustomerId == voice.MergedFrom)));
}
