using System.Collections.Concurrent;
using Kolot.Core.Benchmarks;
using Kolot.Store;

namespace Kolot.Benchmarks.Findings;

/// <summary>Reckons what studies say, and keeps it in memory until something changes it: for the same revision it is the same.</summary>
/// <remarks>Each node for itself. Nobody waits for long: what takes longer is reckoned on, and told when it is done.</remarks>
public sealed class StudyResults(Stores stores, TimeProvider clock)
{
    // The probes of one large study take some ten megabytes.
    private const int Kept = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    // From so many probes on reckoning is felt, and what was reckoned before a change is shown meanwhile, unless it is done so soon.
    private const int Many = 5_000;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(80);

    // What still waits, waits longer by now.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(30);

    private readonly ConcurrentDictionary<Which, Entry> entries = new();

    /// <summary>What a study says.</summary>
    /// <param name="Loaded">From what it was reckoned, of all its waves.</param>
    /// <param name="Seen">The part of it that counts here: all waves, or one.</param>
    /// <param name="Result">Everything but ranks.</param>
    public sealed record Reckoned(LoadStudy.Loaded Loaded, StudySeen Seen, StudyResult Result)
    {
        private Task ranking = Task.CompletedTask;

        /// <summary>The ranks; null while they are being reckoned.</summary>
        public LeagueRanks? Ranks { get; private set; }

        /// <summary>Whether something has changed since, and is still being reckoned.</summary>
        public bool Older { get; init; }

        /// <summary>Reckons the ranks beside all else.</summary>
        public Reckoned Rank()
        {
            ranking = Task.Run(() => Ranks = LeagueRanks.Of(Result.League));
            return this;
        }

        /// <summary>Waits for the ranks, no longer than that.</summary>
        public Task Ranked(TimeSpan atMost, CancellationToken cancel) => Task.WhenAny(ranking, Task.Delay(atMost, cancel));
    }

    private sealed record Which(string Organisation, Guid Study, bool Closed, int Wave, long Revision, int Version);

    private sealed class Entry(DateTimeOffset at, Func<Task<Reckoned>> reckon)
    {
        private readonly Lazy<Task<Reckoned>> task = new(reckon);

        public Task<Reckoned> Task => task.Value;

        public DateTimeOffset At { get; } = at;

        public DateTimeOffset Used { get; set; } = at;

        /// <summary>It, once it is reckoned.</summary>
        public Reckoned? Whole { get; set; }

        /// <summary>Whether some of it awaits an answer; known once it is reckoned.</summary>
        public bool Waits => Whole is { Loaded.Waits: true };
    }

    /// <summary>What a study says; null while it is being reckoned.</summary>
    /// <param name="organisation">Whose it is.</param>
    /// <param name="study">Which, as its row stands.</param>
    /// <param name="closed">Whether of closed waves alone.</param>
    /// <param name="wave">Of one wave by its number; 0 for all.</param>
    /// <param name="before">Whether it may be what was said before the last change, while that is being reckoned: for who looks at it, not for what is handed on.</param>
    /// <param name="cancel">Stops waiting, not reckoning.</param>
    public async Task<Reckoned?> Of(string organisation, Study study, bool closed, int wave, bool before, CancellationToken cancel)
    {
        var which = new Which(organisation, study.Id, closed, wave, study.Revision, study.Version);
        var task = One(which, study);
        if (before && !await Done(task, cancel) && Before(which) is { } older) return older with { Older = true };
        var waited = Task.Delay(Patience, cancel);
        if (await Task.WhenAny(task, waited) == waited)
        {
            cancel.ThrowIfCancellationRequested();
            return null;
        }

        var reckoned = await task;
        await reckoned.Ranked(Patience / 5, cancel);
        return reckoned;
    }

    private static async Task<bool> Done(Task<Reckoned> task, CancellationToken cancel)
    {
        var soon = Task.Delay(Soon, cancel);
        if (await Task.WhenAny(task, soon) == soon) return false;
        var ranked = (await task).Ranked(Soon, cancel);
        return await Task.WhenAny(ranked, soon) == ranked && (await task).Ranks is not null;
    }

    // The last that was whole.
    private Reckoned? Before(Which which) =>
        entries.Where(one => one.Key with { Revision = 0, Version = 0 } == which with { Revision = 0, Version = 0 } && one.Key != which && one.Value.Whole is { Ranks: not null, Seen.Probes.Count: >= Many })
            .OrderByDescending(one => one.Key.Revision).ThenByDescending(one => one.Key.Version).FirstOrDefault().Value?.Whole;

    // What is asked for by a number that no wave has is all of it: nobody fills the memory with waves that are none.
    private async Task<Reckoned> One(Which which, Study study)
    {
        var all = await Begun(which with { Wave = 0 }, study);
        return which.Wave != 0 && all.Loaded.Waves.Any(wave => wave.Number == which.Wave) ? await Begun(which, study) : all;
    }

    private Task<Reckoned> Begun(Which which, Study study)
    {
        var now = clock.GetUtcNow();
        if (entries.TryGetValue(which, out var known) && !known.Task.IsFaulted && (now - known.At < Fresh || !known.Waits))
        {
            known.Used = now;
            return known.Task;
        }

        var entry = entries.AddOrUpdate(which, _ => New(), (_, there) => there == known ? New() : there);
        foreach (var (old, _) in entries.OrderByDescending(one => one.Value.Used).Skip(Kept)) entries.TryRemove(old, out _);
        return entry.Task;

        Entry New()
        {
            Entry? made = null;
            return made = new(now, () => Task.Run(async () =>
            {
                var reckoned = await Reckon(which, study);
                made!.Whole = reckoned;
                return reckoned;
            }));
        }
    }

    private async Task<Reckoned> Reckon(Which which, Study study)
    {
        LoadStudy.Loaded loaded;
        if (which.Wave != 0) loaded = (await Begun(which with { Wave = 0 }, study)).Loaded;
        else
        {
            await using var store = await stores.Open(which.Organisation, CancellationToken.None);
            loaded = await LoadStudy.Of(store, study, which.Closed, clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        }

        var seen = which.Wave == 0 ? loaded.Seen : loaded.Seen with { Probes = [.. loaded.Seen.Probes.Where(probe => probe.Wave == which.Wave)] };
        var result = StudyResult.Of(seen);
        return new Reckoned(loaded, seen, result).Rank();
    }
}
