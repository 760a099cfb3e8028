using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kolot.Store;

/// <summary>Does one kind of errand. May run twice on the same errand, and must do no harm then.</summary>
public interface IErrandAnswer
{
    /// <summary>The kind that it does.</summary>
    string Kind { get; }

    /// <summary>Whether it is done before others of its batch: it holds what must be held before any row is, so that nobody waits for each other in a ring.</summary>
    bool ComesFirst => false;

    /// <summary>Does them, in the transaction that removes them.</summary>
    Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel);
}

/// <summary>Goes round the organisations whose bell rings, and does what is due there.</summary>
/// <remarks>
/// The bell is a time in the directory, so that resting organisations cost nothing. It is rung within a second of the commit; a round through all at
/// the start, and then each ten minutes, finds what a crash left unrung. Organisations take turns, so that one with much to do holds up no other; those
/// that must be opened first, which may take long, wait for each other only.
/// </remarks>
public sealed class ErrandRounds(Databases databases, ErrandRound round, TimeProvider clock, ILogger<ErrandRounds> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Sweep = TimeSpan.FromMinutes(10);
    // Where much comes, each round has as much as comes in this time: what it asks once is asked for all of it.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim turns = new(4);
    private readonly SemaphoreSlim openings = new(2);
    private readonly ConcurrentDictionary<string, byte> visited = new();
    private readonly List<Task> visits = [];
    private readonly ConcurrentDictionary<string, byte> rung = new();
    private readonly Channel<byte> soon = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that something in the organisation is due now.</summary>
    public void Ring(string organisation)
    {
        if (rung.TryAdd(organisation, 0)) soon.Writer.TryWrite(0);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        turns.Dispose();
        openings.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? swept = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var now = clock.GetTimestamp();
                var all = swept is not { } last || clock.GetElapsedTime(last, now) >= Sweep;
                await Go(all, stoppingToken);
                if (all) swept = now;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "A round of errands broke off; the next begins in a second");
            }

            await Pause(stoppingToken);
        }

        await Task.WhenAll(visits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Go(bool all, CancellationToken cancel)
    {
        // Where somebody is at it the bell hangs already, and whoever is looks once more when done.
        foreach (var organisation in rung.Keys.Where(organisation => !visited.ContainsKey(organisation))) await PassOn(organisation, cancel);

        await using var directory = databases.OpenDirectory();
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await directory.Placements.AsNoTracking()
            .Where(placement => all || (placement.ClosedBecause == null && placement.RingsAt <= now)).ToArrayAsync(cancel);
        foreach (var placement in due)
        {
            if (!visited.TryAdd(placement.Organisation, 0)) continue;
            visits.RemoveAll(visit => visit.IsCompleted);
            visits.Add(Task.Run(() => Visit(placement, cancel), CancellationToken.None));
        }
    }

    // Taken down before it is passed on, so that one that rings meanwhile is not missed; and hung up again if the directory did not hear it.
    private async Task PassOn(string organisation, CancellationToken cancel)
    {
        rung.TryRemove(organisation, out _);
        try
        {
            await Ring(organisation, clock.GetUtcNow().UtcDateTime, cancel);
        }
        catch
        {
            rung.TryAdd(organisation, 0);
            throw;
        }
    }

    private async Task Visit(Placement placement, CancellationToken cancel)
    {
        var begun = clock.GetTimestamp();
        try
        {
            ErrandsLeft left;
            while ((left = await InTurn(placement.Organisation, cancel)).More)
                if (left.Gathers) await Task.Delay(Gathering, clock, cancel);
            await SetBell(placement, left.Next, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "A round through the errands of {Organisation} broke off; the others go on", placement.Organisation);
        }
        finally
        {
            if (clock.GetElapsedTime(begun) is var took && took < Gathering) await Task.Delay(Gathering - took, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            visited.TryRemove(placement.Organisation, out _);
            if (rung.ContainsKey(placement.Organisation)) soon.Writer.TryWrite(0);
        }
    }

    private async Task<ErrandsLeft> InTurn(string organisation, CancellationToken cancel)
    {
        var place = round.MustOpen(organisation) ? openings : turns;
        await place.WaitAsync(cancel);
        try
        {
            return await round.Some(organisation, cancel);
        }
        finally
        {
            place.Release();
        }
    }

    /// <summary>Writes down when an organisation's bell rings, for whichever node goes round next.</summary>
    public async Task Ring(string organisation, DateTime at, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        await directory.Placements.Where(placement => placement.Organisation == organisation)
            .ExecuteUpdateAsync(set => set.SetProperty(placement => placement.RingsAt, at), cancel);
    }

    // Unless it rang again since: another node may have kept something while this one went round.
    private async Task SetBell(Placement was, DateTime? next, CancellationToken cancel)
    {
        if (was.RingsAt == next) return;
        await using var directory = databases.OpenDirectory();
        await directory.Placements.Where(placement => placement.Organisation == was.Organisation && placement.RingsAt == was.RingsAt)
            .ExecuteUpdateAsync(set => set.SetProperty(placement => placement.RingsAt, next), cancel);
    }

    private async Task Pause(CancellationToken cancel)
    {
        Task rings = soon.Reader.WaitToReadAsync(cancel).AsTask();
        await rings.WaitAsync(Beat, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        soon.Reader.TryRead(out _);
    }
}
