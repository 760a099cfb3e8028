using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Counts, for the navigation of every page, the cases that are one's own.</summary>
public sealed class CountCases(ListCases list) : INavigationCount
{
    /// <inheritdoc/>
    public string Place => "cases";

    /// <inheritdoc/>
    public string Path => "cases";

    /// <inheritdoc/>
    public string Label(int count) => CaseLists.Lead(CaseView.Mine, count);

    /// <inheritdoc/>
    public async Task<int> Of(Member member, CancellationToken cancel)
    {
        if (!member.May(Right.ReadVoices)) return 0;
        try
        {
            return await list.Mine(member, cancel);
        }
        catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
        {
            return 0; // A page that says what is wrong is drawn all the same.
        }
    }
}
