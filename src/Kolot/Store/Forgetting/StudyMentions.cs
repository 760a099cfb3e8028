using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Where somebody stands in studies: as a shopper, as whoever objected, by how a company is reached, and in what was written there.</summary>
/// <remarks>By a mail or a telephone alone: of a name nobody knows which of its bearers it is.</remarks>
public sealed record StudyMentions
{
    /// <summary>The studies.</summary>
    public IReadOnlyCollection<Guid> Studies { get; init; } = [];

    /// <summary>Shoppers who are this person.</summary>
    public IReadOnlyList<Guid> Shoppers { get; init; } = [];

    /// <summary>Objections that are theirs, or mention them.</summary>
    public IReadOnlyList<Guid> Appeals { get; init; } = [];

    /// <summary>Companies that are reached by them.</summary>
    public IReadOnlyList<Guid> Companies { get; init; } = [];

    /// <summary>Replies.</summary>
    public IReadOnlyList<Guid> Replies { get; init; } = [];

    /// <summary>Probes, by why they were lost or how they were judged.</summary>
    public IReadOnlyList<Guid> Probes { get; init; } = [];

    /// <summary>Probes to whose grades a remark was written.</summary>
    public IReadOnlyList<Guid> Graded { get; init; } = [];

    /// <summary>Evidence by its name, and mails by all that stands in them.</summary>
    public IReadOnlyList<Guid> Evidence { get; init; } = [];

    /// <summary>How many places.</summary>
    public int Count => Shoppers.Count + Appeals.Count + Companies.Count + Replies.Count + Probes.Count + Graded.Count + Evidence.Count;

