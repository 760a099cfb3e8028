using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Looks after a wave that was planned: drops a probe with a reason, hands probes to another shopper, closes the wave.</summary>
public sealed class KeepWave(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>Drops a probe that was not answered yet. It counts nowhere, and says why.</summary>
    public async Task<Result<Probe>> Drop(Member member, (string Code, Guid Probe) which, (string? Why, int? Version) request, CancellationToken cancel)
    {
        var faults = new List<Fault>();
        if (PlainText.Of(request.Why, DesignCheck.LongestName, "why", faults) is not { } why) return new Refusal.Invalid("why", "required");
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await Find(store, member, which, cancel) is not { } probe) return new Refusal.NotFound();
        if (probe.State is not (ProbeState.Planned or ProbeState.Sent or ProbeState.Lost) || await IsClosed(store, probe, cancel)) return new Refusal.Invalid("why", "not_droppable");
        if (request.Version is { } seen && seen != probe.Version) return new Refusal.Conflict("changed_meanwhile");
        (probe.State, probe.Why) = (ProbeState.Dropped, why);
        probe.Version++;
        log.Write(store, member, "study.probe-dropped", which.Code, new { probe.Id, why });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return probe;
    }

    /// <summary>Hands probes that wait to be made to another shopper: one, or all of a wave that somebody has.</summary>
    /// <param name="member">Who does.</param>
    /// <param name="which">Of which wave.</param>
    /// <param name="request">The probe alone, or else all of one shopper; and to whom.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<int>> Move(Member member, (string Code, int Wave) which, (Guid? Probe, Guid? From, Guid? To) request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, which.Code, cancel) is not { } study || await Wave(store, study, which.Wave, cancel) is not { } wave) return new Refusal.NotFound();
        if (request.Probe is null && request.From is null) return new Refusal.Invalid("from", "required");
        // Who grades again does not approach anybody, and who has no link cannot.
        if (!await store.StudyShoppers.AnyAsync(one => one.Id == request.To && one.StudyId == study.Row.Id && !one.GradesAgain && one.SecretHash != null, cancel)) return new Refusal.Invalid("to", "unknown");
        if (wave.ClosedAt is not null) return new Refusal.Conflict("closed");
        var probes = store.Probes.Where(one => one.StudyId == study.Row.Id && one.Wave == which.Wave && one.State == ProbeState.Planned);
        probes = request.Probe is { } id ? probes.Where(one => one.Id == id) : probes.Where(one => one.ShopperId == request.From);
        var count = await probes.ExecuteUpdateAsync(set => set.SetProperty(one => one.ShopperId, request.To).SetProperty(one => one.Version, one => one.Version + 1), cancel);
        if (count == 0) return new Refusal.Invalid(request.Probe is null ? "from" : "to", "none_planned");
        log.Write(store, member, "study.probes-moved", which.Code, new { which.Wave, count, to = request.To });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return count;
    }

    /// <summary>Closes a wave: nothing more comes in. Not while somebody may still answer, for who answers later would count as never having answered.</summary>
    /// <param name="member">Who does.</param>
    /// <param name="which">Which wave.</param>
    /// <param name="dropping">How many probes that were not made it is known to drop: they never come back.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<StudyWave>> Close(Member member, (string Code, int Wave) which, int dropping, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, which.Code, cancel) is not { } study || await Wave(store, study, which.Wave, cancel) is not { } wave) return new Refusal.NotFound();
        if (wave.ClosedAt is not null) return wave;
        var probes = store.Probes.Where(one => one.StudyId == study.Row.Id && one.Wave == which.Wave);
        if (await probes.AnyAsync(one => one.State == ProbeState.Sent, cancel)) return new Refusal.Conflict("still_watched");
        var planned = probes.Where(one => one.State == ProbeState.Planned);
        if (await planned.CountAsync(cancel) != dropping) return new Refusal.Conflict("drops_more");
        wave.ClosedAt = clock.GetUtcNow().UtcDateTime;
        await planned.ExecuteUpdateAsync(set => set.SetProperty(one => one.State, ProbeState.Dropped).SetProperty(one => one.Version, one => one.Version + 1), cancel);
        log.Write(store, member, "study.wave-closed", which.Code, new { wave.Number });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return wave;
    }

    /// <summary>Takes a wave back that was planned and of which nobody was approached yet: it never was, and the rule is free again where it was the first.</summary>
    public async Task<Result<StudyWave>> Remove(Member member, (string Code, int Wave) which, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, which.Code, cancel) is not { } study || await Wave(store, study, which.Wave, cancel) is not { } wave) return new Refusal.NotFound();
        if (wave.ClosedAt is not null || !await IsUntouched(store, wave, cancel)) return new Refusal.Conflict("begun");
        await store.Probes.Where(one => one.StudyId == wave.StudyId && one.Wave == wave.Number).ExecuteDeleteAsync(cancel);
        store.StudyWaves.Remove(wave);
        if (study.Row.State == StudyState.Fielded && !await store.StudyWaves.AnyAsync(one => one.StudyId == wave.StudyId && one.Id != wave.Id, cancel)) study.Row.State = StudyState.Draft;
        log.Write(store, member, "study.wave-removed", which.Code, new { wave.Number });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return wave;
    }

    /// <summary>Whether nothing was brought of a wave yet, and it is the last: numbers have no gaps.</summary>
    internal static async Task<bool> IsUntouched(OrganisationStore store, StudyWave wave, CancellationToken cancel)
    {
        var probes = store.Probes.Where(one => one.StudyId == wave.StudyId && one.Wave == wave.Number);
        return !await store.StudyWaves.AnyAsync(one => one.StudyId == wave.StudyId && one.Number > wave.Number, cancel)
            && !await probes.AnyAsync(one => one.SentAt != null || (one.State != ProbeState.Planned && one.State != ProbeState.Dropped) || store.ProbeEvidence.Any(proof => proof.ProbeId == one.Id) || store.ProbeReplies.Any(reply => reply.ProbeId == one.Id), cancel);
    }

    private static async Task<Probe?> Find(OrganisationStore store, Member member, (string Code, Guid Probe) which, CancellationToken cancel) =>
        await StudyOf.Held(store, member, which.Code, cancel) is { } study ? await store.Probes.SingleOrDefaultAsync(one => one.Id == which.Probe && one.StudyId == study.Row.Id, cancel) : null;

    private static Task<bool> IsClosed(OrganisationStore store, Probe probe, CancellationToken cancel) =>
        store.StudyWaves.AnyAsync(wave => wave.StudyId == probe.StudyId && wave.Number == probe.Wave && wave.ClosedAt != null, cancel);

    private static Task<StudyWave?> Wave(OrganisationStore store, StudyOf study, int number, CancellationToken cancel) =>
        store.StudyWaves.SingleOrDefaultAsync(wave => wave.StudyId == study.Row.Id && wave.Number == number, cancel);
}
