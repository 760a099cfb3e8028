using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Puts together what a shopper sees of probes. Whoever grades again is shown what was asked and what came back: neither whose answer it is, nor how long it took, nor how another graded it.</summary>
internal sealed class ShopperCards(OrganisationStore store, StudyShopper shopper, IReadOnlyDictionary<int, StudyWave> waves, ShopperBack? back)
{
    private readonly Dictionary<int, AssessmentForm?> forms = [];
    private Dictionary<Guid, StudyScenario>? scenarios;

    /// <summary>The cards of probes, in their order.</summary>
    public async Task<IReadOnlyList<ShopperCard>> Of(IReadOnlyList<Probe> probes, CancellationToken cancel)
    {
        if (probes.Count == 0) return [];
        Guid[] ids = [.. probes.Select(probe => probe.Id)], companies = [.. probes.Select(probe => probe.CompanyId).Distinct()];
        scenarios ??= await store.StudyScenarios.AsNoTracking().Where(scenario => scenario.StudyId == shopper.StudyId).ToDictionaryAsync(scenario => scenario.Id, cancel);
        var called = await store.StudyCompanies.AsNoTracking().Where(company => companies.Contains(company.Id)).ToDictionaryAsync(company => company.Id, cancel);
        var replies = (await store.ProbeReplies.AsNoTracking().Where(reply => ids.Contains(reply.ProbeId)).OrderBy(reply => reply.From).ToListAsync(cancel)).ToLookup(reply => reply.ProbeId);
        var evidence = (await store.ProbeEvidence.AsNoTracking().Where(one => ids.Contains(one.ProbeId)).OrderBy(one => one.At).ToListAsync(cancel)).ToLookup(one => one.ProbeId);
        var graded = (await store.ProbeGradings.AsNoTracking().Where(grading => ids.Contains(grading.ProbeId)).ToListAsync(cancel)).ToLookup(grading => grading.ProbeId);
        foreach (var wave in probes.Select(probe => probe.Wave).Distinct().Where(wave => !forms.ContainsKey(wave))) forms[wave] = await GradeProbe.FormOf(store, waves[wave], cancel);
        return [.. probes.Select(probe => new ShopperCard(probe, waves[probe.Wave])
        {
            Company = shopper.GradesAgain ? null : called.GetValueOrDefault(probe.CompanyId), Hidden = shopper.GradesAgain && called.TryGetValue(probe.CompanyId, out var company) ? BlindOf(company) : null,
            Scenario = probe.ScenarioId is { } id ? scenarios.GetValueOrDefault(id) : null, Form = forms[probe.Wave],
            Replies = [.. replies[probe.Id]], Evidence = [.. evidence[probe.Id].Where(one => EvidenceFile.IsFor(shopper, one, replies[probe.Id]))],
            Grading = graded[probe.Id].FirstOrDefault(one => one.Again == shopper.GradesAgain && one.ShopperId == shopper.Id), GradesStand = GradeProbe.Stand(probe, graded[probe.Id].Count()), Back = back?.Probe == probe.Id ? back : null,
        })];
    }

    private static Blind BlindOf(StudyCompany company) => new([.. new[] { company.Name, company.NameEn }.OfType<string>()], [.. StudyJson.Read<Dictionary<ProbeChannel, string>>(company.Addresses).Values]);
}
