using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Listen.Enquiries;

/// <summary>Counts the enquiries that wait for an answer, for the navigation of every page.</summary>
public sealed class WaitingEnquiries(ListEnquiries list) : INavigationCount
{
    /// <inheritdoc/>
    public string Place => "voices";

    /// <inheritdoc/>
    public string Path => "enquiries";

    /// <inheritdoc/>
    public string Label(int count) => ListEnquiries.Sentence(count);

    /// <inheritdoc/>
    public async Task<int> Of(Member member, CancellationToken cancel)
    {
        if (!member.May(Right.ReadVoices)) return 0;
        try
        {
            return await list.Waiting(member, cancel);
        }
        catch (Exception fault) when (fault is OrganisationClosedException || Outage.Is(fault))
        {
            return 0; // A page that says what is wrong is drawn all the same.
        }
    }
}
