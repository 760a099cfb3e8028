using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kolot.Store;

/// <summary>One round through one organisation's errands.</summary>
public sealed class ErrandRound(Stores stores, IEnumerable<IErrandAnswer> answers, TimeProvider clock, ILogger<ErrandRound> log)
{
    private const int Together = 500;

    /// <summary>How long to wait after each failed try; after the last, a person must look.</summary>
    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
    ];

    /// <summary>Does all that is due.</summary>
    /// <returns>When something is due next; null if nothing is.</returns>
    public async Task<DateTime?> Run(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return null;
        // A batch that fails as a whole is then done one by one, so that one bad errand holds up no other.
        while (true)
        {
            var done = await Batch(organisation, Together, cancel);
            if (done == 0) break;
            if (done is null) await OneByOne(organisation, cancel);
        }

        await using var store = await stores.Open(organisation, cancel);
        return await store.Errands.Where(errand => errand.FailedAt == null).MinAsync(errand => (DateTime?)errand.DueAt, cancel);
    }

    private async Task OneByOne(string organisation, CancellationToken cancel)
    {
        var done = 0;
        while (done < Together && await Batch(organisation, together: 1, cancel) > 0) done++;
    }

    /// <returns>How many were done or put off; null if the batch failed.</returns>
    private async Task<int?> Batch(string organisation, int together, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var errands = await Due(store, now, together, cancel);
        if (errands.Length == 0) return 0;
        try
        {
            foreach (var kind in errands.GroupBy(errand => errand.Kind))
            {
                var answer = answers.SingleOrDefault(answer => answer.Kind == kind.Key)
                    ?? throw new InvalidOperationException($"Nobody answers errands of kind {kind.Key}.");
                await answer.Answer(store, [.. kind], cancel);
            }

            var ids = errands.Select(errand => errand.Id).ToArray();
            await store.Errands.Where(errand => ids.Contains(errand.Id)).ExecuteDeleteAsync(cancel);
            await writing.Commit(cancel);
            return errands.Length;
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            log.LogWarning(fault, "{Count} errands of {Organisation} failed", errands.Length, organisation);
            if (errands.Length > 1) return null;
            await writing.DisposeAsync();
            await PutOff(organisation, errands[0].Id, fault, cancel);
            return 1;
        }
    }

    private static async Task<Errand[]> Due(OrganisationStore store, DateTime now, int together, CancellationToken cancel)
    {
        if (!store.Database.IsNpgsql())
            return await store.Errands.AsNoTracking().Where(errand => errand.FailedAt == null && errand.DueAt <= now)
                .OrderBy(errand => errand.DueAt).ThenBy(errand => errand.Id).Take(together).ToArrayAsync(cancel);
        return await store.Errands.FromSql(
            $"""
            select * from errands where failed_at is null and due_at <= {now}
            order by due_at, id limit {together} for update skip locked
            """).AsNoTracking().ToArrayAsync(cancel);
    }

    private async Task PutOff(string organisation, long id, Exception fault, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var errand = await store.Errands.SingleOrDefaultAsync(errand => errand.Id == id, cancel);
        if (errand is null) return;
        var now = clock.GetUtcNow().UtcDateTime;
        // The kind of fault and where: its message may hold a customer's words.
        errand.Trouble = $"{fault.GetType().Name} in {fault.TargetSite?.DeclaringType?.Name}.{fault.TargetSite?.Name}";
        if (errand.Tries < BackOff.Length) errand.DueAt = now + BackOff[errand.Tries];
        else errand.FailedAt = now;
        errand.Tries++;
        await store.SaveChangesAsync(cancel);
    }
}
