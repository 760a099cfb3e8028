using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Appeals that a study still owes something: a decision, or what was promised by one.</summary>
public static class OpenAppeals
{
    /// <summary>Those of a study's companies.</summary>
    public static IQueryable<StudyAppeal> Of(OrganisationStore store, Guid study) => store.StudyAppeals.Where(appeal => store.StudyCompanies.Any(company => company.Id == appeal.CompanyId && company.StudyId == study));

    /// <summary>Those that were upheld and not carried out yet: something that they are about is still to be looked at anew, or, where they name a probe, went back to its shopper.</summary>
    public static IQueryable<StudyAppeal> Owed(OrganisationStore store, Guid study, IQueryable<StudyAppeal> appeals) => appeals.Where(appeal => appeal.Upheld == true && store.Probes.Any(probe =>
        probe.StudyId == study && (appeal.ProbeId == null ? probe.CompanyId == appeal.CompanyId : probe.Id == appeal.ProbeId)
        && probe.ReviewedAt >= appeal.DecidedAt && (probe.Review == ProbeReview.Contested || (probe.Review == ProbeReview.Returned && appeal.ProbeId != null))));

    /// <summary>How many of a study nobody decided yet, and how many are not carried out.</summary>
    public static async Task<(int Undecided, int Owed)> Count(OrganisationStore store, Guid study, CancellationToken cancel)
    {
        var all = Of(store, study);
        // Where none was upheld nobody looks through the probes.
        return (await all.CountAsync(appeal => appeal.Upheld == null, cancel), await all.AnyAsync(appeal => appeal.Upheld == true, cancel) ? await Owed(store, study, all).CountAsync(cancel) : 0);
    }

    /// <summary>What of a company's probes an upheld appeal has looked at anew: the one that it names, or all that the company reads of: those of closed waves that count.</summary>
    public static IQueryable<Probe> Probes(OrganisationStore store, Guid study, StudyAppeal appeal) => store.Probes.Where(probe =>
        probe.StudyId == study && probe.CompanyId == appeal.CompanyId && (appeal.ProbeId == null || probe.Id == appeal.ProbeId)
        && probe.State != ProbeState.Planned && probe.State != ProbeState.Dropped && probe.Review != ProbeReview.Struck
        && (appeal.ProbeId != null || store.StudyWaves.Any(wave => wave.StudyId == study && wave.Number == probe.Wave && wave.ClosedAt != null)));
}
