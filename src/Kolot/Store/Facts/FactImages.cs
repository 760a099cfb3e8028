using System.Collections.Concurrent;
using Kolot.Core.Facts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kolot.Store.Facts;

/// <summary>What can be counted of an organisation now.</summary>
/// <param name="View">It; null while it is loaded.</param>
/// <param name="Loaded">Which share of it is loaded, from 0 to 1.</param>
public readonly record struct FactsNow(FactView? View, double Loaded);

/// <summary>The facts of the organisations that somebody asks about: loaded at the first question, fed while they are asked about, let go after a rest.</summary>
public sealed class FactImages(FactSources sources, TimeProvider clock, IOptions<FactSettings> settings, ILogger<FactImages> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Asked = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Held> all = new();
    private CancellationToken stopping;

    /// <summary>The bytes that all of them take.</summary>
    public long Bytes => all.Values.Sum(held => held.Facts.Bytes);

    /// <summary>How many there are.</summary>
    public int Count => all.Count;

    /// <summary>Those that are loaded, by organisation.</summary>
    internal IEnumerable<(string Organisation, HeldFacts Facts)> Loaded => all.Where(one => one.Value.IsLoaded).Select(one => (one.Key, one.Value.Facts));

    /// <summary>What can be counted of an organisation that exists. Waits for a loading, but not for long.</summary>
    /// <param name="organisation">Which.</param>
    /// <param name="patience">How long to wait for a loading.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<FactsNow> Of(string organisation, TimeSpan patience, CancellationToken cancel)
    {
        var held = all.GetOrAdd(organisation, name => new(sources.Of(name)));
        held.AskedAt = clock.GetTimestamp();
        var loading = held.Loading(Load);
        await loading.WaitAsync(patience, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
        if (!loading.IsCompleted) return new(null, held.Facts.Loaded);
        if (!loading.IsCompletedSuccessfully)
        {
            // Whoever asks next tries again.
            all.TryRemove(new(organisation, held));
            await loading;
        }

        var stands = clock.GetElapsedTime(held.LookedAt) <= Fresh || await Look(organisation, held, cancel);
        return stands ? new(held.Facts.View, 1) : await Of(organisation, patience, cancel);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        stopping = stoppingToken;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var (organisation, held) in all) Visit(organisation, held, stoppingToken);
                KeepToBudget();
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Numbers could not be looked after now; the next look is in a moment");
            }

            await Task.Delay(Beat, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(all.Values.Select(held => held.Visit)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Visit(string organisation, Held held, CancellationToken cancel)
    {
        var idle = clock.GetElapsedTime(held.AskedAt);
        if (idle > settings.Value.Rest)
        {
            all.TryRemove(new(organisation, held));
            return;
        }

        if (!held.IsLoaded || !held.Visit.IsCompleted || (idle > Asked && clock.GetElapsedTime(held.LookedAt) < Seldom)) return;
        held.Visit = Task.Run(() => Look(organisation, held, cancel), cancel);
    }

    // Whoever was asked about longest ago goes first; who alone is too large stays, since somebody waits for it.
    private void KeepToBudget()
    {
        var budget = settings.Value.MemoryInBytes;
        foreach (var (organisation, held) in all.OrderBy(one => one.Value.AskedAt))
        {
            if (all.Count <= 1 || Bytes <= budget) return;
            if (!held.IsLoaded || !all.TryRemove(new(organisation, held))) continue;
            log.LogInformation("The numbers of {Organisation} made room for others; they are loaded again when somebody asks", organisation);
        }
    }

    private async Task Load(Held held)
    {
        await held.Facts.Load(stopping);
        held.LookedAt = clock.GetTimestamp();
    }

    private async Task<bool> Look(string organisation, Held held, CancellationToken cancel)
    {
        try
        {
            if (await held.Facts.Look(cancel))
            {
                held.LookedAt = clock.GetTimestamp();
                return true;
            }

            log.LogInformation("The numbers of {Organisation} are made anew", organisation);
            all.TryRemove(new(organisation, held));
            return false;
        }
        catch (Exception fault) when (Outage.Is(fault) && !cancel.IsCancellationRequested)
        {
            log.LogWarning("The numbers of {Organisation} stand still: its database cannot be reached now", organisation);
            return true;
        }
    }

    private sealed class Held(HeldFacts facts)
    {
        private readonly Lock gate = new();
        private Task? loading;

        public HeldFacts Facts => facts;

        public long AskedAt { get; set; }

        public long LookedAt { get; set; }

        public Task Visit { get; set; } = Task.CompletedTask;

        public bool IsLoaded => loading is { IsCompletedSuccessfully: true };

        public Task Loading(Func<Held, Task> load)
        {
            lock (gate) return loading ??= Task.Run(() => load(this));
        }
    }
}
