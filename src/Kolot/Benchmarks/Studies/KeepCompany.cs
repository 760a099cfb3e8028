using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Puts a company into a study, the organisation itself among them, changes one, or takes it out while nobody approached it.</summary>
public sealed class KeepCompany(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>What is asked.</summary>
    /// <param name="Draft">What is written of it.</param>
    /// <param name="Seen">The mark of what whoever changes it had before them; null where it does not matter.</param>
    public sealed record Request(CompanyDraft Draft, string? Seen);

    /// <summary>Keeps one: the company of a number, or a new one.</summary>
    public async Task<Result<StudyCompany>> Run(Member member, (string Code, int? Number) which, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, which.Code, cancel) is not { } study) return new Refusal.NotFound();
        var row = which.Number is { } number ? await store.StudyCompanies.SingleOrDefaultAsync(one => one.StudyId == study.Row.Id && one.Number == number, cancel) : null;
        if (which.Number is not null && row is null) return new Refusal.NotFound();
        if (row is not null && request.Seen is { } seen && seen != MarkOf(row)) return new Refusal.Conflict("changed_meanwhile");
        var (company, wrong) = request.Draft.Read();
        var faults = wrong.ToList();
        var others = store.StudyCompanies.Where(one => one.StudyId == study.Row.Id && (row == null || one.Id != row.Id));
        if (row is null && company.IsCalled(await OwnNames(store, cancel)) && !await others.AnyAsync(one => one.Ours, cancel)) company = company with { Ours = true };
        if (company.Name is { } name && await others.AnyAsync(one => one.Name == name, cancel)) faults.Add(new("name", "there_already"));
        if (company.Ours && await others.AnyAsync(one => one.Ours, cancel)) faults.Add(new("ours", "ours_already"));
        if (row is null && await others.CountAsync(cancel) >= CompanyLines.Most) faults.Add(new("name", "too_many"));
        if (ListStands(study.Row) && (row is null || row.Ours != company.Ours)) faults.Add(new(row is null ? "name" : "ours", "list_stands"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (row is null) store.StudyCompanies.Add(row = New(study.Row, await Next(store, study.Row, cancel), clock.GetUtcNow()));
        Become(row, company);
        await Translate(store, study, [row], cancel);
        log.Write(store, member, "study.company", which.Code, new { row.Number, row.Name });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Has the organisation itself be one of them: the company that is called so, or else a new one.</summary>
    public async Task<Result<StudyCompany>> RunOurs(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await StudyOf.Seen(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        var (own, draft) = (await OwnNames(store, cancel), CompanyDraft.Blank);
        var named = (await store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == study.Row.Id).OrderBy(one => one.Number).ToListAsync(cancel)).Find(one => DraftOf(one).IsCalled(own));
        if (named is { Ours: true }) return named;
        draft = named is null ? draft with { Name = own[0], NameEn = own.ElementAtOrDefault(1) } : DraftOf(named);
        return await Run(member, (code, named?.Number), new(draft with { Ours = true }, named is null ? null : MarkOf(named)), cancel);
    }

    /// <summary>Takes one out. Whoever was approached, or is to be, stays.</summary>
    public async Task<Result<StudyCompany>> Remove(Member member, string code, int number, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (await store.StudyCompanies.SingleOrDefaultAsync(one => one.StudyId == study.Row.Id && one.Number == number, cancel) is not { } row) return new Refusal.NotFound();
        if (ListStands(study.Row)) return new Refusal.Conflict("list_stands");
        if (await store.Probes.AnyAsync(probe => probe.StudyId == study.Row.Id && probe.CompanyId == row.Id, cancel)) return new Refusal.Conflict("has_probes");
        store.StudyCompanies.Remove(row);
        log.Write(store, member, "study.company-removed", code, new { row.Number, row.Name });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return row;
    }

    /// <summary>Whether nobody comes to the companies or leaves them: while the result is public, letters that move would tell whose they are.</summary>
    internal static bool ListStands(Study study) => study.State == StudyState.Published;

    /// <summary>How a company is approached.</summary>
    public static IReadOnlyDictionary<ProbeChannel, string> AddressesOf(StudyCompany row) => StudyJson.Read<Dictionary<ProbeChannel, string>>(row.Addresses);

    /// <summary>What the organisation itself is called, in Hebrew first.</summary>
    internal static async Task<IReadOnlyList<string>> OwnNames(OrganisationStore store, CancellationToken cancel) =>
        await store.Profiles.Select(one => new { one.Name, one.NameEn }).SingleAsync(cancel) is var own ? [.. new[] { own.Name, own.NameEn }.OfType<string>()] : [];

    private static CompanyDraft DraftOf(StudyCompany row) => new(row.Name, row.NameEn, row.Industry, row.Ours, AddressesOf(row)) { IndustryEn = row.IndustryEn };

    /// <summary>Stands for it as it is.</summary>
    internal static string MarkOf(StudyCompany row) => SeenMark.Of(row.Name, row.NameEn, row.Industry, row.IndustryEn, $"{row.Ours}", row.Addresses);

    /// <summary>The number that the next one gets.</summary>
    internal static async Task<int> Next(OrganisationStore store, Study study, CancellationToken cancel) =>
        (await store.StudyCompanies.Where(one => one.StudyId == study.Id).MaxAsync(one => (int?)one.Number, cancel) ?? 0) + 1;

    /// <summary>A company of which nothing is written yet.</summary>
    internal static StudyCompany New(Study study, int number, DateTimeOffset now) => new() { Id = Guid.CreateVersion7(now), StudyId = study.Id, Number = number, Addresses = "{}" };

    /// <summary>Writes it down.</summary>
    internal static void Become(StudyCompany row, CompanyDraft company)
    {
        (row.Name, row.NameEn, row.Industry, row.IndustryEn, row.Ours) = (company.Name, company.NameEn, company.Industry, company.IndustryEn, company.Ours);
        row.Addresses = StudyJson.Write(company.Addresses);
    }

    /// <summary>Tells an industry of companies that were just written in English as it is told of any of it, and so of all. The caller saves.</summary>
    internal static async Task Translate(OrganisationStore store, StudyOf study, IReadOnlyList<StudyCompany> rows, CancellationToken cancel)
    {
        await store.SaveChangesAsync(cancel);
        var all = store.StudyCompanies.Where(one => one.StudyId == study.Row.Id && one.Industry != null);
        foreach (var said in rows.Where(row => row.Industry is not null).GroupBy(row => row.Industry, row => row.IndustryEn))
        {
            if ((said.OfType<string>().FirstOrDefault() ?? await all.Where(one => one.Industry == said.Key && one.IndustryEn != null).OrderBy(one => one.Number).Select(one => one.IndustryEn).FirstOrDefaultAsync(cancel)) is not { } english) continue;
            foreach (var one in await all.Where(one => one.Industry == said.Key && one.IndustryEn == null).ToListAsync(cancel)) one.IndustryEn = english;
        }
    }
}
