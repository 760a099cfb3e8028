using Kolot.Benchmarks.Field;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Listen.Answering;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Benchmarks.Findings;

/// <summary>Shows what a study knows of one company: to whoever runs the study, and to the company itself by its link.</summary>
public sealed class ShowSheet(Stores stores, StudyResults results, ShowSheet.Means means)
{
    private const string Why = "The company that a study tells of was handed a secret address, which is all that opens its sheet.";

    /// <summary>What it looks at besides.</summary>
    public sealed record Means(AnswerGuard Guard, TimeProvider Clock);

    /// <summary>What the pages show.</summary>
    /// <param name="Sheet">The company's probes.</param>
    /// <param name="Rank">Where it stands; null where that cannot be said, or is being reckoned.</param>
    /// <param name="Of">Among how many.</param>
    public sealed record View(CompanySheet Sheet, RankRange? Rank, int Of)
    {
        /// <summary>The link that was just made: shown once.</summary>
        public string? Link { get; init; }

        /// <summary>What opens the company's own page.</summary>
        public string? Secret { get; init; }

        /// <summary>Until when it may be objected to; null where that is not known yet.</summary>
        public DateTime? AppealsUntil { get; init; }

        /// <summary>Whether that is over.</summary>
        public bool AppealsOver { get; init; }
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/companies/{number:int}", (string code, int number, HttpContext context, Visit visit, ShowSheet page) => page.Run(context, visit, (code, number), null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/study-sheet/{secret}", (string secret, HttpContext context, Visit visit, ShowSheet page) => page.Open(context, visit, secret)).OpenToAll(Why);
    }

    /// <summary>The page of whoever runs the study, with a link that was just made.</summary>
    public async Task<IResult> Run(HttpContext context, Visit visit, (string Code, int Number) which, string? secret)
    {
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await StudyOf.Seen(store, visit.Here, which.Code, cancel) is not { } study) return Results.NotFound();
        if (await CompanyLink.Company(store, visit.Here, which.Code, which.Number, cancel) is not { } company) return Results.NotFound();
        var view = await Of(store, study, company, closed: false, cancel);
        return new RazorComponentResult<SheetPage>(new { View = view with { Link = secret is null ? null : PublicAddress.Of(context) + visit.Path($"study-sheet/{secret}") } });
    }

    private async Task<IResult> Open(HttpContext context, Visit visit, string secret)
    {
        // The address opens the page: it is told to nobody, and kept by nobody between.
        (context.Response.Headers["Referrer-Policy"], context.Response.Headers.CacheControl, context.Response.Headers["X-Robots-Tag"]) = ("no-referrer", "private, no-store", "noindex, nofollow");
        var (organisation, cancel) = (visit.Organisation ?? "", context.RequestAborted);
        if (means.Guard.Wait(context, organisation, "/study-sheet") is { } wait) return Problems.Of(new Core.Refusal.Busy(wait));
        await using var store = await stores.Open(organisation, cancel);
        if (await CompanySheet.Opened(store, secret, cancel) is not var (study, company)) return new RazorComponentResult<LinkOverPage>(new { Shoppers = false }) { StatusCode = StatusCodes.Status404NotFound };
        var until = study.Row.PublishedAt?.AddDays(study.Design.AppealDays);
        return new RazorComponentResult<OwnSheetPage>(new { View = (await Of(store, study, company, closed: true, cancel)) with { Secret = secret, AppealsUntil = until, AppealsOver = until < means.Clock.GetUtcNow().UtcDateTime } });
    }

    // A company reads of closed waves alone: what goes on is not to be known to whom it is about.
    private async Task<View> Of(OrganisationStore store, StudyOf study, StudyCompany company, bool closed, CancellationToken cancel)
    {
        var sheet = await CompanySheet.Of(store, study, company, (closed, means.Clock.GetUtcNow().UtcDateTime), cancel);
        var reckoned = await results.Of(store.Organisation, study.Row, closed, 0, before: false, cancel);
        return new(sheet, Place(reckoned, company.Id), reckoned?.Ranks?.Ranked ?? 0);
    }

    private static RankRange? Place(StudyResults.Reckoned? reckoned, Guid company) =>
        reckoned?.Ranks is { } ranks && ranks.ByCompany.TryGetValue(company, out var said) && said.Try(out var range) ? range : null;
}
