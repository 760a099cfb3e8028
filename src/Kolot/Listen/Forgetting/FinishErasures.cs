using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>Brings erasures to their end: everything is looked through once more by the tombstones alone, waiting files go, and the database's file is swept: a large one at night.</summary>
/// <remarks>Any node does it, and doing it twice harms nobody: so an erasure that a crash interrupted is gone on with.</remarks>
public sealed class FinishErasures(Databases databases, Stores stores, FinishErasures.Means means, ILogger<FinishErasures> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    // Which were looked through by this node and wait for the file to be swept, and when a file was. After a restart they are looked through once more.
    private readonly ConcurrentDictionary<Guid, long> looked = new();
    private readonly ConcurrentDictionary<string, long> swept = new();

    private readonly Channel<byte> soon = System.Threading.Channels.Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>By what it is done.</summary>
    public sealed record Means(Tombstones Tombstones, SweepFile Sweep, WaitingFiles Files, Leases Leases, ErrandRounds Rounds);

    /// <summary>The time by its clock.</summary>
    public DateTimeOffset Now => means.Leases.Clock.GetUtcNow();

    /// <summary>Begins at once.</summary>
    public void Soon() => soon.Writer.TryWrite(0);

    /// <summary>Has other systems told that somebody was erased.</summary>
    public void Ring(string organisation) => means.Rounds.Ring(organisation);

    /// <summary>Brings all of them to their end that can be.</summary>
    public async Task Run(CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var open = await directory.Erasures.AsNoTracking()
            .Where(erasure => erasure.EndedAt == null && directory.Placements.Any(placement => placement.Organisation == erasure.Organisation)).ToArrayAsync(cancel);
        foreach (var erasure in open)
        {
            try
            {
                // One that is just being removed is not finished beside whoever removes it.
                if (await stores.Exists(erasure.Organisation, cancel)) await Alone(erasure.Id, held => Finish(erasure.Organisation, erasure.Id, held), cancel);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                log.LogError(fault, "Erasure {Erasure} of {Organisation} is not at its end yet; the next try is in a minute", erasure.Id, erasure.Organisation);
            }
        }
    }

    /// <summary>Does something about an erasure that nobody else does at the same time.</summary>
    /// <returns>False where somebody is at it already.</returns>
    public Task<bool> Alone(Guid erasure, Func<CancellationToken, Task> work, CancellationToken cancel) => means.Leases.While($"erasure {erasure:N}", work, cancel);

    /// <summary>Lets go of files that wait.</summary>
    public Task<int> LetGo(string organisation, IReadOnlyList<Guid> imports, CancellationToken cancel) => means.Files.Drop(organisation, imports, cancel);

    /// <summary>Writes down what an erasure removed, and that it ended.</summary>
    public async Task Note(Erasure erasure, ErasureCounts counts, DateTime? ended, CancellationToken cancel)
    {
        var json = JsonSerializer.Serialize(counts);
        await using var directory = databases.OpenDirectory();
        await directory.Erasures.Where(row => row.Organisation == erasure.Organisation && row.Id == erasure.Id && row.EndedAt == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Counts, json).SetProperty(row => row.EndedAt, ended), cancel);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Task rings = soon.Reader.WaitToReadAsync(stoppingToken).AsTask();
            await rings.WaitAsync(Beat, means.Leases.Clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            soon.Reader.TryRead(out _);
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "The directory cannot be asked for erasures; the next try is in a minute");
            }
        }
    }

    private async Task<Erasure?> StillOpen(string organisation, Guid id, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.Erasures.AsNoTracking().SingleOrDefaultAsync(row => row.Organisation == organisation && row.Id == id && row.EndedAt == null, cancel);
    }

    private async Task Finish(string organisation, Guid id, CancellationToken cancel)
    {
        // As it stands now: it may have ended, or gone further, since it was seen to be open.
        if (await StillOpen(organisation, id, cancel) is not { } erasure) return;
        if (!looked.ContainsKey(id) && !await Look(erasure, cancel)) return;
        // Once is enough for all that were looked through before.
        if (!(swept.TryGetValue(organisation, out var last) && looked.TryGetValue(id, out var since) && last > since))
        {
            if (!await means.Sweep.IsTime(organisation, erasure.At, cancel) || !await means.Sweep.Run(organisation, cancel)) return;
            swept[organisation] = means.Leases.Clock.GetTimestamp();
        }

        // What was counted stands there since it was looked through.
        await Note(erasure, JsonSerializer.Deserialize<ErasureCounts>((await StillOpen(organisation, id, cancel) ?? erasure).Counts) ?? new(), Now.UtcDateTime, cancel);
        looked.TryRemove(id, out _);
    }

    // Everything once more, by the tombstones alone. False where something from before may still come in.
    private async Task<bool> Look(Erasure erasure, CancellationToken cancel)
    {
        var organisation = erasure.Organisation;
        var forgotten = await means.Tombstones.Of(organisation, [erasure.Id], cancel);
        var counts = JsonSerializer.Deserialize<ErasureCounts>(erasure.Counts) ?? new();
        await using (var store = await stores.Open(organisation, cancel)) counts = counts.And(await ForgetAgain.Run(store, forgotten, cancel));
        var held = await means.Files.Holding(organisation, Sought.All(forgotten, erasure.At), cancel);
        counts = counts with { Files = counts.Files + await means.Files.Drop(organisation, held, cancel) };
        var coming = await means.Files.AreComing(organisation, erasure.At, cancel);
        await Note(erasure, counts, ended: null, cancel);
        if (coming) return false;
        await means.Sweep.Words(organisation, cancel);
        looked[erasure.Id] = means.Leases.Clock.GetTimestamp();
        return true;
    }
}
