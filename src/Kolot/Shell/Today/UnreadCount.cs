using Kolot.Core.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Shell.Today;

/// <summary>Counts what a member was told and has not read, for the navigation of every page.</summary>
public sealed class UnreadCount(Stores stores) : INavigationCount
{
    /// <inheritdoc/>
    public string Place => "today";

    /// <inheritdoc/>
    public string Path => "notifications";

    /// <inheritdoc/>
    public string Label(int count) => count == 1 ? Words.UnreadOne : Words.UnreadMany.Replace("{0}", Parts.Numbers.Text(count), StringComparison.Ordinal);

    /// <inheritdoc/>
    public async Task<int> Of(Member member, CancellationToken cancel)
    {
        if (!member.May(Right.ReadVoices)) return 0;
        try
        {
            await using var store = await stores.Open(member.Organisation, cancel);
            // What the page behind it shows: of a case that went beyond one's reach meanwhile nothing is told.
            return await (from one in store.Notifications where one.MemberId == member.Id && one.ReadAt == null join row in store.CasesSeenBy(member) on one.CaseId equals row.Id select one).CountAsync(cancel);
        }
        catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
        {
            return 0; // A page that says what is wrong is drawn all the same.
        }
    }
}
