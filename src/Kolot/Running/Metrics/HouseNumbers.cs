using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Running.Metrics;

/// <summary>How all organisations stand together, in numbers.</summary>
public sealed record HouseNumbers
{
    /// <summary>How many there are.</summary>
    public int Organisations { get; init; }

    /// <summary>How many of them are closed.</summary>
    public int Closed { get; init; }

    /// <summary>How many errands are due.</summary>
    public long Due { get; init; }

    /// <summary>How long the first of them has been.</summary>
    public TimeSpan DueFor { get; init; }

    /// <summary>How many errands were given up until somebody looks.</summary>
    public long Failed { get; init; }

    /// <summary>How many organisations have no whole backup that is recent.</summary>
    public int BackupsLate { get; init; }

    /// <summary>How long ago the last whole backup of an organisation was taken, of that whose is the oldest; null where there is none at all.</summary>
    public TimeSpan? BackupAge { get; init; }
}

/// <summary>Counts how all organisations stand; not more often than it changes anything.</summary>
public sealed class CountHouse(Databases databases, Stores stores, BackupRuns backups, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turn = new(1);
    private long? at;

    /// <summary>What was counted last; null while the database is away.</summary>
    public HouseNumbers? Last { get; private set; }

    /// <summary>Counts, unless it was counted a moment ago.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (at is { } last && clock.GetElapsedTime(last) < Fresh) return;
            Last = await Count(cancel);
            at = clock.GetTimestamp();
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            // Numbers of before would say that all is as it was.
            Last = null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    private async Task<HouseNumbers> Count(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var placements = await directory.Placements.AsNoTracking().ToArrayAsync(cancel);
        var numbers = new HouseNumbers { Organisations = placements.Length, Closed = placements.Count(placement => placement.ClosedBecause is not null) };
        foreach (var organisation in placements.Select(placement => placement.Organisation)) numbers = await Add(numbers, organisation, cancel);
        return numbers;
    }

    private async Task<HouseNumbers> Add(HouseNumbers numbers, string organisation, CancellationToken cancel)
    {
        var backup = await backups.Last(organisation, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        var age = now - backup.Whole?.BegunAt;
        numbers = numbers with
        {
            BackupsLate = numbers.BackupsLate + (backup.IsLate ? 1 : 0),
            BackupAge = numbers.BackupAge is { } oldest && !(age > oldest) ? oldest : age,
        };
        // Whoever counts opens nothing: that may take long, and the rounds do it.
        if (!stores.IsOpen(organisation)) return numbers;
        await using var store = databases.OpenOrganisation(organisation);
        var due = store.Errands.Where(errand => errand.FailedAt == null && errand.DueAt <= now);
        var since = now - await due.MinAsync(errand => (DateTime?)errand.DueAt, cancel) ?? TimeSpan.Zero;
        return numbers with
        {
            Due = numbers.Due + await due.LongCountAsync(cancel),
            DueFor = since > numbers.DueFor ? since : numbers.DueFor,
            Failed = numbers.Failed + await store.Errands.LongCountAsync(errand => errand.FailedAt != null, cancel),
        };
    }
}
