using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>What goes with a study that is removed.</summary>
/// <param name="Study">The study.</param>
/// <param name="Attempt">What was typed and not taken.</param>
public sealed record Removal(StudyOf Study, Attempt? Attempt)
{
    /// <summary>How many companies it compares.</summary>
    public int Companies { get; init; }

    /// <summary>How many of them have a link that opens their sheet.</summary>
    public int Sheets { get; init; }

    /// <summary>How many shoppers it has.</summary>
    public int Shoppers { get; init; }

    /// <summary>How many of them have a link that opens their page.</summary>
    public int Links { get; init; }

    /// <summary>How many letters to shoppers wait to be sent.</summary>
    public int Letters { get; init; }

    /// <summary>How many waves it has.</summary>
    public int Waves { get; init; }

    /// <summary>How many of them go on.</summary>
    public int Open { get; init; }

    /// <summary>How many probes.</summary>
    public int Probes { get; init; }

    /// <summary>How many answers came.</summary>
    public int Replies { get; init; }

    /// <summary>How many times answers were graded.</summary>
    public int Gradings { get; init; }

    /// <summary>How many files prove them.</summary>
    public int Files { get; init; }

    /// <summary>How large these are together.</summary>
    public long Bytes { get; init; }

    /// <summary>How often companies objected.</summary>
    public int Appeals { get; init; }

    /// <summary>How many of these nobody decided yet.</summary>
    public int Undecided { get; init; }

    /// <summary>Whether a mailbox is read for it.</summary>
    public bool Mailbox { get; init; }

    /// <summary>Where its result is told to everybody; null where it is not.</summary>
    public string? Report { get; init; }
}

/// <summary>Counts what goes with a study, for the page that asks.</summary>
public sealed class RemovalView(Stores stores)
{
    /// <summary>The page; as typed where that was not taken.</summary>
    public async Task<IResult> Page(HttpContext context, string code, Attempt? attempt)
    {
        var (visit, cancel) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (attempt?.Refusal is Core.Refusal.NotFound || await StudyOf.Seen(store, visit.Here, code, cancel) is not { } study) return TypedResults.NotFound();
        var view = await Of(store, study, cancel) with { Attempt = attempt, Report = study.Row.State == StudyState.Published ? PublicAddress.Of(context) + visit.Path($"reports/{code}") : null };
        return new RazorComponentResult<RemovalPage>(new { View = view }) { StatusCode = Problems.StatusOf(attempt?.Refusal) };
    }

    private static async Task<Removal> Of(OrganisationStore store, StudyOf study, CancellationToken cancel)
    {
        var id = study.Row.Id;
        var companies = store.StudyCompanies.Where(one => one.StudyId == id);
        var shoppers = store.StudyShoppers.Where(one => one.StudyId == id);
        var waves = store.StudyWaves.Where(one => one.StudyId == id);
        var probes = store.Probes.Where(one => one.StudyId == id).Select(one => one.Id);
        var files = store.ProbeEvidence.Where(one => probes.Contains(one.ProbeId));
        var appeals = store.StudyAppeals.Where(one => companies.Any(company => company.Id == one.CompanyId));
        return new(study, null)
        {
            Companies = await companies.CountAsync(cancel), Sheets = await companies.CountAsync(one => one.SecretHash != null, cancel),
            Shoppers = await shoppers.CountAsync(cancel), Links = await shoppers.CountAsync(one => one.SecretHash != null, cancel),
            Letters = await store.ShopperMails.CountAsync(one => one.MailAt != null && shoppers.Any(shopper => shopper.Id == one.Id), cancel),
            Waves = await waves.CountAsync(cancel), Open = await waves.CountAsync(one => one.ClosedAt == null, cancel), Probes = await probes.CountAsync(cancel),
            Replies = await store.ProbeReplies.CountAsync(one => probes.Contains(one.ProbeId), cancel), Gradings = await store.ProbeGradings.CountAsync(one => probes.Contains(one.ProbeId), cancel),
            Files = await files.CountAsync(cancel), Bytes = await files.SumAsync(one => (long)one.Bytes, cancel),
            Appeals = await appeals.CountAsync(cancel), Undecided = await appeals.CountAsync(one => one.Upheld == null, cancel), Mailbox = await store.StudyMailboxes.AnyAsync(one => one.StudyId == id, cancel),
        };
    }
}