    /// <summary>Looks through all of them.</summary>
    internal static async Task<StudyMentions> Find(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var studies = new HashSet<Guid>();
        // Whoever was written down after the last erasure is somebody new.
        var until = sought.Until ?? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);
        async Task<Guid[]> Found(IQueryable<Row> rows)
        {
            var found = new HashSet<Guid>();
            await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancel))
                if (sought.StandsIn(row.One, row.Other, row.Third, row.Fourth) && found.Add(row.Id)) studies.Add(row.Study);
            return [.. found];
        }

        var patterns = sought.Patterns ?? ["%"];
        var replies = new HashSet<Guid>();
        foreach (var pattern in patterns)
            replies.UnionWith(await Found(from reply in store.ProbeReplies.FromSql($"select * from probe_replies where text is not null and lower(text) like {pattern} escape '\\'") join probe in store.Probes on reply.ProbeId equals probe.Id select new Row { Id = reply.Id, Study = probe.StudyId, One = reply.Text }));
        return new()
        {
            Shoppers = await Found(from shopper in store.StudyShoppers join study in store.Studies on shopper.StudyId equals study.Id where study.BegunAt <= until select new Row { Id = shopper.Id, Study = study.Id, One = shopper.Name, Other = shopper.Mail }),
            Appeals = await Found(from appeal in store.StudyAppeals where appeal.At <= until join company in store.StudyCompanies on appeal.CompanyId equals company.Id select new Row { Id = appeal.Id, Study = company.StudyId, One = appeal.Name, Other = appeal.Mail, Third = appeal.Text, Fourth = appeal.Decision }),
            Companies = await Found(from company in store.StudyCompanies where company.Addresses != "{}" select new Row { Id = company.Id, Study = company.StudyId, One = company.Addresses }),
            Replies = [.. replies],
            Probes = await Found(from probe in store.Probes where probe.Why != null || probe.ReviewNote != null select new Row { Id = probe.Id, Study = probe.StudyId, One = probe.Why, Other = probe.ReviewNote }),
            Graded = await Found(from grading in store.ProbeGradings where grading.Remark != null join probe in store.Probes on grading.ProbeId equals probe.Id select new Row { Id = probe.Id, Study = probe.StudyId, One = grading.Remark }),
            Evidence = await InEvidence(store, sought, studies, cancel),
            Studies = studies,
        };
    }

    private static async Task<IReadOnlyList<Guid>> InEvidence(OrganisationStore store, Sought sought, HashSet<Guid> studies, CancellationToken cancel)
    {
        var found = new List<Guid>();
        foreach (var one in await (from evidence in store.ProbeEvidence.AsNoTracking() join probe in store.Probes on evidence.ProbeId equals probe.Id select new { evidence.Id, evidence.Name, evidence.Kind, probe.StudyId }).ToListAsync(cancel))
        {
            var stands = sought.StandsIn(one.Name);
            if (!stands && EvidenceKind.IsRead(one.Kind))
            {
                var parts = await store.FileParts.AsNoTracking().Where(part => part.FileId == one.Id).OrderBy(part => part.Number).Select(part => part.Content).ToListAsync(cancel);
                stands = MailRead.Texts([.. parts.SelectMany(part => part)]).Any(text => sought.StandsIn(text));
            }

            if (!stands) continue;
            found.Add(one.Id);
            studies.Add(one.StudyId);
        }

        return found;
    }

    /// <summary>Takes them out: what counts stays, of nobody. A mail that names them goes, and so does what a shopper photographed or recorded, in which nobody can look for them.</summary>
    /// <returns>In how many places.</returns>
    internal async Task<int> Remove(OrganisationStore store, Func<WrittenIdentity, bool> gone, CancellationToken cancel)
    {
        if (Count == 0) return 0;
        // In one order, so that whoever else changes several waits in a row. What was reckoned may quote them.
        foreach (var study in Studies.Order())
            await store.Studies.Where(one => one.Id == study).ExecuteUpdateAsync(set => set.SetProperty(one => one.Revision, one => one.Revision + 1), cancel);
        var (shoppers, appeals, companies, replies, probes, graded) = (Shoppers, Appeals, Companies, Replies, Probes, Graded);
        foreach (var shopper in await store.StudyShoppers.Where(one => EF.Parameter(shoppers).Contains(one.Id)).ToArrayAsync(cancel)) (shopper.Name, shopper.Mail, shopper.SecretHash) = (Traces.Erased, null, null);
        await store.ShopperMails.Where(one => EF.Parameter(shoppers).Contains(one.Id)).ExecuteDeleteAsync(cancel);
        foreach (var appeal in await store.StudyAppeals.Where(one => EF.Parameter(appeals).Contains(one.Id)).ToArrayAsync(cancel))
        {
            if (Traces.Holds(appeal.Name, gone) || Traces.Holds(appeal.Mail, gone)) (appeal.Name, appeal.Mail) = (Traces.Erased, null);
            (appeal.Text, appeal.Decision) = (Traces.Without(appeal.Text, gone) ?? "", Traces.Without(appeal.Decision, gone));
        }

        foreach (var company in await store.StudyCompanies.Where(one => EF.Parameter(companies).Contains(one.Id)).ToArrayAsync(cancel))
            company.Addresses = StudyJson.Write(StudyJson.Read<Dictionary<ProbeChannel, string>>(company.Addresses).Where(one => !Traces.Holds(one.Value, gone)).ToDictionary());
        foreach (var reply in await store.ProbeReplies.Where(one => EF.Parameter(replies).Contains(one.Id)).ToArrayAsync(cancel)) reply.Text = Traces.Without(reply.Text, gone);
        foreach (var probe in await store.Probes.Where(one => EF.Parameter(probes).Contains(one.Id)).ToArrayAsync(cancel)) (probe.Why, probe.ReviewNote) = (Traces.Without(probe.Why, gone), Traces.Without(probe.ReviewNote, gone));
        foreach (var grading in await store.ProbeGradings.Where(one => EF.Parameter(graded).Contains(one.ProbeId)).ToArrayAsync(cancel)) grading.Remark = Traces.Without(grading.Remark, gone);
        await LetGo(store, cancel);
        return Count;
    }

    private async Task LetGo(OrganisationStore store, CancellationToken cancel)
    {
        var (shoppers, evidence) = (Shoppers, Evidence);
        var over = await store.ProbeEvidence.Where(one => EF.Parameter(evidence).Contains(one.Id) || (!store.ProbeReplies.Any(reply => reply.Id == one.Id)
            && store.Probes.Any(probe => probe.Id == one.ProbeId && probe.ShopperId != null && EF.Parameter(shoppers).Contains(probe.ShopperId.Value)))).Select(one => one.Id).ToArrayAsync(cancel);
        await store.FileParts.Where(part => EF.Parameter(over).Contains(part.FileId)).ExecuteDeleteAsync(cancel);
        await store.ProbeEvidence.Where(one => EF.Parameter(over).Contains(one.Id)).ExecuteDeleteAsync(cancel);
    }

    // What stands in one row.
    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid Study { get; init; }

        public string? One { get; init; }

        public string? Other { get; init; }

        public string? Third { get; init; }

        public string? Fourth { get; init; }
    }
}
