using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People;

/// <summary>Counts the owners so that the count holds until the transaction ends.</summary>
public static class Owners
{
    /// <summary>How many owners there are; nobody else changes that before this transaction is over.</summary>
    /// <remarks>The rows are written unchanged first: two owners who part from each other at once wait for one another.</remarks>
    public static async Task<int> CountOwnersAlone(this OrganisationStore store, CancellationToken cancel)
    {
        var owners = store.Members.Where(member => member.Role == Role.Owner && member.LeftAt == null);
        await owners.ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, Role.Owner), cancel);
        return await owners.CountAsync(cancel);
    }
}
