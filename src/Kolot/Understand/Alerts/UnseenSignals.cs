using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>Counts the signals that a member did not look at, for the navigation of every page.</summary>
public sealed class UnseenSignals(Stores stores) : INavigationCount
{
    /// <inheritdoc/>
    public string Place => "understand";

    /// <inheritdoc/>
    public string Path => "alerts";

    /// <inheritdoc/>
    public string Label(int count) => count == 1 ? $"{count}: {Words.UnseenOne}" : AlertWords.Said(Words.UnseenMany, count);

    /// <inheritdoc/>
    public async Task<int> Of(Member member, CancellationToken cancel)
    {
        if (!member.May(Right.ReadScores)) return 0;
        try
        {
            await using var store = await stores.Open(member.Organisation, cancel);
            return await store.SignalsOf(member).CountAsync(signal => signal.SeenAt == null, cancel);
        }
        catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
        {
            return 0; // A page that says what is wrong is drawn all the same.
        }
    }
}
