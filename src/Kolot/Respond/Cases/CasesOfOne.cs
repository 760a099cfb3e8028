using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Reads the cases of one customer within reach, and what was promised in them and is still to be kept.</summary>
public sealed class CasesOfOne(Stores stores, TimeProvider clock)
{
    private const int Most = 10;

    /// <summary>What the customer's page shows.</summary>
    /// <param name="Open">Cases that go on, the newest first.</param>
    /// <param name="Past">Cases that are over, the newest first.</param>
    /// <param name="Promised">What is still to be kept, what is due first, with the number of its case.</param>
    /// <param name="Now">The moment, UTC.</param>
    public sealed record View(IReadOnlyList<Case> Open, IReadOnlyList<Case> Past, IReadOnlyList<(Commitment Row, long Case)> Promised, DateTime Now);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, Guid customer, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var theirs = store.CasesSeenBy(reader).AsNoTracking().Where(row => row.CustomerId == customer);
        var open = await theirs.Where(row => row.ClosedAt == null).OrderByDescending(row => row.Number).Take(Most).ToListAsync(cancel);
        var past = await theirs.Where(row => row.ClosedAt != null).OrderByDescending(row => row.Number).Take(Most).ToListAsync(cancel);
        var promised = await store.Commitments.AsNoTracking().Where(one => one.State == CommitmentState.Open && one.Text != null)
            .Join(theirs, one => one.CaseId, row => row.Id, (one, row) => new { one, row.Number }).OrderBy(both => both.one.DueAt).Take(Most).ToListAsync(cancel);
        return new(open, past, [.. promised.Select(both => (both.one, both.Number))], clock.GetUtcNow().UtcDateTime);
    }
}
