using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>A probe while it is changed: nobody else changes its study meanwhile.</summary>
/// <param name="Study">Its study, already of the next revision; what is left without committing leaves the revision as it was.</param>
/// <param name="Probe">The probe.</param>
/// <param name="Wave">Its wave.</param>
internal sealed record HeldProbe(StudyOf Study, Probe Probe, StudyWave Wave)
{
    /// <summary>Who changes it, where a shopper does.</summary>
    public StudyShopper? Shopper { get; init; }

    /// <summary>Whether nothing more is taken in.</summary>
    public bool IsClosed => Wave.ClosedAt is not null || Probe.State is ProbeState.Dropped or ProbeState.NotReported;

    /// <summary>For how long it is watched.</summary>
    public TimeSpan Horizon => TimeSpan.FromMinutes(Study.Design.Rule.NeverAfterMinutes);

    /// <summary>The shopper of a link; null where it opens nothing, or no more.</summary>
    public static async Task<StudyShopper?> ShopperOf(OrganisationStore store, string secret, CancellationToken cancel)
    {
        if (secret.Length is < 20 or > 60) return null;
        var hash = EntranceKeys.HashOf(secret);
        return await store.StudyShoppers.AsNoTracking().SingleOrDefaultAsync(shopper => shopper.SecretHash == hash, cancel);
    }

    /// <summary>A probe that a shopper makes; where they grade again, one that was drawn for that.</summary>
    public static async Task<HeldProbe?> ByShopper(OrganisationStore store, string secret, Guid id, CancellationToken cancel) =>
        await ShopperOf(store, secret, cancel) is { } shopper && await Of(store, store.Probes.Where(probe => probe.Id == id && probe.StudyId == shopper.StudyId && (shopper.GradesAgain ? probe.Twice : probe.ShopperId == shopper.Id)), cancel) is { } held
            ? held with { Shopper = shopper } : null;

    /// <summary>The one probe of a query; null where there is none.</summary>
    public static async Task<HeldProbe?> Of(OrganisationStore store, IQueryable<Probe> which, CancellationToken cancel)
    {
        // The study first: whoever changes it waits here, and reads the probe as the one before left it.
        var study = await which.Select(probe => (Guid?)probe.StudyId).SingleOrDefaultAsync(cancel);
        if (study is null || await Hold(store, study.Value, cancel) is not { } held || await which.SingleOrDefaultAsync(cancel) is not { } probe) return null;
        var wave = await store.StudyWaves.AsNoTracking().SingleAsync(one => one.StudyId == probe.StudyId && one.Number == probe.Wave, cancel);
        return new(held, probe, wave);
    }

    /// <summary>Has the study's result reckoned anew, and holds it until the transaction ends.</summary>
    public static async Task<StudyOf?> Hold(OrganisationStore store, Guid study, CancellationToken cancel) =>
        await store.Studies.Where(one => one.Id == study).ExecuteUpdateAsync(set => set.SetProperty(one => one.Revision, one => one.Revision + 1), cancel) == 0
            ? null : StudyOf.Of(await store.Studies.AsNoTracking().SingleAsync(one => one.Id == study, cancel));

    /// <summary>Reckons where it stands from its times, and keeps it. What was accepted or sent back is to be looked at once more; what was struck stays struck.</summary>
    public async Task Keep(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        await store.SaveChangesAsync(cancel);
        var answers = await store.ProbeReplies.Where(reply => reply.ProbeId == Probe.Id && !reply.Automatic).Select(reply => new { reply.From, reply.Until }).ToListAsync(cancel);
        var standing = ProbeStanding.Of(Probe.SentAt, [.. answers.Select(answer => (answer.From, answer.Until))], Horizon, now);
        // Whoever says that it may never have arrived is believed until somebody answers it.
        if (Probe.State != ProbeState.Lost || standing.State == ProbeState.Answered)
        {
            (Probe.State, Probe.WaitedFrom, Probe.WaitedUntil) = (standing.State, standing.WaitedFrom, standing.WaitedUntil);
            Probe.Why = null;
            if (standing.State == ProbeState.Sent) await FieldSweep.Arm(store, Probe.SentAt!.Value + Horizon, now, cancel);
        }

        Touch();
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>That something of it changed.</summary>
    public void Touch()
    {
        Probe.Version++;
        if (Probe.Review is not (ProbeReview.Accepted or ProbeReview.Returned)) return;
        // When it was looked at stays: from then on its grades stand.
        (Probe.Review, Probe.ReviewNote) = (ProbeReview.None, null);
    }
}
