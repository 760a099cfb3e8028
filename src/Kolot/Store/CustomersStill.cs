using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Holds customers still while who is who changes.</summary>
public static class CustomersStill
{
    /// <summary>Lets nobody find or meet customers until the transaction ends. Whoever has found one already is waited for.</summary>
    /// <remarks>
    /// Otherwise a voice that comes in at the same moment would be kept for a customer who is gone, or is another by then. Those who keep voices take
    /// the weaker lock. It is taken before any row is, so that nobody waits for each other.
    /// </remarks>
    public static async Task HoldCustomersStill(this OrganisationStore store, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"lock table customers in exclusive mode", cancel);
    }
}
