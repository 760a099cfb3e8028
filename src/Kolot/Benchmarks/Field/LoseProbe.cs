using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Store;

namespace Kolot.Benchmarks.Field;

/// <summary>Says that a probe could not be sent, or may never have arrived, and why; or that it did after all.</summary>
public sealed class LoseProbe(Stores stores, TimeProvider clock)
{
    /// <summary>The longest reason.</summary>
    public const int LongestWhy = 500;

    /// <summary>Keeps it.</summary>
    /// <param name="organisation">Whose study it is.</param>
    /// <param name="secret">The shopper's.</param>
    /// <param name="id">The probe.</param>
    /// <param name="why">Why; null where it was not lost after all.</param>
    /// <param name="lost">Whether it was lost.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<Probe>> Run(string organisation, string secret, Guid id, string? why, bool lost, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await HeldProbe.ByShopper(store, secret, id, cancel) is not { Shopper.GradesAgain: false } held) return new Refusal.NotFound();
        var (probe, said) = (held.Probe, why?.Trim());
        if (lost == (probe.State == ProbeState.Lost) && (!lost || probe.Why == said)) return probe;
        if (held.IsClosed) return new Refusal.Conflict("wave_closed");
        if (lost && string.IsNullOrEmpty(said)) return new Refusal.Invalid("why", "required");
        if (said is { Length: > LongestWhy }) return new Refusal.Invalid("why", "too_long");
        if (lost && probe.State == ProbeState.Answered) return new Refusal.Conflict("answered");
        probe.State = lost ? ProbeState.Lost : ProbeState.Planned;
        if (lost) (probe.Why, probe.WaitedFrom, probe.WaitedUntil) = (said, null, null);
        await held.Keep(store, clock.GetUtcNow().UtcDateTime, cancel);
        await writing.Commit(cancel);
        return probe;
    }
}
