using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Kolot.Store;

/// <summary>How an organisation's errands stand after a round.</summary>
/// <param name="Next">When something is due next; null if nothing is.</param>
/// <param name="More">Whether the round ended though more could be done at once.</param>
public readonly record struct ErrandsLeft(DateTime? Next, bool More)
{
    /// <summary>Whether so much comes that what is left is better done a moment later, with what comes until then.</summary>
    public bool Gathers { get; init; }
}

/// <summary>Rounds through one organisation's errands.</summary>
public sealed class ErrandRound(Stores stores, IEnumerable<IErrandAnswer> answers, TimeProvider clock, ILogger<ErrandRound> log)
{
    private const int Together = 500;
    // From so many in one batch on, more come than it is worth to begin a batch for each few.
    private const int Many = 8;
    // Then it is another organisation's turn.
    private const int Batches = 4;

    /// <summary>How long what is due, and was not done here, is left to the node that has it in hand or knows its kind.</summary>
    private static readonly TimeSpan Elsewhere = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait after each failed try; after the last, a person must look.</summary>
    private static readonly TimeSpan[] BackOff =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
    ];

    // In a rolling update, newer nodes leave errands of kinds that are unknown here: theirs to do.
    private readonly Dictionary<string, IErrandAnswer> known = answers.ToDictionary(answer => answer.Kind);

    /// <summary>Whether the organisation's database must be opened first, which may take long.</summary>
    public bool MustOpen(string organisation) => !stores.IsOpen(organisation);

    /// <summary>Does all that is due.</summary>
    public async Task Run(string organisation, CancellationToken cancel)
    {
        while ((await Some(organisation, cancel)).More)
        {
        }
    }

    /// <summary>Does what is due, but no more than leaves others their turn.</summary>
    public async Task<ErrandsLeft> Some(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return default;
        // A batch that fails as a whole is then done one by one, so that one bad errand holds up no other.
        for (var batch = 0; batch < Batches; batch++)
        {
            var done = await Batch(organisation, Together, cancel);
            if (done is null) await OneByOne(organisation, cancel);
            else if (done < Together) return await Left(organisation, done.Value, cancel);
        }

        return new(null, More: true);
    }

    // What was left by errands, or came while they were done.
    private async Task<ErrandsLeft> Left(string organisation, int done, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await store.Stay(cancel);
        var (now, kinds) = (clock.GetUtcNow().UtcDateTime, known.Keys.ToArray());
        if (done > 0 && await store.Errands.AnyAsync(errand => errand.FailedAt == null && errand.DueAt <= now && EF.Parameter(kinds).Contains(errand.Kind), cancel)) return new(null, More: true) { Gathers = done >= Many };
        var next = await store.Errands.Where(errand => errand.FailedAt == null).MinAsync(errand => (DateTime?)errand.DueAt, cancel);
        return new(next <= now ? now + Elsewhere : next, More: false);
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
            foreach (var kind in errands.GroupBy(errand => errand.Kind).OrderByDescending(kind => known[kind.Key].ComesFirst)) await known[kind.Key].Answer(store, [.. kind], cancel);

            var ids = errands.Select(errand => errand.Id).ToArray();
            await store.Errands.Where(errand => EF.Parameter(ids).Contains(errand.Id)).ExecuteDeleteAsync(cancel);
            await writing.Commit(cancel);
            return errands.Length;
        }
        // What leaves the machine is cancelled by its own patience too: that is a failure as any other.
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(fault, "{Count} errands of {Organisation} failed", errands.Length, organisation);
            if (errands.Length > 1) return null;
            await writing.DisposeAsync();
            await PutOff(organisation, errands[0].Id, fault, cancel);
            return 1;
        }
    }

    private async Task<Errand[]> Due(OrganisationStore store, DateTime now, int together, CancellationToken cancel)
    {
        var kinds = known.Keys.ToArray();
        if (!store.Database.IsNpgsql())
            return await store.Errands.AsNoTracking().Where(errand => errand.FailedAt == null && errand.DueAt <= now && EF.Parameter(kinds).Contains(errand.Kind))
                .OrderBy(errand => errand.DueAt).ThenBy(errand => errand.Id).Take(together).ToArrayAsync(cancel);
        return await store.Errands.FromSql(
            $"""
            select * from errands where failed_at is null and due_at <= {now} and kind = any({kinds})
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
