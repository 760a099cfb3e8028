using System.Globalization;
using System.Runtime.CompilerServices;
using Kolot.Core.Organisation;
using Kolot.Listen.Forgetting;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>What is held of a person in studies, for whoever asks what is held of them: as a shopper, as whoever objected, and where companies, shoppers and reviewers wrote of them.</summary>
public sealed class HeldStudies : IHeldBeside
{
    /// <inheritdoc/>
    public string List => "studies";

    /// <inheritdoc/>
    public string Name => Kolot.Benchmarks.Words.Studies;

    /// <inheritdoc/>
    public async IAsyncEnumerable<HeldThing> Of(OrganisationStore store, HeldPerson held, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (found, theirs) = (held.Mentions.InStudies, held.Sought.IsGone);
        if (found.Count == 0) yield break;
        var ids = found.Studies.ToArray();
        var studies = await store.Studies.AsNoTracking().Where(study => EF.Parameter(ids).Contains(study.Id)).ToDictionaryAsync(study => study.Id, cancel);
        List<HeldThing> all = [.. await Shoppers(store, found, studies, cancel), .. await Appeals(store, found, (studies, theirs), cancel), .. await Written(store, found, (studies, theirs), cancel)];
        foreach (var one in all.OrderBy(one => one.At)) yield return one;
    }

    private static async Task<List<HeldThing>> Shoppers(OrganisationStore store, StudyMentions found, Dictionary<Guid, Study> studies, CancellationToken cancel)
    {
        var (ids, all) = (found.Shoppers, new List<HeldThing>());
        foreach (var row in await store.StudyShoppers.AsNoTracking().Where(one => EF.Parameter(ids).Contains(one.Id)).ToListAsync(cancel))
        {
            var remarks = await store.ProbeGradings.Where(one => one.ShopperId == row.Id && one.Remark != null).OrderBy(one => one.At).Select(one => one.Remark).ToListAsync(cancel);
            var probes = await store.Probes.CountAsync(one => one.ShopperId == row.Id, cancel);
            all.Add(new(studies[row.StudyId].BegunAt, "shopper", Known(studies[row.StudyId], ("name", row.Name), ("mail", row.Mail), ("language", row.Language), ("gradesAgain", row.GradesAgain ? "yes" : "no"), ("probes", probes.ToString(CultureInfo.InvariantCulture))), [.. remarks.OfType<string>()]));
        }

        return all;
    }

    private static async Task<List<HeldThing>> Appeals(OrganisationStore store, StudyMentions found, (Dictionary<Guid, Study> Studies, Func<WrittenIdentity, bool> Theirs) by, CancellationToken cancel)
    {
        var ids = found.Appeals;
        var rows = await (from appeal in store.StudyAppeals.AsNoTracking() where EF.Parameter(ids).Contains(appeal.Id) join company in store.StudyCompanies on appeal.CompanyId equals company.Id select new { Appeal = appeal, company.StudyId, Company = company.Name }).ToListAsync(cancel);
        return [.. rows.Select(row => Traces.Holds(row.Appeal.Name, by.Theirs) || Traces.Holds(row.Appeal.Mail, by.Theirs)
            ? new HeldThing(row.Appeal.At, "appeal", Known(by.Studies[row.StudyId], ("company", row.Company), ("name", row.Appeal.Name), ("mail", row.Appeal.Mail)), [row.Appeal.Text, .. new[] { row.Appeal.Decision }.OfType<string>()])
            : new HeldThing(row.Appeal.At, "mention", Known(by.Studies[row.StudyId], ("company", row.Company)), [.. Traces.Around(by.Theirs, row.Appeal.Text, row.Appeal.Decision)]))];
    }

    // What others wrote beside it is theirs.
    private static async Task<List<HeldThing>> Written(OrganisationStore store, StudyMentions found, (Dictionary<Guid, Study> Studies, Func<WrittenIdentity, bool> Theirs) by, CancellationToken cancel)
    {
        var (all, companies, replies, probes, graded, evidence) = (new List<HeldThing>(), found.Companies, found.Replies, found.Probes, found.Graded, found.Evidence);
        void Mention(DateTime at, Guid study, string? company, params string?[] texts) => all.Add(new(at, "mention", Known(by.Studies[study], ("company", company)), [.. Traces.Around(by.Theirs, texts)]));
        foreach (var row in await store.StudyCompanies.AsNoTracking().Where(one => EF.Parameter(companies).Contains(one.Id)).ToListAsync(cancel)) Mention(by.Studies[row.StudyId].BegunAt, row.StudyId, row.Name, row.Addresses);
        foreach (var row in await (from reply in store.ProbeReplies where EF.Parameter(replies).Contains(reply.Id) join probe in store.Probes on reply.ProbeId equals probe.Id join company in store.StudyCompanies on probe.CompanyId equals company.Id select new { reply.From, probe.StudyId, company.Name, reply.Text }).ToListAsync(cancel))
            Mention(row.From, row.StudyId, row.Name, row.Text);
        foreach (var row in await (from probe in store.Probes where EF.Parameter(probes).Contains(probe.Id) join company in store.StudyCompanies on probe.CompanyId equals company.Id select new { At = probe.SentAt ?? probe.PlannedAt, probe.StudyId, company.Name, probe.Why, probe.ReviewNote }).ToListAsync(cancel))
            Mention(row.At ?? by.Studies[row.StudyId].BegunAt, row.StudyId, row.Name, row.Why, row.ReviewNote);
        foreach (var row in await (from grading in store.ProbeGradings where EF.Parameter(graded).Contains(grading.ProbeId) join probe in store.Probes on grading.ProbeId equals probe.Id join company in store.StudyCompanies on probe.CompanyId equals company.Id select new { grading.At, probe.StudyId, company.Name, grading.Remark }).ToListAsync(cancel))
            Mention(row.At, row.StudyId, row.Name, row.Remark);
        foreach (var row in await (from file in store.ProbeEvidence where EF.Parameter(evidence).Contains(file.Id) join probe in store.Probes on file.ProbeId equals probe.Id join company in store.StudyCompanies on probe.CompanyId equals company.Id select new { file.At, probe.StudyId, Company = company.Name, file.Name, file.Until }).ToListAsync(cancel))
            all.Add(new(row.At, "evidence", Known(by.Studies[row.StudyId], ("company", row.Company), ("file", row.Name), ("until", row.Until.ToString("o", CultureInfo.InvariantCulture))), []));
        return all;
    }

    private static Dictionary<string, string?> Known(Study study, params (string Key, string? Value)[] more) => new[] { (Key: "study", Value: (string?)study.Name) }.Concat(more).ToDictionary(one => one.Key, one => one.Value);
}
